import { adminApi } from '@strapi/strapi/admin';

// Every plugin shares `adminApi`: names of tags and endpoints carry ours to stay apart.
export const api = adminApi.enhanceEndpoints({
  addTagTypes: [
    'ParticipationSpace',
    'ParticipationParticipant',
    'ParticipationInvitation',
    'ParticipationImport',
    'ParticipationGroup',
    'ParticipationActivity',
  ],
});

export const LIST = 'LIST';
