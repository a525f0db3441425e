import { PERMISSIONS } from '../../../contracts/permissions';
import { adminRoute, editorRoute } from '../shared/routes';

export const visibilityRoutes = [
  editorRoute('GET', '/visibility', 'visibility.types'),
  editorRoute('GET', '/visibility/:uid/:documentId', 'visibility.entry'),
  adminRoute('GET', '/spaces/:id/content', 'visibility.summary', PERMISSIONS.spacesRead),
  adminRoute('GET', '/spaces/:id/content/:uid', 'visibility.content', PERMISSIONS.spacesRead),
];
