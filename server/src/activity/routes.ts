import { PERMISSIONS } from '../../../contracts/permissions';
import { adminRoute } from '../shared/routes';

export const activityRoutes = [
  adminRoute('GET', '/activity', 'activity.find', PERMISSIONS.activityRead),
];
