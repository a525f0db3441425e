import { z } from 'zod';
import type { FieldError } from './errors';
import { invitationInput } from './invitations';
import { flag, pageQuery, type Page } from './paging';
import { ADD_OUTCOMES, type ParticipantStatus } from './participants';

export const IMPORT_KINDS = ['participants', 'invitations', 'group-verifications'] as const;
/** Of a list of groups to verify: what an administrator would find of each. */
export const VERIFICATION_OUTCOMES = [
  'verified',
  'already_verified',
  'unconfirmed',
  'rejected',
  'unknown',
] as const;
export const IMPORT_STATUSES = [
  'parsing',
  'ready',
  'running',
  'completed',
  'cancelled',
  'failed',
  'undone',
] as const;
export const IMPORT_PHASES = ['reading', 'applying', 'removing', 'undoing'] as const;
/** `removed`: not a row of the file, but somebody whom the mode `replace` took off the list. */
export const ROW_OUTCOMES = [
  ...ADD_OUTCOMES,
  ...VERIFICATION_OUTCOMES,
  'duplicate',
  'invalid',
  'removed',
] as const;
/** `replace` also takes those off the list who are not in the file. */
export const IMPORT_MODES = ['add', 'replace'] as const;

export type ImportKind = (typeof IMPORT_KINDS)[number];
export type ImportStatus = (typeof IMPORT_STATUSES)[number];
export type ImportPhase = (typeof IMPORT_PHASES)[number];
export type ImportMode = (typeof IMPORT_MODES)[number];
/** Before the start, what is to be expected of a row; after it, what became of it. */
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** What holds for every row of a list of participants. */
export const participantOptions = z.strictObject({
  /** Language of the mails; default: the site's. */
  locale: z.enum(['en', 'fr', 'es']).nullish(),
  /** Tell those who have an account already by mail that they were added. */
  notify: z.boolean().optional(),
});

/** What holds for every row of a list of invitations that says nothing else itself. */
export const invitationOptions = invitationInput.omit({ emails: true }).strict();

/** Options of an import by its kind; sent as JSON. */
export const IMPORT_OPTIONS = {
  participants: participantOptions,
  invitations: invitationOptions,
  'group-verifications': z.strictObject({}),
} satisfies Record<ImportKind, z.ZodType>;

/** Fields of `POST /participation/imports`, beside the multipart `file`. */
export const importInput = z.object({
  kind: z.enum(IMPORT_KINDS),
  /** documentId of the space: for participants. */
  space: z.string().min(1).max(64).optional(),
  /** As `IMPORT_OPTIONS` has them. */
  options: z
    .preprocess(
      (value) => (typeof value === 'string' ? parseJson(value) : value),
      z.record(z.string(), z.unknown()),
    )
    .default({}),
});

/** Query of `GET /participation/imports`. */
export const importQuery = pageQuery.extend({
  kind: z.enum(IMPORT_KINDS).optional(),
  space: z.string().max(64).optional(),
});

/** Query of `GET /participation/imports/:id/rows`. */
export const rowQuery = pageQuery.extend({
  outcome: z.enum(ROW_OUTCOMES).optional(),
  /** Only rows that turned out other than the preview showed. */
  changed: flag.optional(),
});

/** Body of `PUT /participation/imports/:id/rows/:line`: the values that are corrected. */
export const rowInput = z.strictObject({
  values: z.record(z.string().max(64), z.string().max(65_536)),
});

/** Body of `PUT /participation/imports/:id/columns`: what each column of the file is used for. */
export const columnsInput = z.strictObject({
  /** The first row names the columns. Default: as it was recognised. */
  header: z.boolean().optional(),
  /** A field of the kind, or null, for each column from the left. */
  columns: z.array(z.string().max(64).nullable()).min(1),
});

/** Query of `GET /participation/imports/:id/removals`. */
export const removalQuery = pageQuery;

/** Body of `POST /participation/imports/:id/start`. */
export const startInput = z.object({ mode: z.enum(IMPORT_MODES).default('add') });

