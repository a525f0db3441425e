import { PERMISSIONS } from '../../../contracts/permissions';
import { adminRoute, contentRoute } from '../shared/routes';

export const spaceRoutes = [
  adminRoute('GET', '/spaces', 'spaces-admin.find', PERMISSIONS.spacesRead),
  adminRoute('POST', '/spaces', 'spaces-admin.create', PERMISSIONS.spacesCreate),
  adminRoute('GET', '/spaces/:id', 'spaces-admin.findOne', PERMISSIONS.spacesRead),
  adminRoute('PUT', '/spaces/:id', 'spaces-admin.update', PERMISSIONS.spacesUpdate),
  adminRoute('DELETE', '/spaces/:id', 'spaces-admin.delete', PERMISSIONS.spacesDelete),
];

// The controllers are named in the plural on purpose: an action `space.find` would let a grant on
// it open the entries to Strapi's own populate and GraphQL, past the plugin's conditions.
export const publicSpaceRoutes = [
  contentRoute('GET', '/spaces', 'spaces.find', 'read'),
  contentRoute('GET', '/spaces/:slug', 'spaces.findOne', 'read'),
  contentRoute('GET', '/me', 'spaces.me', 'read'),
];
