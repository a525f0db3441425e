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
    user: column('plugin::users-permissions.user'),
    invitation: column('plugin::participation.invitation'),
    source: { type: 'enumeration', enum: ['manual', 'import', 'invitation'], required: true },
  },
  [{ columns: ['space_id', 'email'], unique: true }, { columns: ['user_id', 'space_id'] }],
);
