import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type {
  InvitationFilters,
  InvitationQuery,
  InvitationStatus,
} from '../../../contracts/invitations';
import { clock } from '../shared/clock';
import {
  beginsWith,
  countUpTo,
  createIndex,
  findFew,
  indexBeginnings,
  inOrder,
  LONG,
  MANY,
  lowered,
  MOST_COUNTED,
  MOST_MATCHES,
  narrowings,
  pageOf,
  spellings,
  type Count,
  type Search,
} from '../shared/long-lists';
import { offsetOf } from '../shared/paging';
import { holds, isPostgres } from '../shared/sets';
import { isoDate, jsonOf, knexOf, TABLES, whereContains } from '../shared/tables';
import type { Carried } from './queries';

/** An invitation as lists need it, with the ids that a change to it needs. */
export type Listed = {
  id: number;
  documentId: string;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  name: string | null;
  status: InvitationStatus;
  admin: boolean;
  role: { documentId: string; name: string } | null;
  locale: string | null;
  message: string | null;
  createdAt: string;
  sentAt: string | null;
  remindedAt: string | null;
  openedAt: string | null;
  updatedAt: string;
  expiresAt: string;
  acceptedAt: string | null;
  acceptedBy: string | null;
  invitedBy: string | null;
  publicId: string;
  tokenVersion: number;
  codeDigest: string | null;
  carried: Carried | null;
  label: string | null;
  uses: number;
  maxUses: number | null;
};

const ROLES = 'up_roles';

/** As it is by now, whether or not the task that ends invitations has come round. */
const STATUS =
  "case when i.status = 'pending' and i.expires_at <= ? then 'expired' else i.status end";

const sortColumns = (knex: Knex): Record<InvitationQuery['sort']['column'], string> => ({
  email: 'i.email',
  name: lowered(knex, 'i.name'),
  status: 'i.status',
  createdAt: 'i.id',
  sentAt: 'i.sent_at',
  remindedAt: 'i.reminded_at',
  expiresAt: 'i.expires_at',
  acceptedAt: 'i.accepted_at',
});

/** What a search of a long list looks at the beginning of. */
const searched = (knex: Knex) => [
  'i.email',
  lowered(knex, 'i.name'),
  lowered(knex, 'i.last_name'),
  lowered(knex, 'i.label'),
];

/** Has the database find the rows of long lists by indexes that a schema cannot describe. */
export const prepareList = async (strapi: Core.Strapi): Promise<void> => {
  const knex = knexOf(strapi);
  await createIndex(knex, TABLES.invitations, `${TABLES.invitations}_name_order`, [
    lowered(knex, 'name'),
  ]);
  const texts = ['name', 'last_name', 'label'].map((name) => ({ name, sql: lowered(knex, name) }));
  if (isPostgres(knex)) texts.push({ name: 'email', sql: 'email' });
  await indexBeginnings(knex, TABLES.invitations, [], texts);
};

