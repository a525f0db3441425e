import type { Core } from '@strapi/strapi';
import { PERMISSIONS } from '../../contracts/permissions';

const action = (uid: string, subCategory: string, displayName: string) => ({
  section: 'plugins',
  pluginName: 'participation',
  subCategory,
  displayName,
  uid: uid.replace('plugin::participation.', ''),
});

const actions = [
  action(PERMISSIONS.spacesRead, 'spaces', 'Read spaces'),
  action(PERMISSIONS.spacesCreate, 'spaces', 'Create spaces'),
  action(PERMISSIONS.spacesUpdate, 'spaces', 'Edit spaces'),
  action(PERMISSIONS.spacesDelete, 'spaces', 'Delete spaces'),
  action(PERMISSIONS.participantsRead, 'participants', 'Read the lists of participants'),
  action(PERMISSIONS.participantsInvite, 'participants', 'Invite participants and resend'),
  action(PERMISSIONS.participantsRemove, 'participants', 'Remove participants'),
  action(PERMISSIONS.participantsExport, 'participants', 'Export participants'),
  action(PERMISSIONS.participantsImport, 'participants', 'Import participants from a file'),
  action(PERMISSIONS.invitationsRead, 'invitations', 'Read invitations'),
  action(PERMISSIONS.invitationsInvite, 'invitations', 'Invite people, make codes and resend'),
  action(PERMISSIONS.invitationsRevoke, 'invitations', 'Revoke and delete invitations'),
  action(PERMISSIONS.invitationsExport, 'invitations', 'Export invitations and codes'),
  action(PERMISSIONS.invitationsImport, 'invitations', 'Import invitations from a file'),
  action(PERMISSIONS.invitationsLink, 'invitations', 'See the link of an invitation'),
  action(PERMISSIONS.groupsRead, 'groups', 'Read groups and their members'),
  action(PERMISSIONS.groupsCreate, 'groups', 'Create groups'),
  action(PERMISSIONS.groupsUpdate, 'groups', 'Edit groups'),
  action(PERMISSIONS.groupsDelete, 'groups', 'Delete groups'),
  action(PERMISSIONS.groupsVerify, 'groups', 'Verify and reject groups'),
  action(PERMISSIONS.groupsMembers, 'groups', 'Add and remove members'),
  action(PERMISSIONS.settingsRead, 'settings', 'Read the settings'),
  action(PERMISSIONS.settingsUpdate, 'settings', 'Change the settings'),
  action(PERMISSIONS.activityRead, 'activity', 'Read the activity log'),
];

/** Makes the plugin's rights known to the panel's roles. */
export const registerPermissions = (strapi: Core.Strapi): Promise<void> =>
  strapi.service('admin::permission').actionProvider.registerMany(actions);
