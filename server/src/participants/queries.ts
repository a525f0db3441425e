import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type {
  Participant,
  ParticipantFilters,
  ParticipantQuery,
  ParticipantStatus,
} from '../../../contracts/participants';
import { createAccounts } from '../shared/accounts';
import { clock } from '../shared/clock';
import { offsetOf } from '../shared/paging';
import { among, insertFrom, latest } from '../shared/sets';
import {
  beginsWith,
  countForPage,
  countMany,
  countUpTo,
  findFew,
  idsOf,
  inOrder,
  isSortable,
  LONG,
  MOST_COUNTED,
  MOST_MATCHES,
  narrowings,
  pageOf,
  spellings,
  type Count,
  type Search,
} from '../shared/long-lists';
import {
  documentId,
  entityColumns,
  isoDate,
  knexOf,
  TABLES,
  whereContains,
} from '../shared/tables';
import { keysOf, usernameOf } from './shown-names';

/** Somebody to be put on a list. */
export type Person = { email: string; name: string };

/**
 * People to be put on lists, as a query: `space_id`, `email` (normalised, each once in a space),
 * `name`, and `document_id` and `public_id` of what they become.
 */
export type People = Knex.QueryBuilder;

/** A space that an invitation carries, and the name that its list knows the person by. */
type CarriedSpace = { documentId: string; title: string; slug: string; name: string | null };

/** One of the list, with the ids that a change to it needs. */
export type Listed = Omit<Participant, 'delivery'> & {
  id: number;
  invitationId: number | null;
};

const NAME = 'coalesce(u.username, p.name)';

const SORT_COLUMNS: Record<ParticipantQuery['sort']['column'], string> = {
  name: `lower(${NAME})`,
  email: 'p.email',
  invitationSentAt: 'i.sent_at',
  invitationAcceptedAt: 'i.accepted_at',
};

/** The same as indexes have them. */
const INDEXED: Record<ParticipantQuery['sort']['column'], string> = {
  ...SORT_COLUMNS,
  name: 'p.sort_name',
};