/** Query of `GET /participation/imports/templates/:kind`. */
export const templateQuery = z.object({
  format: z.enum(['csv', 'xlsx']).default('csv'),
  /** Default: the language of the administrator's panel. */
  locale: z.enum(['en', 'fr', 'es']).optional(),
});

/** Query of `GET /participation/imports/:id/report`. */
export const reportQuery = z.object({
  format: z.literal('csv').default('csv'),
  locale: z.enum(['en', 'fr', 'es']).optional(),
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export type ParticipantOptions = z.infer<typeof participantOptions>;
export type InvitationOptions = z.infer<typeof invitationOptions>;
export type ImportOptions = Partial<ParticipantOptions & InvitationOptions>;
export type ImportInput = z.infer<typeof importInput>;
export type ImportQuery = z.infer<typeof importQuery>;
export type RowQuery = z.infer<typeof rowQuery>;

export type RowInput = z.infer<typeof rowInput>;
export type ColumnsInput = z.infer<typeof columnsInput>;
export type RemovalQuery = z.infer<typeof removalQuery>;

/** One column of a file. */
export type DetectedColumn = {
  /** What stands above it; null without a header. */
  name: string | null;
  /** The kind's field that it is used for; null: not used. */
  field: string | null;
  /** What stands in its first filled cells, at most three, cut to 60 characters. */
  samples: string[];
};

/** How the file was understood. */
export type Detected = {
  format: 'csv' | 'xlsx';
  /** Of a CSV file. */
  encoding: string | null;
  separator: ',' | ';' | '\t' | '|' | null;
  /** Of a workbook: the name of its sheet that is read. */
  sheet: string | null;
  /** The first line holds names of columns. */
  header: boolean;
  columns: DetectedColumn[];
};

/** What an import is doing, while it is at work. */
export type ImportProgress = {
  phase: ImportPhase | null;
  /** Rows (or people to remove) of this phase that are done. */
  done: number;
  /** Of how many; null while that is not known. */
  total: number | null;
  /** Part of the phase that is done, from 0 to 1; null when nothing is at work. */
  share: number | null;
  rowsPerSecond: number;
  /** Null when it can't be told yet. */
  secondsLeft: number | null;
};

export type Import = {
  id: string;
  kind: ImportKind;
  status: ImportStatus;
  mode: ImportMode;
  fileName: string;
  space: { documentId: string; title: string } | null;
  /** `rows` of the file (blank ones left out) and how many have each outcome. */
  totals: { rows: number } & Partial<Record<RowOutcome, number>>;
  /** Rows that turned out other than the preview showed, as the list had changed meanwhile. */
  changed: number;
  progress: ImportProgress;
  detected: Detected | null;
  error: { code: string; message: string } | null;
  /** It can be undone: the last one of its space that changed anything. */
  undoable: boolean;
  createdBy: string | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};

/** Why a row was refused: the reason, the field it is about and what stood there. */
export type RowReason = Pick<FieldError, 'code' | 'message'> & {
  field: string | null;
  value: string | null;
};

export type ImportRow = {
  /** Line of the file on which the row begins, from 1; null for somebody whom `replace` removed. */
  line: number | null;
  /** By field: those that the file has. */
  values: Record<string, string>;
  outcome: RowOutcome | null;
  /** What the preview showed, where it turned out otherwise. */
  expected: RowOutcome | null;
  reasons: RowReason[];
};

export type ImportAnswer = { data: Import };
export type ImportPage = Page<Import>;
export type RowPage = Page<ImportRow>;

/** Somebody whom the mode `replace` would take off the list. */
export type Removal = {
  documentId: string;
  name: string;
  email: string;
  status: ParticipantStatus;
};
export type RemovalPage = Page<Removal>;

/** Answer of `GET /participation/imports/kinds/:kind`: what a file of this kind may hold. */
export type ImportKindAnswer = {
  data: {
    kind: ImportKind;
    fields: { name: string; required: boolean }[];
    limits: ImportLimits;
  };
};

export type ImportLimits = {
  /** In bytes. */
  maxFileSize: number;
  maxRows: number;
  maxColumns: number;
  /** In characters. */
  maxCell: number;
  maxWaiting: number;
};
