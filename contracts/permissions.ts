/** Every right of an administrator over this plugin, as Strapi names actions. */
export const PERMISSIONS = {
  spacesRead: 'plugin::participation.spaces.read',
  spacesCreate: 'plugin::participation.spaces.create',
  spacesUpdate: 'plugin::participation.spaces.update',
  spacesDelete: 'plugin::participation.spaces.delete',
  participantsRead: 'plugin::participation.participants.read',
  participantsInvite: 'plugin::participation.participants.invite',
  participantsRemove: 'plugin::participation.participants.remove',
  participantsExport: 'plugin::participation.participants.export',
  participantsImport: 'plugin::participation.participants.import',
  activityRead: 'plugin::participation.activity.read',
} as const;