export const createQueries = (strapi: Core.Strapi) => {
  const accounts = createAccounts(strapi);
  const table = (transaction?: Knex.Transaction) =>
    knexOf(strapi, transaction)(TABLES.participants);

  /** These people (alias `s`) with their accounts (alias `u`), by which some are there twice. */
  const withAccounts = (transaction: Knex.Transaction, people: People): Knex.QueryBuilder =>
    transaction.from(people.clone().as('s')).joinRaw(`left join ${accounts.having('s.email')}`);

  const joined = (spaceId: number, transaction?: Knex.Transaction) =>
    knexOf(
      strapi,
      transaction,
    )({ p: TABLES.participants })
      .leftJoin({ u: TABLES.users }, 'u.id', 'p.user_id')
      .leftJoin({ i: TABLES.invitations }, 'i.id', 'p.invitation_id')
      .where('p.space_id', spaceId);

  const beginning = (text: string, asRead = (column: string) => column) => {
    const knex = knexOf(strapi);
    return ['p.email', 'p.sort_name', 'p.last_name'].flatMap((column) =>
      spellings(text).map((spelling) => beginsWith(knex, asRead(column), spelling)),
    );
  };

  const search = (query: Knex.QueryBuilder, text: string, within: Search) => {
    if (within === 'anywhere') return whereContains(query, ['p.email', NAME], text);
    const begins = beginning(text, (column) => inOrder(knexOf(strapi), column));
    return query.where((either) => begins.forEach((condition) => either.orWhere(condition)));
  };

  const filter = (query: Knex.QueryBuilder, filters: ParticipantFilters['filters']) => {
    if (filters?.invitationSent !== undefined)
      query[filters.invitationSent ? 'whereNotNull' : 'whereNull']('i.sent_at');
    if (filters?.invitationAccepted !== undefined)
      query[filters.invitationAccepted ? 'whereNotNull' : 'whereNull']('i.accepted_at');
    if (filters?.status) STATUSES[filters.status](query);
    return query;
  };

  const narrow = (query: Knex.QueryBuilder, { _q, filters }: ParticipantFilters, within: Search) =>
    filter(_q ? search(query, _q, within) : query, filters);

  const matching = (spaceId: number, filters: ParticipantFilters, within: Search) =>
    narrow(joined(spaceId), filters, within);

  const isLong = async (spaceId: number): Promise<boolean> =>
    (await countUpTo(knexOf(strapi), table().where('space_id', spaceId), LONG)).more;

  /** The same people, read in the order of their invitations. */
  const byInvitation = (spaceId: number) => {
    const knex = knexOf(strapi);
    // SQLite keeps to the order of a cross join.
    return knex({ i: TABLES.invitations })
      .crossJoin({ p: TABLES.participants } as never)
      .leftJoin({ u: TABLES.users }, 'u.id', 'p.user_id')
      .whereRaw('p.invitation_id = i.id')
      .whereRaw(`${inOrder(knex, 'p.space_id')} = ?`, [spaceId]);
  };

  /** A page along the index that has the order. */
  const along = (spaceId: number, query: ParticipantQuery): Promise<Listed[]> => {
    const { column, direction } = query.sort;
    const byTime = column === 'invitationSentAt' || column === 'invitationAcceptedAt';
    return pageOf(
      knexOf(strapi),
      (having) =>
        narrow(byTime && having ? byInvitation(spaceId) : joined(spaceId), query, 'beginning'),
      { by: INDEXED[column], direction, id: 'p.id' },
      { offset: offsetOf(query), limit: query.pageSize },
      async (rows) => (await columns(rows)).map(toListed),
    );
  };

  const sorted = async (matches: Knex.QueryBuilder, query: ParticipantQuery) => {
    const by = SORT_COLUMNS[query.sort.column];
    const rows = await columns(matches)
      // Databases disagree on where nulls go: ours go last, both ways.
      .orderByRaw(`case when ${by} is null then 1 else 0 end, ${by} ${query.sort.direction}, p.id`)
      .limit(query.pageSize)
      .offset(offsetOf(query));
    return rows.map(toListed);
  };

  const longPage = async (
    spaceId: number,
    query: ParticipantQuery,
  ): Promise<Count & { rows: Listed[] }> => {
    const knex = knexOf(strapi);
    const found = (begins: Knex.Raw) =>
      knex({ p: TABLES.participants }).where('p.space_id', spaceId).where(begins).select('p.id');
    const among = async (ids: number[] | Knex.QueryBuilder) => {
      const matches = () => filter(joined(spaceId).whereIn('p.id', ids), query.filters);
      const count = await countForPage(knex, matches(), MOST_MATCHES, query);
      return { ...count, rows: await sorted(matches(), query) };
    };
    if (query._q) {
      const searched = beginning(query._q).map(found);
      const ids = await findFew(searched);
      if (ids) return among(ids);
      if (await isSortable(knex, searched)) return among(idsOf(knex, searched));
    }
    const rows = await along(spaceId, query);
    const matches = () => matching(spaceId, query, 'beginning');
    if (narrowings(query.filters ?? {}).length > 0) {
      return { ...(await countForPage(knex, matches(), MOST_MATCHES, query)), rows };
    }
    if (query._q) return { ...(await countMany(knex, matches(), query)), rows };
    const all = table().where('space_id', spaceId);
    const count = await countForPage(knex, all, MOST_COUNTED, query);
    return { ...count, rows };
  };

  const columns = (query: Knex.QueryBuilder) =>
    query.select(
      'p.id',
      'p.document_id',
      'p.email',
      'p.source',
      'p.invitation_id',
      'u.document_id as user_document_id',
      'u.username',
      'i.sent_at',
      'i.accepted_at',
      'i.expires_at',
      knexOf(strapi).raw(`${NAME} as name`),
      knexOf(strapi).raw(`${statusSql} as status`, [clock.now()]),
    );

  /** These people (alias `s`) who are on the list (alias `p`). */
  const listed = (knex: Knex, people: People): Knex.QueryBuilder =>
    knex.from(people.clone().as('s')).join({ p: TABLES.participants }, asListed);

  return {
    listed,

    /** Which of these addresses are on the list: with an account, or invited only. */
    async standing(
      transaction: Knex.Transaction,
      spaceId: number,
      emails: string[],
    ): Promise<Map<string, 'already_participant' | 'already_invited'>> {
      const rows = await table(transaction)
        .where('space_id', spaceId)
        .where(among(transaction, 'email', emails))
        .select('email', 'user_id');
      return new Map(
        rows.map((row) => [row.email, row.user_id ? 'already_participant' : 'already_invited']),
      );
    },

    /** One person as a query. */
    person: (
      transaction: Knex.Transaction,
      spaceId: number,
      { email, name }: Person,
      publicId: string,
    ): People =>
      transaction(TABLES.spaces)
        .where('id', spaceId)
        .select(
          'id as space_id',
          transaction.raw('? as document_id, ? as public_id, ? as email, ? as name', [
            documentId(),
            publicId,
            email,
            name,
          ]),
        ),

    /** Those of these people who are neither on the list nor have a confirmed account. */
    strangers: (transaction: Knex.Transaction, people: People): People =>
      withAccounts(transaction, people)
        .leftJoin({ p: TABLES.participants }, asListed)
        .whereNull('p.id')
        .whereNull('u.id')
        .select('s.document_id', 's.public_id', 's.email', 's.name'),

    /** Puts people on the list who are not there yet. */
    async insertMissing(
      transaction: Knex.Transaction,
      source: Participant['source'],
      people: People,
    ): Promise<void> {
      const values = {
        ...entityColumns(),
        document_id: transaction.ref('s.document_id'),
        space_id: transaction.ref('s.space_id'),
        email: transaction.ref('s.email'),
        name: transaction.raw("nullif(s.name, '')"),
        ...keysOf(transaction, "coalesce(u.username, nullif(s.name, ''))"),
        user_id: transaction.ref('u.id'),
        invitation_id: transaction.ref('i.id'),
        source,
      };
      const from = withAccounts(transaction, people)
        .leftJoin({ i: TABLES.invitations }, (invited) =>
          invited.on('i.open_email', 's.email').onNull('u.id'),
        )
        // An account that was deleted just now leaves neither: then the whole is tried again.
        .where((known) => known.whereNotNull('i.id').orWhereNotNull('u.id'))
        // Of several accounts with one address, the oldest is the person's.
        .orderBy(['s.email', 'u.id']);
      await insertFrom(transaction, TABLES.participants, values, from, ['space_id', 'email']);
    },

    /** What became of each of these people (alias `s`), once they were added. */
    outcomes(transaction: Knex.Transaction, people: People): Knex.QueryBuilder {
      return latest(transaction, listed(transaction, people)).select(
        transaction.raw(`case
          when p.document_id = s.document_id and p.user_id is null then 'invited'
          when p.document_id = s.document_id then 'added'
          when p.user_id is null then 'already_invited'
          else 'already_participant' end as became`),
      );
    },

    /**
     * The next of those on the list, in the order of their addresses; `kept` are those whom
     * `addresses` has, and those who came at or after a moment.
     */
    async windowOf(
      spaceId: number,
      addresses: Knex.QueryBuilder,
      { before, after, limit }: { before: Date; after: string; limit: number },
    ): Promise<(Listed & { kept: boolean })[]> {
      const same = addresses.clone().where('email', knexOf(strapi).ref('p.email'));
      const rows: Record<string, unknown>[] = await columns(joined(spaceId))
        .where('p.email', '>', after)
        .orderBy('p.email')
        .limit(limit)
        .select(
          knexOf(strapi).raw('exists ? as among', [same]),
          knexOf(strapi).raw('p.created_at >= ? as later', [before]),
        );
      const isTrue = (value: unknown) => Boolean(Number(value));
      return rows.map((row) => ({
        ...toListed(row),
        kept: isTrue(row.among) || isTrue(row.later),
      }));
    },

    /** Those of these people who were put on the list as such, with their invitations. */
    addedAs: (
      transaction: Knex.Transaction,
      people: People,
    ): Promise<{ id: number; invitation_id: number | null }[]> =>
      listed(transaction, people)
        .where('p.document_id', transaction.ref('s.document_id'))
        .select('p.id', 'p.invitation_id'),

    /** Those of these participants who did not come by an invitation that they accepted. */
    notAccepted: (
      transaction: Knex.Transaction,
      ids: number[],
    ): Promise<{ id: number; invitation_id: number | null }[]> =>
      table(transaction)
        .whereIn('id', ids)
        .where((open) => open.whereNull('user_id').orWhereNull('invitation_id'))
        .orderBy('id')
        .forUpdate()
        .select('id', 'invitation_id'),

    /** Whether one of these people has accepted the invitation that came with the list. */
    async anyAccepted(people: People): Promise<boolean> {
      const knex = knexOf(strapi);
      const accepted = await listed(knex, people)
        .where('p.document_id', knex.ref('s.document_id'))
        .whereNotNull('p.user_id')
        .whereNotNull('p.invitation_id')
        .first('p.id');
      return accepted !== undefined;
    },

    /** A page, and how many match; of long lists, not all are counted. */
    async list(spaceId: number, query: ParticipantQuery): Promise<Count & { rows: Listed[] }> {
      if (await isLong(spaceId)) return longPage(spaceId, query);
      const matches = () => matching(spaceId, query, 'anywhere');
      const count = await countForPage(knexOf(strapi), matches(), MOST_COUNTED, query);
      return { ...count, rows: await sorted(matches(), query) };
    },

    /** How a list is searched by now: everywhere, or for beginnings where it is long. */
    searchOf: async (spaceId: number): Promise<Search> =>
      (await isLong(spaceId)) ? 'beginning' : 'anywhere',

    /** The next of those that match, in the order of their ids. */
    async after(
      spaceId: number,
      filters: ParticipantFilters,
      within: Search,
      lastId: number,
      limit: number,
    ): Promise<Listed[]> {
      const rows = await columns(matching(spaceId, filters, within))
        .where('p.id', '>', lastId)
        .orderBy('p.id')
        .limit(limit);
      return rows.map(toListed);
    },

    async findByEmail(spaceId: number, email: string): Promise<Listed | undefined> {
      const row = await columns(joined(spaceId)).where('p.email', email).first();
      return row && toListed(row);
    },

    async findByDocumentIds(spaceId: number, documentIds: string[]): Promise<Listed[]> {
      const rows = await columns(joined(spaceId))
        .whereIn('p.document_id', documentIds)
        .orderBy('p.id');
      return rows.map(toListed);
    },

    /** Those without an account whose invitation has ended: declined, or gone. */
    withoutInvitation: (
      transaction: Knex.Transaction,
      spaceId: number,
      emails: string[],
    ): Promise<number[]> =>
      joined(spaceId, transaction)
        .whereIn('p.email', emails)
        .whereNull('p.user_id')
        .where((ended) =>
          ended.whereNull('i.id').orWhereNotIn('i.status', ['pending', 'expired', 'accepted']),
        )
        .pluck('p.id'),

    /** Gives the ids of those that were still there. */
    async remove(transaction: Knex.Transaction, ids: number[]): Promise<Set<number>> {
      const there: number[] = await table(transaction)
        .whereIn('id', ids)
        .orderBy('id')
        .forUpdate()
        .pluck('id');
      await table(transaction).whereIn('id', there).delete();
      return new Set(there);
    },

    /** Ids of the participants of a space or of a user, with their invitations. */
    belongingTo: (
      transaction: Knex.Transaction,
      owner: { spaceIds: number[] } | { userIds: number[] },
      limit: number,
    ): Promise<{ id: number; invitation_id: number | null }[]> =>
      ('spaceIds' in owner
        ? table(transaction).whereIn('space_id', owner.spaceIds)
        : table(transaction).whereIn('user_id', owner.userIds)
      )
        .limit(limit)
        .select('id', 'invitation_id'),

    /** Gives everything that an invitation carries to the account that accepted it. */
    async link(transaction: Knex.Transaction, invitationId: number, userId: number) {
      await table(transaction)
        .where('invitation_id', invitationId)
        .whereNull('user_id')
        .update({
          user_id: userId,
          updated_at: clock.now(),
          ...keysOf(transaction, usernameOf(userId)),
        });
    },

    /** Spaces that invitations carry, and spaces of participants, by invitation and participant. */
    async spacesOf(
      column: 'invitation_id' | 'id',
      ids: number[],
      transaction?: Knex.Transaction,
    ): Promise<Map<number, CarriedSpace[]>> {
      const rows = await knexOf(
        strapi,
        transaction,
      )({ p: TABLES.participants })
        .join({ s: TABLES.spaces }, 's.id', 'p.space_id')
        .whereIn(`p.${column}`, ids)
        .orderBy('p.id')
        .select(
          `p.${column} as owner`,
          's.document_id as documentId',
          's.title',
          's.slug',
          'p.name',
        );
      const spaces = new Map<number, CarriedSpace[]>();
      for (const { owner, ...space } of rows)
        spaces.set(owner, [...(spaces.get(owner) ?? []), space]);
      return spaces;
    },

    /** How many are on the lists of these spaces, and how many of them have an account. */
    async counts(spaceIds: number[]): Promise<Map<number, { total: number; active: number }>> {
      const rows: Record<string, unknown>[] = await table()
        .whereIn('space_id', spaceIds)
        .groupBy('space_id')
        .select('space_id')
        .count({ total: '*', active: 'user_id' });
      return new Map(
        rows.map((row) => [
          Number(row.space_id),
          { total: Number(row.total), active: Number(row.active) },
        ]),
      );
    },
  };
};

