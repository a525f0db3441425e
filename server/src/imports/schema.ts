import {
  IMPORT_KINDS,
  IMPORT_MODES,
  IMPORT_PHASES,
  IMPORT_STATUSES,
  ROW_OUTCOMES,
} from '../../../contracts/imports';
import { column, internalType } from '../shared/schema';

export const importType = internalType(
  'import',
  'imports',
  'Import',
  {
    kind: { type: 'enumeration', enum: [...IMPORT_KINDS], required: true },
    status: { type: 'enumeration', enum: [...IMPORT_STATUSES], required: true },
    mode: { type: 'enumeration', enum: [...IMPORT_MODES], required: true },
    phase: { type: 'enumeration', enum: [...IMPORT_PHASES] },
    fileName: { type: 'string', required: true },
    /** Bytes of the uploaded file. */
    fileSize: { type: 'integer', required: true },
    space: column('plugin::participation.space'),
    creatorId: { type: 'integer' },
    creatorName: { type: 'string' },
    starterId: { type: 'integer' },
    starterName: { type: 'string' },
    options: { type: 'json', required: true },
    /** Further rights of whoever decided about the rows, as far as the kind asks for them. */
    rights: { type: 'json' },
    detected: { type: 'json' },
    error: { type: 'json' },
    /** Rows read so far, blank ones left out. */
    rowCount: { type: 'integer', required: true },
    /** Part of the file that is read, from 0 to 1. */
    readShare: { type: 'float' },
    /** Rows that there is something to do for. */
    openCount: { type: 'integer', required: true },
    /** How many rows have each outcome. */
    counts: { type: 'json', required: true },
    /** The same of rows that were open and whose turn has come. */
    applied: { type: 'json', required: true },
    /** Rows that turned out other than the preview showed. */
    changedCount: { type: 'integer', required: true },
    /** Rows whose turn has come, and the line of the last of them. */
    doneCount: { type: 'integer', required: true },
    doneLine: { type: 'integer', required: true },
    /** People to remove in the mode `replace`. */
    absentCount: { type: 'integer', required: true },
    /** The same of the way back. */
    undoneCount: { type: 'integer', required: true },
    undoneLine: { type: 'integer', required: true },
    /** When an instance began to work on this phase, and how much of it was done by then. */
    phaseSince: { type: 'datetime' },
    phaseBase: { type: 'integer' },
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
    /** All values but the address, by field, where a name is not all that rows have. */
    more: { type: 'json' },
    outcome: { type: 'enumeration', enum: [...ROW_OUTCOMES] },
    /** What the preview showed, where it turned out otherwise. */
    expected: { type: 'enumeration', enum: [...ROW_OUTCOMES] },
    reasons: { type: 'json' },
    /** 128 random bits, for the link that the row may become. Its documentId goes along. */
    publicId: { type: 'string' },
  },
  [{ columns: ['import_id', 'line'] }, { columns: ['import_id', 'email'] }],
);

/** A piece of an uploaded file, here so that whichever instance has time can read it. */
export const importPart = internalType(
  'import-part',
  'import-parts',
  'Import part',
  {
    import: column('plugin::participation.import'),
    position: { type: 'integer', required: true },
    /** Base64. */
    content: { type: 'text', required: true },
  },
  [{ columns: ['import_id', 'position'], unique: true }],
);
