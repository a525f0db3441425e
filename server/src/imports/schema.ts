import { IMPORT_KINDS, IMPORT_STATUSES, ROW_OUTCOMES } from '../../../contracts/imports';
import { column, internalType } from '../shared/schema';

export const importType = internalType(
  'import',
  'imports',
  'Import',
  {
    kind: { type: 'enumeration', enum: [...IMPORT_KINDS], required: true },
    status: { type: 'enumeration', enum: [...IMPORT_STATUSES], required: true },
    fileName: { type: 'string', required: true },
    /** The uploaded file until it is read; null afterwards. */
    filePath: { type: 'string' },
    /** The machine on whose disk the file is. */
    fileHost: { type: 'string' },
    space: column('plugin::participation.space'),
    creatorId: { type: 'integer' },
    creatorName: { type: 'string' },
    options: { type: 'json', required: true },
    detected: { type: 'json' },
    error: { type: 'json' },
    /** Rows read so far, blank ones left out. */
    rowCount: { type: 'integer', required: true },
    /** Rows that there is something to do for. */
    openCount: { type: 'integer', required: true },
    /** Rows whose turn has come, and the line of the last of them. */
    doneCount: { type: 'integer', required: true },
    doneLine: { type: 'integer', required: true },
    /** Faults of the server in a row, since the last batch that went well. */
    faultCount: { type: 'integer', required: true },
    leaseOwner: { type: 'string' },
    leaseUntil: { type: 'datetime' },
    startedAt: { type: 'datetime' },
    finishedAt: { type: 'datetime' },
  },
  [{ columns: ['status', 'lease_until'] }],
);

export const importRow = internalType(
  'import-row',
  'import-rows',
  'Import row',
  {
    import: column('plugin::participation.import'),
    line: { type: 'integer', required: true },
    email: { type: 'string' },
    name: { type: 'string' },
    outcome: { type: 'enumeration', enum: [...ROW_OUTCOMES] },
    reasons: { type: 'json' },
  },
  [{ columns: ['import_id', 'line'] }, { columns: ['import_id', 'email'] }],
);