/** The lists of invitations that administrators look at. */
export const createList = (strapi: Core.Strapi) => {
  const knex = () => knexOf(strapi);
  const from = () => knex()({ i: TABLES.invitations });

  const byStatus = (query: Knex.QueryBuilder, status: InvitationStatus, column = 'i.status') => {
    const is = (one: InvitationStatus) => knex().raw(`${column} = ?`, [one]);
    if (status === 'pending') query.where(is(status)).where('i.expires_at', '>', clock.now());
    else if (status === 'expired')
      query.where((over) =>
        over
          .where(is(status))
          .orWhere((late) => late.where(is('pending')).where('i.expires_at', '<=', clock.now())),
      );
    else query.where(is(status));
    return query;
  };

  const carrying = (space: string) =>
    knex()({ p: TABLES.participants })
      .join({ s: TABLES.spaces }, 's.id', 'p.space_id')
      .where('s.document_id', space)
      .whereRaw('p.invitation_id = i.id')
      .limit(1)
      .select('p.id');

  /** A code holds what it carries itself. */
  const codeFor = (space: string) =>
    knex()({ s: TABLES.spaces })
      .where('s.document_id', space)
      .whereNotNull('i.code_digest')
      .whereRaw(holds(knex(), 'i.carried', 'spaces', 's.id'))
      .select(knex().raw('1'));

  const withLastMail = (status: string) =>
    knex()({ d: TABLES.deliveries })
      .whereRaw('d.invitation_id = i.id')
      .where('d.status', status)
      .whereNotExists(
        knex()({ later: TABLES.deliveries })
          .whereRaw('later.invitation_id = i.id and later.id > d.id')
          .whereNot('later.status', 'cancelled')
          .select(knex().raw('1')),
      )
      .select(knex().raw('1'));

  const beginning = (text: string, asRead = (column: string) => column) =>
    searched(knex()).flatMap((column) =>
      spellings(text).map((spelling) => beginsWith(knex(), asRead(column), spelling)),
    );

  const search = (query: Knex.QueryBuilder, text: string, within: Search) => {
    if (within === 'anywhere') whereContains(query, ['i.email', 'i.name', 'i.label'], text);
    else
      query.where((either) =>
        beginning(text, (column) => inOrder(knex(), column)).forEach((begins) =>
          either.orWhere(begins),
        ),
      );
  };

  const matching = (filters: InvitationFilters, within: Search): Knex.QueryBuilder => {
    const query = from();
    if (filters._q) search(query, filters._q, within);
    return filter(
      query,
      filters,
      within === 'beginning' ? inOrder(knex(), 'i.status') : 'i.status',
    );
  };

  const filter = (
    query: Knex.QueryBuilder,
    { filters = {} }: InvitationFilters,
    statusColumn = 'i.status',
  ) => {
    const { kind, status, space, group, delivery } = filters;
    if (kind) query[kind === 'code' ? 'whereNotNull' : 'whereNull']('i.code_digest');
    if (status) byStatus(query, status, statusColumn);
    if (space)
      query.where((either) =>
        // Not "exists": PostgreSQL would rather gather all that the space has beforehand.
        either.whereRaw('(?) is not null', [carrying(space)]).orWhereExists(codeFor(space)),
      );
    // There are no groups that one of them could carry.
    if (group) query.whereRaw('1 = 0');
    if (delivery) query.whereExists(withLastMail(delivery));
    return query;
  };

  const rowsOf = async (query: Knex.QueryBuilder): Promise<Listed[]> => {
    const rows: Record<string, unknown>[] = await query
      .leftJoin({ r: ROLES }, 'r.id', 'i.role_id')
      .leftJoin({ u: TABLES.users }, 'u.id', 'i.accepted_by_id')
      .select('i.*', 'r.document_id as role_document_id', 'r.name as role_name', 'u.username')
      .select(knex().raw(`${STATUS} as status_now`, [clock.now()]));
    return rows.map(toListed);
  };

  const isLong = async () => (await countUpTo(knex(), from(), LONG)).more;

  const sorted = (matches: Knex.QueryBuilder, query: InvitationQuery): Promise<Listed[]> => {
    const by = sortColumns(knex())[query.sort.column];
    return rowsOf(
      matches
        // Databases disagree on where nulls go: ours go last, both ways.
        .orderByRaw(
          `case when ${by} is null then 1 else 0 end, ${by} ${query.sort.direction}, i.id`,
        )
        .limit(query.pageSize)
        .offset(offsetOf(query)),
    );
  };

  /** A page along the index that has the order. */
  const along = (query: InvitationQuery): Promise<Listed[]> =>
    pageOf(
      knex(),
      () => matching(query, 'beginning'),
      { by: sortColumns(knex())[query.sort.column], direction: query.sort.direction, id: 'i.id' },
      { offset: offsetOf(query), limit: query.pageSize },
      rowsOf,
    );

  /** What an index finds by each part of what was asked for. */
  const partsOf = ({ _q, filters = {} }: InvitationQuery): Knex.QueryBuilder[][] => {
    const { status, kind, delivery } = filters;
    const id = 'i.id';
    const parts = [
      _q && beginning(_q).map((begins) => from().where(begins).select(id)),
      kind === 'code' && [from().whereNotNull('i.code_digest').select(id)],
      status && [byStatus(from(), status).select(id)],
      delivery && [
        knex()(TABLES.deliveries)
          .where('status', delivery)
          .whereNotNull('invitation_id')
          .select('invitation_id as id'),
      ],
    ];
    return parts.filter((part) => Array.isArray(part));
  };

  const longPage = async (query: InvitationQuery): Promise<Count & { rows: Listed[] }> => {
    const asked = narrowings({ _q: query._q, ...query.filters });
    const parts = partsOf(query);
    for (const part of parts) {
      const ids = await findFew(part);
      if (!ids) continue;
      const matches = () => matching(query, 'beginning').whereIn('i.id', ids);
      return {
        ...(await countUpTo(knex(), matches(), MOST_MATCHES)),
        rows: await sorted(matches(), query),
      };
    }
    // What one index alone finds has been counted already, but mails that are not the last ones too.
    if (asked.length === 1 && parts.length === 1 && !query.filters?.delivery)
      return { ...MANY, rows: await along(query) };
    const most = asked.length > 0 ? MOST_MATCHES : MOST_COUNTED;
    return {
      ...(await countUpTo(knex(), matching(query, 'beginning'), most)),
      rows: await along(query),
    };
  };

  return {
    /** A page, and how many match; of long lists, not all are counted. */
    async page(query: InvitationQuery): Promise<Count & { rows: Listed[] }> {
      if (await isLong()) return longPage(query);
      const matches = () => matching(query, 'anywhere');
      return {
        ...(await countUpTo(knex(), matches(), MOST_COUNTED)),
        rows: await sorted(matches(), query),
      };
    },

    /** How the list is searched by now: everywhere, or for beginnings when it is long. */
    searchOf: async (): Promise<Search> => ((await isLong()) ? 'beginning' : 'anywhere'),

    /** The next of those that match, in the order of their ids. */
    after: (
      filters: InvitationFilters,
      within: Search,
      lastId: number,
      limit: number,
    ): Promise<Listed[]> =>
      rowsOf(matching(filters, within).where('i.id', '>', lastId).orderBy('i.id').limit(limit)),

    byDocumentIds: (documentIds: string[]): Promise<Listed[]> =>
      rowsOf(from().whereIn('i.document_id', documentIds).orderBy('i.id')),
  };
};

