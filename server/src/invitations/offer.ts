import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { AddOutcome } from '../../../contracts/participants';
import { createAccounts } from '../shared/accounts';
import { clock, DAY } from '../shared/clock';
import { configOf } from '../shared/config';
import type { Locale } from '../shared/locales';
import { service } from '../shared/services';
import type { createQueries, OpenInvitation } from './queries';
import { openInRounds } from './rounds';

/** What one person is offered. */
export type Offer = {
  /** Normalised; each once among those that are made together. */
  email: string;
  firstName: string | null;
  lastName: string | null;
  /** Where it is known as a whole only. */
  name: string | null;
  locale: Locale | null;
  message: string | null;
  roleId: number | null;
  /** An administrator's account too. */
  admin: boolean;
  groupIds: number[];
  spaceIds: number[];
  /** Attributes of the account to be, by name, as the database takes them. */
  attributes: Record<string, unknown> | null;
  /** Null: after the configured days. */
  expiresAt: Date | null;
  /** false: no mail. */
  send: boolean;
};

export type OfferedBy = {
  inviter: { id: number; name: string } | null;
  source: 'manual' | 'import';
  /** Of a long list: its mails give way to others. */
  bulk: boolean;
};

/** Something that can be offered: given to accounts, or carried by invitations, of which some are new. */
type Way = {
  idsOf(offer: Offer): number[];
} & Record<
  'admit' | 'carry',
  (transaction: Knex.Transaction, placeId: number, ids: number[]) => Promise<Set<number>>
>;

