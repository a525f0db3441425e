import { z } from 'zod';
import type { FieldError } from './errors';
import { pageQuery, type Page } from './paging';
import { ADD_OUTCOMES } from './participants';

export const IMPORT_KINDS = ['participants'] as const;
export const IMPORT_STATUSES = [
  'parsing',
  'ready',
  'running',
  'completed',
  'cancelled',
  'failed',
] as const;
export const ROW_OUTCOMES = [...ADD_OUTCOMES, 'duplicate', 'invalid'] as const;

export type ImportKind = (typeof IMPORT_KINDS)[number];
export type ImportStatus = (typeof IMPORT_STATUSES)[number];
/** Before the start, what is to be expected of a row; after it, what became of it. */
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** What holds for every row of a file; sent as JSON. */
export const importOptions = z.preprocess(
  (value) => (typeof value === 'string' ? parseJson(value) : value),
  z.strictObject({
    /** Language of the mails; default: the site's. */
    locale: z.enum(['en', 'fr', 'es']).nullish(),
    /** Tell those who have an account already by mail that they were added. */
    notify: z.boolean().optional(),
  }),
);

/** Fields of `POST /participation/imports`, beside the multipart `file`. */
export const importInput = z.object({
  kind: z.enum(IMPORT_KINDS),
  /** documentId of the space, for participants. */
  space: z.string().min(1).max(64),
  options: importOptions.default({}),
});

/** Query of `GET /participation/imports`. */
export const importQuery = pageQuery.extend({ space: z.string().max(64).optional() });

/** Query of `GET /participation/imports/:id/rows`. */
export const rowQuery = pageQuery.extend({ outcome: z.enum(ROW_OUTCOMES).optional() });

/** Body of `POST /participation/imports/:id/start`. */
export const startInput = z.object({ mode: z.literal('add').default('add') });

/** Query of `GET /participation/imports/templates/:kind`. */
export const templateQuery = z.object({
  format: z.literal('csv').default('csv'),
  /** Default: the language of the administrator's panel. */
  locale: z.enum(['en', 'fr', 'es']).optional(),
});

/** Query of `GET /participation/imports/:id/report`. */
export const reportQuery = templateQuery;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export type ImportOptions = z.infer<typeof importOptions>;
export type ImportInput = z.infer<typeof importInput>;
export type ImportQuery = z.infer<typeof importQuery>;
export type RowQuery = z.infer<typeof rowQuery>;

/** How the file was understood. */
export type Detected = {
  encoding: string;
  separator: ',' | ';' | '\t' | '|';
  /** The first line holds names of columns. */
  header: boolean;
  /** What each column of the file is taken for; `null`: not used. */
  columns: { name: string | null; field: 'email' | 'name' | 'firstName' | 'lastName' | null }[];
};

export type Import = {
  id: string;
  kind: ImportKind;
  status: ImportStatus;
  fileName: string;
  space: { documentId: string; title: string } | null;
  /** `rows` of the file (blank ones left out) and how many have each outcome. */
  totals: { rows: number } & Partial<Record<RowOutcome, number>>;
  /** Rows worked on; `total` is null while the file is still being read. */
  progress: { done: number; total: number | null; rowsPerSecond: number };
  detected: Detected | null;
  error: { code: string; message: string } | null;
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
  /** Line of the file on which the row begins, from 1. */
  line: number;
  values: { email: string; name: string };
  outcome: RowOutcome | null;
  reasons: RowReason[];
};

export type ImportAnswer = { data: Import };
export type ImportPage = Page<Import>;
export type RowPage = Page<ImportRow>;
