import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { MAX_ADDRESSES } from '../../../contracts/invitations';
import type {
  CodesInput,
  Invitation,
  InvitationAction,
  InvitationAnswer,
  InvitationCode,
  InvitationFilters,
  InvitationInput,
  InvitationPage,
  InvitationQuery,
  InviteOutcome,
  InviteResult,
  LinkAnswer,
  MailPreviewInput,
} from '../../../contracts/invitations';
import type { ActionAnswer } from '../../../contracts/participants';
import type { FieldError } from '../../../contracts/errors';
import type { RenderedMail } from '../deliveries/render';
import { checkEmail } from '../participants/email';
import { checkName } from '../participants/name';
import { adminOf, type Actor } from '../shared/actor';
import { batches, inBulk } from '../shared/bulk';
import { clock, DAY } from '../shared/clock';
import { configOf } from '../shared/config';
import { Refusal, refuseField, refuseFields } from '../shared/errors';
import { withMore } from '../shared/long-lists';
import { paginate } from '../shared/paging';
import { service } from '../shared/services';
import { inTransaction } from '../shared/transactions';
import type { Reason } from '../participants/reason';
import { splitAddresses, type Entry } from '../../../contracts/addresses';
import { missingAdminRoles, NO_ADMIN_ROLE } from './administrators';
import { readDirectory } from './directory';
import { historyOf } from './history';
import type { createLinks } from './links';
import type { createList, Listed } from './list';
import type { createOffers, Offer } from './offer';
import type { Carried, createQueries } from './queries';

/** Rows that one transaction of a bulk action works on. */
const BATCH = 500;

/** Whoever acts; `mayOfferAdmin`: they may create administrators. */
type Sender = { actor: Actor; mayOfferAdmin: boolean };

type Move = (transaction: Knex.Transaction, ids: number[]) => Promise<number[]>;

/** What the sender chose for all, as ids. */
type Chosen = Carried & { roleId: number | null };