const toListed = (row: Record<string, unknown>): Listed => ({
  id: row.id as number,
  documentId: row.document_id as string,
  email: row.email as string | null,
  firstName: row.first_name as string | null,
  lastName: row.last_name as string | null,
  name: row.name as string | null,
  status: row.status_now as InvitationStatus,
  admin: Boolean(row.grants_admin),
  role: row.role_document_id
    ? { documentId: row.role_document_id as string, name: row.role_name as string }
    : null,
  locale: row.locale as string | null,
  message: row.message as string | null,
  createdAt: isoDate(row.created_at)!,
  sentAt: isoDate(row.sent_at),
  remindedAt: isoDate(row.reminded_at),
  openedAt: isoDate(row.opened_at),
  updatedAt: isoDate(row.updated_at)!,
  expiresAt: isoDate(row.expires_at)!,
  acceptedAt: isoDate(row.accepted_at),
  acceptedBy: row.username as string | null,
  invitedBy: row.inviter as string | null,
  publicId: row.public_id as string,
  tokenVersion: row.token_version as number,
  codeDigest: row.code_digest as string | null,
  carried: jsonOf<Carried | null>(row.carried),
  label: row.label as string | null,
  uses: Number(row.uses ?? 0),
  maxUses: row.max_uses as number | null,
});
