import { PERMISSIONS } from '../../../contracts/permissions';
import { adminRoute } from '../shared/routes';

const { settingsRead, settingsUpdate } = PERMISSIONS;

export const settingsRoutes = [
  adminRoute('GET', '/settings', 'settings.find', settingsRead),
  adminRoute('PUT', '/settings', 'settings.update', settingsRead, settingsUpdate),
  adminRoute('POST', '/settings/preview', 'settings.preview', settingsRead),
  adminRoute('POST', '/settings/test', 'settings.test', settingsRead, settingsUpdate),
];
