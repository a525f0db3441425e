import { PERMISSIONS } from '../../../contracts/permissions';
import { adminRoute, contentRoute, pageRoute } from '../shared/routes';

const ONE = '/groups/:nickname';
const MEMBERSHIPS = `${ONE}/memberships`;

// Actions of the controller `group` are what Strapi asks for before it lets a role populate groups
// elsewhere, such as the author of an entry.
export const groupRoutes = [
  contentRoute('GET', '/groups', 'group.find', 'read'),
  contentRoute('POST', '/groups', 'group.create', 'group'),
  contentRoute('POST', '/groups/confirm', 'group.confirm', 'answer'),
  contentRoute('GET', ONE, 'group.findOne', 'read'),
  contentRoute('PUT', ONE, 'group.update', 'group'),
  contentRoute('DELETE', ONE, 'group.delete', 'group'),
  contentRoute('POST', `${ONE}/avatar`, 'group.avatar', 'group'),
  contentRoute('POST', `${ONE}/confirmation`, 'group.confirmAgain', 'resend'),
  contentRoute('POST', `${ONE}/invitations`, 'group.invite', 'group'),
  contentRoute('POST', `${ONE}/requests`, 'group.request', 'group'),
  contentRoute('POST', `${ONE}/transfer`, 'group.transfer', 'group'),
  contentRoute('POST', `${ONE}/follow`, 'group.follow', 'group'),
  contentRoute('DELETE', `${ONE}/follow`, 'group.unfollow', 'group'),
  contentRoute('GET', MEMBERSHIPS, 'group.memberships', 'read'),
  contentRoute('PUT', `${MEMBERSHIPS}/:id`, 'group.act', 'group'),
  contentRoute('DELETE', `${MEMBERSHIPS}/:id`, 'group.removeMembership', 'group'),
  contentRoute('GET', '/users/:username/groups', 'group.ofPerson', 'read'),
];

const { groupsRead, groupsCreate, groupsUpdate, groupsDelete } = PERMISSIONS;
const { groupsVerify, groupsMembers } = PERMISSIONS;
const GROUP = '/groups/:id';

export const groupAdminRoutes = [
  adminRoute('GET', '/groups', 'groups-admin.find', groupsRead),
  adminRoute('POST', '/groups', 'groups-admin.create', groupsCreate),
  adminRoute('POST', '/groups/actions', 'groups-admin.act', groupsVerify),
  adminRoute('POST', '/groups/rule', 'groups-admin.countRule', groupsRead),
  adminRoute('GET', '/groups/enabled', 'groups-admin.enabled', groupsRead),
  adminRoute('GET', '/groups/rule-fields', 'groups-admin.ruleFields', groupsRead),
  adminRoute('GET', '/groups/people', 'groups-admin.people', groupsMembers),
  adminRoute('GET', GROUP, 'groups-admin.findOne', groupsRead),
  adminRoute('PUT', GROUP, 'groups-admin.update', groupsUpdate),
  adminRoute('DELETE', GROUP, 'groups-admin.delete', groupsDelete),
  adminRoute('GET', `${GROUP}/members`, 'groups-admin.members', groupsRead),
  adminRoute('POST', `${GROUP}/members`, 'groups-admin.addMembers', groupsMembers),
  adminRoute(
    'DELETE',
    `${GROUP}/members/:membershipId`,
    'groups-admin.removeMember',
    groupsMembers,
  ),
];

export const groupPages = [
  pageRoute('GET', '/group-confirmation', 'confirmation-page.show'),
  pageRoute('POST', '/group-confirmation', 'confirmation-page.answer'),
];