/** What administrators do with invitations. */
export const createBoard = (
  strapi: Core.Strapi,
  parts: {
    queries: ReturnType<typeof createQueries>;
    links: ReturnType<typeof createLinks>;
    list: ReturnType<typeof createList>;
    offers: ReturnType<typeof createOffers>;
  },
) => {
  const { queries, links, list, offers } = parts;
  const invitations = () => service(strapi, 'invitations');

  /** One of the room's moves of a state, by the name of the action. */
  const moves = {
    resend: (...given: Parameters<Move>) => invitations().renew(...given),
    revoke: (...given: Parameters<Move>) => invitations().revoke(...given),
    delete: (...given: Parameters<Move>) => invitations().delete(...given),
  };

  /** What was chosen by name or id; all that is unknown is told at once. */
  const choose = async (
    input: Pick<InvitationInput, 'role' | 'groups' | 'spaces'>,
  ): Promise<Chosen> => {
    const directory = await readDirectory(strapi);
    const faults: FieldError[] = [];
    const idOf = (kind: 'role' | 'group' | 'space', path: string[], word: string): number => {
      const id = directory[kind](word);
      if (id === null)
        faults.push({
          code: `unknown_${kind}`,
          path,
          message: `There is no ${kind} “${word}”.`,
          value: word,
        });
      return id ?? 0;
    };
    const each = (kind: 'group' | 'space', path: string, words: string[]) =>
      [...new Set(words)].map((word, index) => idOf(kind, [path, String(index)], word));
    const chosen = {
      roleId: input.role ? idOf('role', ['role'], input.role) : null,
      groups: each('group', 'groups', input.groups),
      spaces: each('space', 'spaces', input.spaces),
    };
    const [first, ...others] = faults;
    if (first) throw refuseFields(400, [first, ...others]);
    return chosen;
  };

  const checkAdminRoles = async () => {
    if ((await missingAdminRoles(strapi)) === null) return;
    throw refuseField('admin', 'unknown_role', NO_ADMIN_ROLE);
  };

  const futureDay = (given: string | null | undefined): Date | null => {
    if (!given) return null;
    const day = new Date(given);
    if (day > clock.now()) return day;
    throw refuseField('expiresAt', 'invalid_input', 'The last day is past. Choose a later one.');
  };

  /** Each entry, in its order, as an offer, or as the reason why it is none. */
  const understand = (
    input: InvitationInput,
    { roleId, groups, spaces }: Chosen,
  ): (Offer | InviteResult)[] => {
    const common = {
      firstName: null,
      lastName: null,
      locale: input.locale ?? null,
      message: input.message || null,
      roleId,
      admin: input.admin,
      groupIds: groups,
      spaceIds: spaces,
      attributes: null,
      expiresAt: futureDay(input.expiresAt),
      send: input.send,
    };
    const met = new Set<string>();
    const entryOf = ({ address, name }: Entry): Offer | InviteResult => {
      const read = checkEmail(address);
      const named = checkName(name ?? '', { required: false });
      if ('reason' in read || 'reason' in named) {
        const { code, message } = ('reason' in read ? read : (named as { reason: Reason })).reason;
        return { email: address.slice(0, 320), outcome: 'invalid', reason: code, message };
      }
      const { email } = read;
      if (met.has(email)) return { email, outcome: 'duplicate' };
      met.add(email);
      return { ...common, email, name: named.name || null };
    };
    const entries = [input.emails].flat().flatMap(splitAddresses).map(entryOf);
    if (entries.length === 0)
      throw refuseField('emails', 'required', 'Give at least one e-mail address.');
    if (met.size > MAX_ADDRESSES)
      throw refuseField(
        'emails',
        'too_many_rows',
        `These are ${met.size} addresses; at most ${MAX_ADDRESSES} are taken at once. Import a file instead.`,
      );
    return entries;
  };

  /** All that match, a batch at a time. */
  async function* all(filters: InvitationFilters): AsyncGenerator<Listed[]> {
    // Once: a list that becomes short meanwhile must not match more than was asked for.
    const search = await list.searchOf();
    yield* batches(
      (lastId) => list.after(filters, search, lastId, BATCH),
      ({ id }) => id,
    );
  }

  const find = async (documentId: string): Promise<Listed> => {
    const [row] = await list.byDocumentIds([documentId]);
    if (!row) throw new Refusal(404, 'invitation_not_found', 'There is no such invitation.');
    return row;
  };

  /** As the panel shows them. */
  const shown = async (rows: Listed[]): Promise<Invitation[]> => {
    const ids = rows.map((row) => row.id);
    const carried = await service(strapi, 'participants').spacesOf('invitation_id', ids);
    const ofCodes = rows.flatMap((row) => row.carried?.spaces ?? []);
    const byId = new Map(
      (await queries.spacesOf([...new Set(ofCodes)])).map((space) => [space.id, space]),
    );
    const { carriedBy, byIds } = service(strapi, 'groups').carried;
    const groups = await carriedBy(ids);
    const groupsOfCodes = new Map(
      (await byIds([...new Set(rows.flatMap((row) => row.carried?.groups ?? []))])).map((group) => [
        group.id,
        group,
      ]),
    );
    const latest = await service(strapi, 'deliveries').latest(ids, []);
    return rows.map((row) => ({
      documentId: row.documentId,
      kind: row.codeDigest === null ? 'address' : 'code',
      email: row.email,
      firstName: row.firstName,
      lastName: row.lastName,
      name: row.name,
      status: row.status,
      admin: row.admin,
      role: row.role,
      locale: row.locale,
      groups: [
        ...(groups.get(row.id) ?? []),
        ...(row.carried?.groups ?? []).flatMap((id) => groupsOfCodes.get(id) ?? []),
      ].map(({ documentId, name }) => ({ documentId, name })),
      spaces: [
        ...(carried.get(row.id) ?? []),
        ...(row.carried?.spaces ?? []).flatMap((id) => byId.get(id) ?? []),
      ].map(({ documentId, title }) => ({ documentId, title })),
      createdAt: row.createdAt,
      sentAt: row.sentAt,
      remindedAt: row.remindedAt,
      expiresAt: row.expiresAt,
      acceptedAt: row.acceptedAt,
      invitedBy: row.invitedBy,
      delivery: latest.get(`i${row.id}`) ?? null,
      label: row.label,
      uses: row.uses,
      maxUses: row.maxUses,
    }));
  };

  const issued = ({ publicId, tokenVersion, codeDigest }: Listed) => ({
    public_id: publicId,
    token_version: tokenVersion,
    code_digest: codeDigest,
  });

  const isOpen = ({ status }: Listed) => status === 'pending' || status === 'expired';

  const ACTIVITY = {
    resend: 'invitation.resent',
    revoke: 'invitation.revoked',
    delete: 'invitation.deleted',
  } as const;

  /** A code has no address; rights of an administrator are sent by those who may give them. */
  const maySend = ({ codeDigest, admin }: Listed, { mayOfferAdmin }: Sender): boolean =>
    codeDigest === null && (mayOfferAdmin || !admin);

  /** Does it for those of these that it can be done for; gives how many that were. */
  const act = (
    action: InvitationAction['action'],
    rows: Listed[],
    sender: Sender,
  ): Promise<number> =>
    inTransaction(strapi, async (transaction) => {
      const possible = rows.filter((row) => action !== 'resend' || maySend(row, sender));
      const own = possible.map((row) => row.id);
      const ids = new Set(await moves[action](transaction, own));
      await service(strapi, 'activity').record(
        transaction,
        sender.actor,
        rows
          .filter((row) => ids.has(row.id))
          .map((row) => ({
            action: ACTIVITY[action],
            subject: row.email ?? row.label,
            invitationId: row.id,
          })),
      );
      return ids.size;
    });

  return {
    /** Invites addresses as somebody pasted them; each has an outcome of its own. */
    async invite(input: InvitationInput, actor: Actor): Promise<InviteResult[]> {
      const chosen = await choose(input);
      if (input.admin) await checkAdminRoles();
      const entries = understand(input, chosen);
      const made = entries.filter((entry): entry is Offer => !('outcome' in entry));
      const inviter = adminOf(actor);
      const became = new Map<string, InviteOutcome>();
      for (let from = 0; from < made.length; from += BATCH) {
        const batch = made.slice(from, from + BATCH);
        const outcomes = await inTransaction(strapi, async (transaction) => {
          const by = { inviter, source: 'manual' as const, bulk: made.length > 1 };
          const results = await offers.make(transaction, batch, by);
          await service(strapi, 'activity').record(transaction, actor, [
            {
              action: 'invitation.created',
              subject: made.length === 1 ? made[0]!.email : null,
              details: countsOf([...results.values()]),
            },
          ]);
          return results;
        });
        outcomes.forEach((outcome, email) => became.set(email, outcome));
      }
      return entries.map((entry) =>
        'outcome' in entry ? entry : { email: entry.email, outcome: became.get(entry.email)! },
      );
    },

    /** Makes codes; they are shown here and in exports only. */
    async createCodes(input: CodesInput, actor: Actor): Promise<InvitationCode[]> {
      const { roleId, groups, spaces } = await choose(input);
      const expiresAt =
        futureDay(input.expiresAt) ?? clock.in(configOf(strapi).invitations.days * DAY);
      const inviter = adminOf(actor);
      const label = input.label || null;
      const rows = Array.from({ length: input.count }, () =>
        queries.codeRowOf({
          digestOf: links.newDigest,
          locale: input.locale ?? null,
          maxUses: input.maxUses,
          carried: { spaces, groups },
          roleId,
          expiresAt,
          label,
          inviter,
        }),
      );
      await inTransaction(strapi, async (transaction) => {
        await queries.insertCodes(transaction, rows);
        await service(strapi, 'activity').record(transaction, actor, [
          { action: 'invitation.codes_created', subject: label, details: { count: input.count } },
        ]);
      });
      return rows.map((row) => ({
        documentId: row.document_id,
        code: links.codeFor(row)!,
        label,
        maxUses: input.maxUses,
        expiresAt: expiresAt.toISOString(),
        url: links.urlOf(row)!,
      }));
    },

    async list(query: InvitationQuery): Promise<InvitationPage> {
      const { rows, ...count } = await list.page(query);
      return {
        results: await shown(rows),
        pagination: withMore(paginate(query, count.total), count),
      };
    },

    /** All that match as the panel shows them, with codes and their addresses, a batch at a time. */
    async *exported(
      filters: InvitationFilters,
    ): AsyncGenerator<(Invitation & { code: string | null; url: string | null })[]> {
      for await (const rows of all(filters)) {
        const invited = await shown(rows);
        yield invited.map((one, index) => {
          const row = rows[index]!;
          if (row.codeDigest === null) return { ...one, code: null, url: null };
          return { ...one, code: links.codeFor(issued(row)), url: links.urlOf(issued(row)) };
        });
      }
    },

    async one(documentId: string): Promise<InvitationAnswer['data']> {
      const row = await find(documentId);
      const [invitation] = await shown([row]);
      return { ...invitation!, message: row.message, history: await historyOf(strapi, row) };
    },

    /** The link of an open invitation, to be handed over; that somebody looked is written down. */
    async link(documentId: string, actor: Actor): Promise<LinkAnswer> {
      const row = await find(documentId);
      const of = issued(row);
      const token = row.codeDigest === null ? links.tokenOf(of) : links.codeFor(of);
      const url = links.urlOf(of);
      if (!isOpen(row) || token === null || url === null)
        throw new Refusal(409, 'invitation_closed', 'This invitation has ended: its link is dead.');
      await inTransaction(strapi, (transaction) =>
        service(strapi, 'activity').record(transaction, actor, [
          {
            action: 'invitation.link_shown',
            subject: row.email ?? row.label,
            invitationId: row.id,
          },
        ]),
      );
      return { url, token };
    },

    /** The mail that an invitation with these options would be. */
    async previewMail(
      { locale, message, spaces }: MailPreviewInput,
      inviter: string | null,
    ): Promise<RenderedMail> {
      const chosen = await choose({ role: null, groups: [], spaces });
      const carried = await queries.spacesOf(chosen.spaces);
      const titles = carried.map(({ title }) => title);
      return invitations().sample({ locale, message: message ?? null, spaces: titles, inviter });
    },

    /** Resends, revokes or deletes those chosen; what could not be is counted as skipped. */
    act: ({ ids, action, ...filters }: InvitationAction, sender: Sender): Promise<ActionAnswer> =>
      inBulk({ ids, byIds: list.byDocumentIds, all: () => all(filters) }, (rows) =>
        act(action, rows, sender),
      ),
  };
};

const countsOf = (outcomes: string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};
