import { PERMISSIONS } from '../../../contracts/permissions';
import { adminRoute } from '../shared/routes';

const LIST = '/spaces/:id/participants';

export const participantRoutes = [
  adminRoute('GET', LIST, 'participants.find', PERMISSIONS.participantsRead),
  adminRoute('POST', LIST, 'participants.create', PERMISSIONS.participantsInvite),
  // Resending and removing are rights of their own, which the controller asks for.
  adminRoute('POST', `${LIST}/actions`, 'participants.act', PERMISSIONS.participantsRead),
  adminRoute('GET', `${LIST}/export`, 'participants.export', PERMISSIONS.participantsExport),
];
