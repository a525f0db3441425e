import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type {
  InvitationFilters,
  InvitationQuery,
  InvitationStatus,
} from '../../../contracts/invitations';
import { clock } from '../shared/clock';
import { offsetOf } from '../shared/paging';
import { holds } from '../shared/sets';
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

const SORT_COLUMNS: Record<InvitationQuery['sort']['column'], string> = {
  email: 'i.email',
  name: 'lower(i.name)',
  status: 'i.status',
  createdAt: 'i.id',
  sentAt: 'i.sent_at',
  remindedAt: 'i.reminded_at',
  expiresAt: 'i.expires_at',
  acceptedAt: 'i.accepted_at',
};

/** The lists of invitations that administrators look at. */
export const createList = (strapi: Core.Strapi) => {
  const knex = () => knexOf(strapi);
  const from = () => knex()({ i: TABLES.invitations });

  const byStatus = (query: Knex.QueryBuilder, status: InvitationStatus) => {
    if (status === 'pending')
      query.where('i.status', 'pending').where('i.expires_at', '>', clock.now());
    else if (status === 'expired')
      query.where((over) =>
        over
          .where('i.status', 'expired')
          .orWhere((late) =>
            late.where('i.status', 'pending').where('i.expires_at', '<=', clock.now()),
          ),
      );
    else query.where('i.status', status);
  };

  const carrying = (space: string) =>
    knex()({ p: TABLES.participants })
      .join({ s: TABLES.spaces }, 's.id', 'p.space_id')
      .where('s.document_id', space)
      .whereRaw('p.invitation_id = i.id')
      .select(knex().raw('1'));

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

  const matching = ({ _q, filters = {} }: InvitationFilters): Knex.QueryBuilder => {
    const query = from();
    if (_q) whereContains(query, ['i.email', 'i.name', 'i.label'], _q);
    const { kind, status, space, group, delivery } = filters;
    if (kind) query[kind === 'code' ? 'whereNotNull' : 'whereNull']('i.code_digest');
    if (status) byStatus(query, status);
    if (space)
      query.where((either) => either.whereExists(carrying(space)).orWhereExists(codeFor(space)));
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

  return {
    async page(query: InvitationQuery): Promise<{ rows: Listed[]; total: number }> {
      const count = await matching(query).count({ total: '*' }).first();
      const by = SORT_COLUMNS[query.sort.column];
      const rows = await rowsOf(
        matching(query)
          // Databases disagree on where nulls go: ours go last, both ways.
          .orderByRaw(
            `case when ${by} is null then 1 else 0 end, ${by} ${query.sort.direction}, i.id`,
          )
          .limit(query.pageSize)
          .offset(offsetOf(query)),
      );
      return { rows, total: Number((count as { total?: unknown } | undefined)?.total ?? 0) };
    },

    /** The next of those that match, in the order of their ids. */
    after: (filters: InvitationFilters, lastId: number, limit: number): Promise<Listed[]> =>
      rowsOf(matching(filters).where('i.id', '>', lastId).orderBy('i.id').limit(limit)),

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
