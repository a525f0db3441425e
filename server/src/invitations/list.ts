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
  countForPage,
  countMany,
  countUpTo,
  createIndex,
  findFew,
  idsOf,
  indexBeginnings,
  inOrder,
  isSortable,
  LONG,
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

/** What invitations lead to, and the rows that say so. */
type Place = {
  place: 'spaces' | 'groups';
  kept: 'participants' | 'memberships';
  column: 'space_id' | 'group_id';
};
const SPACES: Place = { place: 'spaces', kept: 'participants', column: 'space_id' };
const GROUPS: Place = { place: 'groups', kept: 'memberships', column: 'group_id' };

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

  const carrying = ({ kept, place, column }: Place, documentId: string) =>
    knex()({ c: TABLES[kept] })
      .join({ s: TABLES[place] }, 's.id', `c.${column}`)
      .where('s.document_id', documentId)
      .whereRaw('c.invitation_id = i.id')
      .limit(1)
      .select('c.id');

  /** A code holds what it carries itself. */
  const codeFor = ({ place }: Place, documentId: string) =>
    knex()({ s: TABLES[place] })
      .where('s.document_id', documentId)
      .whereNotNull('i.code_digest')
      .whereRaw(holds(knex(), 'i.carried', place, 's.id'))
      .select(knex().raw('1'));

  const leadingTo = (query: Knex.QueryBuilder, place: Place, documentId: string) =>
    query.where((either) =>
      // Not "exists": PostgreSQL would rather gather all that the place has beforehand.
      either
        .whereRaw('(?) is not null', [carrying(place, documentId)])
        .orWhereExists(codeFor(place, documentId)),
    );

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
    if (space) leadingTo(query, SPACES, space);
    if (group) leadingTo(query, GROUPS, group);
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

  const idsBeginning = (text: string): Knex.QueryBuilder[] =>
    beginning(text).map((begins) => from().where(begins).select('i.id'));

  /** What an index finds by each part of what was asked for. */
  const partsOf = ({ _q, filters = {} }: InvitationQuery): Knex.QueryBuilder[][] => {
    const { status, kind, delivery } = filters;
    const id = 'i.id';
    const parts = [
      _q && idsBeginning(_q),
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
    const found = () => matching(query, 'beginning');
    const among = async (ids: number[] | Knex.QueryBuilder) => {
      const matches = () => found().whereIn('i.id', ids);
      return {
        ...(await countForPage(knex(), matches(), MOST_MATCHES, query)),
        rows: await sorted(matches(), query),
      };
    };
    for (const part of parts) {
      const ids = await findFew(part);
      if (ids) return among(ids);
    }
    const searched = query._q ? idsBeginning(query._q) : [];
    if (query._q && (await isSortable(knex(), searched))) return among(idsOf(knex(), searched));
    // What one index alone finds has been counted already, but mails that are not the last ones too.
    if (asked.length === 1 && parts.length === 1 && !query.filters?.delivery)
      return { ...(await countMany(knex(), found(), query)), rows: await along(query) };
    const most = asked.length > 0 ? MOST_MATCHES : MOST_COUNTED;
    return {
      ...(await countForPage(knex(), found(), most, query)),
      rows: await along(query),
    };
  };

  return {
    /** A page, and how many match; of long lists, not all are counted. */
    async page(query: InvitationQuery): Promise<Count & { rows: Listed[] }> {
      if (await isLong()) return longPage(query);
      const matches = () => matching(query, 'anywhere');
      return {
        ...(await countForPage(knex(), matches(), MOST_COUNTED, query)),
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
