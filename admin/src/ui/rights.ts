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
const ACTIVITY_RIGHTS = [right(PERMISSIONS.activityRead)];
// Of the Content Manager: without a subject, entries of any type.
const CONTENT_RIGHTS = [right('plugin::content-manager.explorer.read')];

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

export const useActivityRights = () => {
  const { allowedActions, isLoading } = useRBAC(ACTIVITY_RIGHTS);
  return { isLoading, canRead: Boolean(allowedActions.canRead) };
};

export const useContentRights = () => {
  const { allowedActions, isLoading } = useRBAC(CONTENT_RIGHTS);
  return { isLoading, canRead: Boolean(allowedActions.canRead) };
};
