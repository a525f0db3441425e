import { PERMISSIONS } from '../../../contracts/permissions';
import { adminRoute, contentRoute } from '../shared/routes';

export const spaceRoutes = [
  adminRoute('GET', '/spaces', 'spaces-admin.find', PERMISSIONS.spacesRead),
  adminRoute('POST', '/spaces', 'spaces-admin.create', PERMISSIONS.spacesCreate),
  adminRoute('GET', '/spaces/warnings', 'spaces-admin.warnings', PERMISSIONS.spacesRead),
  adminRoute('GET', '/spaces/:id', 'spaces-admin.findOne', PERMISSIONS.spacesRead),
  adminRoute('PUT', '/spaces/:id', 'spaces-admin.update', PERMISSIONS.spacesUpdate),
  adminRoute('DELETE', '/spaces/:id', 'spaces-admin.delete', PERMISSIONS.spacesDelete),
];

// Actions of the controller `space` are what Strapi asks for before it lets a role populate, filter
// by or query spaces elsewhere, so one grant opens all of these ways, and the gate stands in each.
export const publicSpaceRoutes = [
  contentRoute('GET', '/spaces', 'space.find', 'read'),
  contentRoute('GET', '/spaces/:slug', 'space.findOne', 'read'),
  contentRoute('GET', '/me', 'space.me', 'read'),
];
