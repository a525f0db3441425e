import { useRBAC } from '@strapi/strapi/admin';
import { PERMISSIONS } from '../../../contracts/permissions';

export const right = (action: string) => ({ action, subject: null });

// `useRBAC` names rights after the last word of the action, so each room asks for its own.
const SPACE_RIGHTS = [
  right(PERMISSIONS.spacesRead),
  right(PERMISSIONS.spacesCreate),
  right(PERMISSIONS.spacesUpdate),
  right(PERMISSIONS.spacesDelete),
];
const PARTICIPANT_RIGHTS = [
  right(PERMISSIONS.participantsRead),
  right(PERMISSIONS.participantsInvite),
  right(PERMISSIONS.participantsRemove),
  right(PERMISSIONS.participantsExport),
  right(PERMISSIONS.participantsImport),
];
const INVITATION_RIGHTS = [
  right(PERMISSIONS.invitationsRead),
  right(PERMISSIONS.invitationsInvite),
  right(PERMISSIONS.invitationsRevoke),
  right(PERMISSIONS.invitationsExport),
  right(PERMISSIONS.invitationsImport),
  right(PERMISSIONS.invitationsLink),
];
const GROUP_RIGHTS = [
  right(PERMISSIONS.groupsRead),
  right(PERMISSIONS.groupsCreate),
  right(PERMISSIONS.groupsUpdate),
  right(PERMISSIONS.groupsDelete),
  right(PERMISSIONS.groupsVerify),
  right(PERMISSIONS.groupsMembers),
];
const ACTIVITY_RIGHTS = [right(PERMISSIONS.activityRead)];
// Of the Content Manager: without a subject, entries of any type.
const CONTENT_RIGHTS = [right('plugin::content-manager.explorer.read')];

const SETTINGS_RIGHTS = [right(PERMISSIONS.settingsUpdate)];

// Of Strapi itself.
const ADMINISTRATOR_RIGHTS = [right('admin::users.create')];
const ROLE_RIGHTS = [right('plugin::users-permissions.roles.read')];
const WEBHOOK_RIGHTS = [right('admin::webhooks.read'), right('admin::webhooks.update')];

export const useSpaceRights = () => {
  const { allowedActions, isLoading } = useRBAC(SPACE_RIGHTS);
  return {
    isLoading,
    canRead: Boolean(allowedActions.canRead),
    canCreate: Boolean(allowedActions.canCreate),
    canUpdate: Boolean(allowedActions.canUpdate),
    canDelete: Boolean(allowedActions.canDelete),
  };
};

export const useParticipantRights = () => {
  const { allowedActions, isLoading } = useRBAC(PARTICIPANT_RIGHTS);
  return {
    isLoading,
    canRead: Boolean(allowedActions.canRead),
    canInvite: Boolean(allowedActions.canInvite),
    canRemove: Boolean(allowedActions.canRemove),
    canExport: Boolean(allowedActions.canExport),
    canImport: Boolean(allowedActions.canImport),
  };
};

export const useInvitationRights = () => {
  const { allowedActions, isLoading } = useRBAC(INVITATION_RIGHTS);
  return {
    isLoading,
    canRead: Boolean(allowedActions.canRead),
    canInvite: Boolean(allowedActions.canInvite),
    canRevoke: Boolean(allowedActions.canRevoke),
    canExport: Boolean(allowedActions.canExport),
    canImport: Boolean(allowedActions.canImport),
    canLink: Boolean(allowedActions.canLink),
  };
};

export const useGroupRights = () => {
  const { allowedActions, isLoading } = useRBAC(GROUP_RIGHTS);
  return {
    isLoading,
    canRead: Boolean(allowedActions.canRead),
    canCreate: Boolean(allowedActions.canCreate),
    canUpdate: Boolean(allowedActions.canUpdate),
    canDelete: Boolean(allowedActions.canDelete),
    canVerify: Boolean(allowedActions.canVerify),
    canMembers: Boolean(allowedActions.canMembers),
  };
};

export const useActivityRights = () => {
  const { allowedActions, isLoading } = useRBAC(ACTIVITY_RIGHTS);
  return { isLoading, canRead: Boolean(allowedActions.canRead) };
};

export const useContentRights = () => {
  const { allowedActions, isLoading } = useRBAC(CONTENT_RIGHTS);
  return { isLoading, canRead: Boolean(allowedActions.canRead) };
};

export const useSettingsRights = () => {
  const { allowedActions, isLoading } = useRBAC(SETTINGS_RIGHTS);
  return { isLoading, canUpdate: Boolean(allowedActions.canUpdate) };
};

/** Only who may create administrators can offer their rights to others. */
export const useAdministratorRights = () => {
  const { allowedActions, isLoading } = useRBAC(ADMINISTRATOR_RIGHTS);
  return { isLoading, canCreate: Boolean(allowedActions.canCreate) };
};

/** Rights over the roles of the site's accounts. */
export const useRoleRights = () => {
  const { allowedActions, isLoading } = useRBAC(ROLE_RIGHTS);
  return { isLoading, canRead: Boolean(allowedActions.canRead) };
};

export const useWebhookRights = () => {
  const { allowedActions, isLoading } = useRBAC(WEBHOOK_RIGHTS);
  return {
    isLoading,
    canRead: Boolean(allowedActions.canRead),
    canUpdate: Boolean(allowedActions.canUpdate),
  };
};