const asListed = (join: Knex.JoinClause) =>
  join.on('p.space_id', 's.space_id').andOn('p.email', 's.email');

const statusSql = `case
  when p.user_id is not null then 'active'
  when i.status = 'declined' then 'declined'
  when i.status = 'expired' or (i.status = 'pending' and i.expires_at <= ?) then 'expired'
  when i.status = 'pending' then 'invited'
  else 'revoked' end`;

/** The same as conditions, which let databases foresee how many there are. */
const STATUSES: Record<ParticipantStatus, (query: Knex.QueryBuilder) => Knex.QueryBuilder> = {
  active: (query) => query.whereNotNull('p.user_id'),
  declined: (query) => query.whereNull('p.user_id').where('i.status', 'declined'),
  expired: (query) =>
    query
      .whereNull('p.user_id')
      .where((over) =>
        over
          .where('i.status', 'expired')
          .orWhere((late) =>
            late.where('i.status', 'pending').where('i.expires_at', '<=', clock.now()),
          ),
      ),
  invited: (query) =>
    query
      .whereNull('p.user_id')
      .where('i.status', 'pending')
      .where('i.expires_at', '>', clock.now()),
  revoked: (query) =>
    query
      .whereNull('p.user_id')
      .where((gone) =>
        gone.whereNull('i.id').orWhereNotIn('i.status', ['declined', 'expired', 'pending']),
      ),
};

const toListed = (row: Record<string, unknown>): Listed => ({
  id: row.id as number,
  documentId: row.document_id as string,
  name: (row.name as string | null) ?? '',
  email: row.email as string,
  status: row.status as Listed['status'],
  source: row.source as Listed['source'],
  user: row.user_document_id
    ? { documentId: row.user_document_id as string, username: row.username as string }
    : null,
  invitationSentAt: isoDate(row.sent_at),
  invitationAcceptedAt: isoDate(row.accepted_at),
  invitationExpiresAt:
    row.status === 'invited' || row.status === 'expired' ? isoDate(row.expires_at) : null,
  invitationId: row.invitation_id as number | null,
});
