import { contentRoute, pageRoute } from '../shared/routes';

export const invitationRoutes = [
  contentRoute('POST', '/invitations/preview', 'invitations.preview', 'answer'),
  contentRoute('POST', '/invitations/accept', 'invitations.accept', 'answer'),
  contentRoute('POST', '/invitations/decline', 'invitations.decline', 'answer'),
  contentRoute('POST', '/invitations/resend', 'invitations.resend', 'resend'),
];

export const invitationPages = [
  pageRoute('GET', '/invitation', 'invitation-page.show'),
  pageRoute('POST', '/invitation', 'invitation-page.answer'),
];
