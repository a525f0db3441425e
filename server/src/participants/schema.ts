import { column, internalType } from '../shared/schema';

export const participant = internalType(
  'participant',
  'participants',
  'Participant',
  {
    space: column('plugin::participation.space'),
    /** Trimmed, NFC, lower case. */
    email: { type: 'string', required: true },
    name: { type: 'string' },
    /** The name as lists show it, in lower case, and its last word: what long lists are read by. */
    sortName: { type: 'string' },
    lastName: { type: 'string' },
    user: column('plugin::users-permissions.user'),
    invitation: column('plugin::participation.invitation'),
    source: { type: 'enumeration', enum: ['manual', 'import', 'invitation'], required: true },
  },
  [
    { columns: ['space_id', 'email'], unique: true },
    { columns: ['user_id', 'space_id'] },
    { columns: ['space_id', 'sort_name'] },
    { columns: ['space_id', 'last_name'] },
  ],
);
