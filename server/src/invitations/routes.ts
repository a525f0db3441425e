import { PERMISSIONS } from '../../../contracts/permissions';
import { adminRoute, contentRoute, pageRoute, policedRoute } from '../shared/routes';

export const invitationRoutes = [
  contentRoute('POST', '/invitations/preview', 'invitations.preview', 'answer'),
  contentRoute('POST', '/invitations/accept', 'invitations.accept', 'answer'),
  contentRoute('POST', '/invitations/decline', 'invitations.decline', 'answer'),
  contentRoute('POST', '/invitations/resend', 'invitations.resend', 'resend'),
];

const LIST = '/invitations';
const ONE = `${LIST}/:id`;
const MAY_OFFER = 'plugin::participation.may-offer';
const { invitationsRead, invitationsInvite, invitationsExport, invitationsLink } = PERMISSIONS;

export const invitationAdminRoutes = [
  adminRoute('GET', LIST, 'invitations-admin.find', invitationsRead),
  adminRoute('POST', LIST, 'invitations-admin.create', invitationsInvite),
  adminRoute('POST', `${LIST}/codes`, 'invitations-admin.createCodes', invitationsInvite),
  policedRoute('POST', `${LIST}/preview-mail`, 'invitations-admin.previewMail', MAY_OFFER),
  // Which of the rights is needed depends on the action.
  adminRoute('POST', `${LIST}/actions`, 'invitations-admin.act', invitationsRead),
  adminRoute('GET', `${LIST}/export`, 'invitations-admin.export', invitationsExport),
  adminRoute('GET', ONE, 'invitations-admin.findOne', invitationsRead),
  adminRoute('GET', `${ONE}/link`, 'invitations-admin.link', invitationsLink),
];

export const invitationPages = [
  pageRoute('GET', '/invitation', 'invitation-page.show'),
  pageRoute('POST', '/invitation', 'invitation-page.answer'),
];