/** Makes offers: to those with an account at once, to the others by invitation. */
export const createOffers = (strapi: Core.Strapi, queries: ReturnType<typeof createQueries>) => {
  const accounts = createAccounts(strapi);
  const participants = () => service(strapi, 'participants');
  const lastDay = () => clock.in(configOf(strapi).invitations.days * DAY);

  /** Accounts that are given what is offered at once. */
  const atOnce = async (
    transaction: Knex.Transaction,
    offers: Offer[],
  ): Promise<Map<string, number>> =>
    configOf(strapi).invitations.existingAccounts === 'add'
      ? accounts.confirmed(
          transaction,
          offers.map(({ email }) => email),
        )
      : new Map();

  /** An open invitation for each of these, and which of them are new. */
  const open = async (
    transaction: Knex.Transaction,
    offers: Offer[],
    { inviter }: OfferedBy,
  ): Promise<{ held: Map<string, OpenInvitation>; fresh: Set<string> }> => {
    const rows = offers.map((offer) => queries.rowOf(offer, inviter, lastDay()));
    const emails = offers.map(({ email }) => email);
    const held = await openInRounds(async () => {
      await queries.insertNew(transaction, rows);
      const open = await queries.lockOpenOf(transaction, emails);
      return open.size < emails.length ? null : open;
    });
    const ids = new Set(rows.map((row) => row.document_id));
    const fresh = [...held].filter(([, { documentId }]) => ids.has(documentId));
    return { held, fresh: new Set(fresh.map(([email]) => email)) };
  };

  /** Where offers lead: how accounts get in at once, and invitations have it to give. */
  const ways = (source: OfferedBy['source']): Way[] => [
    {
      idsOf: ({ spaceIds }) => spaceIds,
      admit: (transaction, id, users) => participants().admit(transaction, id, users, source),
      carry: (transaction, id, invited) => participants().carry(transaction, id, invited, source),
    },
    { idsOf: ({ groupIds }) => groupIds, ...service(strapi, 'groups').carried },
  ];

  /** Does it for each place and those who are offered it; gives whom that changed something for. */
  const spread = async (
    transaction: Knex.Transaction,
    offers: Offer[],
    idOf: (offer: Offer) => number,
    move: 'admit' | 'carry',
    { source }: OfferedBy,
  ): Promise<Set<string>> => {
    const changed = new Set<string>();
    for (const way of ways(source))
      for (const [placeId, of] of byPlace(offers, way.idsOf)) {
        const added = await way[move](transaction, placeId, of.map(idOf));
        for (const offer of of) if (added.has(idOf(offer))) changed.add(offer.email);
      }
    return changed;
  };

  /** Those of these open invitations that have never been sent, nor are about to be; by address. */
  const unsent = async (
    transaction: Knex.Transaction,
    invitations: [string, OpenInvitation][],
  ): Promise<Set<string>> => {
    const never = invitations.filter(([, { row }]) => row.sent_at === null);
    const ids = never.map(([, { id }]) => id);
    const leaving = await service(strapi, 'deliveries').leavingFor(transaction, ids);
    return new Set(never.filter(([, { id }]) => !leaving.has(id)).map(([email]) => email));
  };

  const invite = async (
    transaction: Knex.Transaction,
    offers: Offer[],
    by: OfferedBy,
  ): Promise<Map<string, AddOutcome>> => {
    if (offers.length === 0) return new Map();
    const { held, fresh } = await open(transaction, offers, by);
    const gained = await spread(
      transaction,
      offers,
      ({ email }) => held.get(email)!.id,
      'carry',
      by,
    );
    for (const offer of offers) {
      if (fresh.has(offer.email)) continue;
      const gains = await queries.enrich(transaction, held.get(offer.email)!, offer, lastDay());
      if (gains) gained.add(offer.email);
    }
    const older = [...held].filter(([email]) => !fresh.has(email));
    const due = new Set([...fresh, ...gained, ...(await unsent(transaction, older))]);
    const told = offers.filter(({ email, send }) => send && due.has(email));
    await service(strapi, 'deliveries').queue(
      transaction,
      told.map(({ email, locale }) => ({
        kind: 'invitation' as const,
        email,
        invitationId: held.get(email)!.id,
        participantId: null,
        inviter: by.inviter?.name ?? null,
        locale,
        bulk: by.bulk,
      })),
    );
    return new Map(
      offers.map(({ email }) => [email, fresh.has(email) ? 'invited' : 'already_invited']),
    );
  };

  return {
    /**
     * Makes these offers in the caller's transaction. Gives what became of each address: an account
     * is `added` or had everything already; the others are `invited`, or what is new was added to
     * the invitation that they have. Rights of an administrator are never given without being
     * accepted: that part of an offer is an invitation for everybody.
     */
    async make(
      transaction: Knex.Transaction,
      offers: Offer[],
      by: OfferedBy,
    ): Promise<Map<string, AddOutcome>> {
      const users = await atOnce(transaction, offers);
      const members = offers.filter(({ email }) => users.has(email));
      const strangers = offers.filter(({ email }) => !users.has(email));
      const changed = await spread(
        transaction,
        members,
        ({ email }) => users.get(email)!,
        'admit',
        by,
      );
      const rights = members
        .filter(({ admin }) => admin)
        .map((offer) => ({ ...offer, spaceIds: [], groupIds: [] }));
      return new Map<string, AddOutcome>([
        ...members.map(
          ({ email }) => [email, changed.has(email) ? 'added' : 'already_participant'] as const,
        ),
        ...(await invite(transaction, [...strangers, ...rights], by)),
      ]);
    },

    /** What would become of each address. */
    async expected(
      transaction: Knex.Transaction,
      offers: Offer[],
    ): Promise<Map<string, AddOutcome>> {
      const emails = offers.map(({ email }) => email);
      const users = await atOnce(transaction, offers);
      const invited = await queries.openOf(transaction, emails);
      const spaces = await participants().spaceIdsOf(transaction, [...users.values()]);
      const groups = await service(strapi, 'groups').carried.groupIdsOf(transaction, [
        ...users.values(),
      ]);
      const outcomeOf = ({ email, admin, spaceIds, groupIds }: Offer): AddOutcome => {
        const user = users.get(email);
        if (user === undefined || admin) return invited.has(email) ? 'already_invited' : 'invited';
        const hasAll =
          spaceIds.every((id) => spaces.get(user)?.has(id)) &&
          groupIds.every((id) => groups.get(user)?.has(id));
        return hasAll ? 'already_participant' : 'added';
      };
      return new Map(offers.map((offer) => [offer.email, outcomeOf(offer)]));
    },
  };
};

const byPlace = (offers: Offer[], idsOf: Way['idsOf']): Map<number, Offer[]> => {
  const of = new Map<number, Offer[]>();
  for (const offer of offers)
    for (const id of idsOf(offer)) of.set(id, [...(of.get(id) ?? []), offer]);
  // In one order, so that two who do the same wait for each other instead of locking each other out.
  return new Map([...of].sort(([one], [other]) => one - other));
};
