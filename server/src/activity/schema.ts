import { internalType } from '../shared/schema';

/** Names and ids are copies, not relations: the row outlives what it is about. */
export const activity = internalType(
  'activity',
  'activities',
  'Activity',
  {
    action: { type: 'string', required: true },
    actorId: { type: 'integer' },
    actorName: { type: 'string' },
    spaceId: { type: 'string' },
    spaceTitle: { type: 'string' },
    groupId: { type: 'string' },
    subject: { type: 'string' },
    invitationId: { type: 'integer' },
    details: { type: 'json' },
  },
  [
    { columns: ['space_id', 'id'] },
    { columns: ['group_id', 'id'] },
    { columns: ['invitation_id'] },
  ],
);
