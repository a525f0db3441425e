import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Delivery } from '../deliveries/queries';
import { render, type RenderedMail } from '../deliveries/render';
import type { DeliverySource } from '../deliveries/worker';
import { SYSTEM } from '../shared/actor';
import { clock, DAY, HOUR } from '../shared/clock';
import { configOf, siteName } from '../shared/config';
import { formatDay, pickLocale, type Locale } from '../shared/locales';
import { service } from '../shared/services';
import { inTransaction } from '../shared/transactions';
import { about, createAcceptance, isExpired } from './acceptance';
import { registrationsOf } from './administrators';
import { createBoard } from './board';
import { createLinks } from './links';
import { createList } from './list';
import { createOffers } from './offer';
import { createQueries, type InvitationRow, type NewInvitations } from './queries';
import { openInRounds } from './rounds';
import { createTasks } from './tasks';

export type { Accepted } from './acceptance';

/** How long after one request an invitation is not sent again for another one. */
const REQUEST_PAUSE = HOUR;

type Carried = { title: string; name: string | null };

export const createInvitations = ({ strapi }: { strapi: Core.Strapi }) => {
  const queries = createQueries(strapi);
  const links = createLinks(strapi);
  const offers = createOffers(strapi, queries);
  const board = createBoard(strapi, { queries, links, list: createList(strapi), offers });

  const expiry = () => clock.in(configOf(strapi).invitations.days * DAY);

  const localeOf = (locale: string | null): Locale =>
    pickLocale([locale], configOf(strapi).defaultLocale);

  const variablesOf = (
    row: Pick<InvitationRow, 'name' | 'message' | 'expires_at'>,
    spaces: Carried[],
    inviter: string | null,
    locale: Locale,
  ) => ({
    name: row.name ?? spaces[0]?.name ?? null,
    spaces: spaces.map((space) => space.title),
    inviter: inviter ?? siteName(strapi),
    site: siteName(strapi),
    message: row.message,
    lastDay: formatDay(new Date(row.expires_at), locale, configOf(strapi).timeZone),
  });

  /** Mails that hold the link of an invitation, as long as it is open. */
  const composeLinks = async (
    kind: 'invitation' | 'reminder',
    deliveries: Delivery[],
  ): Promise<Map<number, RenderedMail>> => {
    const ids = deliveries.flatMap((delivery) => delivery.invitationId ?? []);
    const rows = new Map((await queries.findMany(ids)).map((row) => [row.id, row]));
    const spaces = await service(strapi, 'participants').spacesOf('invitation_id', ids);
    const mails = new Map<number, RenderedMail>();
    for (const { id, invitationId, inviter } of deliveries) {
      const row = rows.get(invitationId!);
      if (!row || row.status !== 'pending' || isExpired(row)) continue;
      const locale = localeOf(row.locale);
      const carried = spaces.get(row.id) ?? [];
      const variables = variablesOf(row, carried, inviter ?? row.inviter, locale);
      mails.set(
        id,
        render(kind, locale, { ...variables, link: links.linkOf(row) }, configOf(strapi).templates),
      );
    }
    return mails;
  };

  /** Mails that lead to the registration of an administrator, until it is done. */
  const composeRights = async (deliveries: Delivery[]): Promise<Map<number, RenderedMail>> => {
    const registrations = await registrationsOf(
      strapi,
      deliveries.map(({ email }) => email),
    );
    const mails = new Map<number, RenderedMail>();
    for (const { id, email, inviter, locale } of deliveries) {
      const registration = registrations.get(email);
      if (!registration) continue;
      const site = siteName(strapi);
      const variables = {
        name: registration.firstName,
        spaces: [],
        inviter: inviter ?? site,
        site,
        link: registration.link,
      };
      mails.set(
        id,
        render('admin_rights', localeOf(locale), variables, configOf(strapi).templates),
      );
    }
    return mails;
  };

  const queue = (
    transaction: Knex.Transaction,
    kind: 'invitation' | 'reminder',
    rows: InvitationRow[],
  ): Promise<void> =>
    service(strapi, 'deliveries').queue(
      transaction,
      rows.flatMap((row) =>
        row.email === null
          ? []
          : {
              kind,
              email: row.email,
              invitationId: row.id,
              participantId: null,
              inviter: row.inviter,
              locale: row.locale,
              bulk: rows.length > 1,
            },
      ),
    );

  /** Mails with the link of an invitation, and what they leave on it. */
  const followed = (
    kind: 'invitation' | 'reminder',
    note: (transaction: Knex.Transaction, ids: number[], at: Date) => Promise<void>,
  ): DeliverySource => ({
    compose: (deliveries) => composeLinks(kind, deliveries),
    onSent: async (sent, at, transaction) => {
      const ids = sent.flatMap(({ invitationId }) => invitationId ?? []);
      await note(transaction, ids, at);
      for (const row of await queries.findMany(ids, transaction))
        await service(strapi, 'signals').tell('participation.invitation.sent', {
          ...about(row),
          kind,
        });
    },
    onFailed: async ({ invitationId }, error) => {
      for (const row of await queries.findMany(invitationId ? [invitationId] : []))
        await service(strapi, 'signals').tell('participation.invitation.failed', {
          ...about(row),
          error,
        });
    },
  });

  return {
    ...createAcceptance(strapi, queries, links),
    board,
    offer: offers.make,
    expected: offers.expected,
    lock: queries.lock,
    tasks: createTasks(strapi, queries, (transaction, rows) =>
      queue(transaction, 'reminder', rows),
    ),
    mails: {
      invitation: followed('invitation', queries.setSent),
      reminder: followed('reminder', queries.setReminded),
      admin_rights: { compose: composeRights },
    },

    /**
     * Sees to it that each of these people (a query with `email`, normalised, without an account,
     * `name`, and the `document_id` and `public_id` that a new invitation gets) has one open
     * invitation. One that was open already lives on, at least as long as a new one.
     */
    async open(
      transaction: Knex.Transaction,
      people: Knex.QueryBuilder,
      common: Omit<NewInvitations, 'expiresAt'>,
    ): Promise<void> {
      const expiresAt = expiry();
      await openInRounds(async () => {
        const opened = await queries.insertMissing(transaction, people, { ...common, expiresAt });
        if (opened === (await countOf(transaction, people))) return true;
        const open = await queries.lockOpen(transaction, people);
        const older = open.filter((row) => new Date(row.expires_at) < expiresAt);
        if (older.length > 0)
          await queries.extend(
            transaction,
            older.map((row) => row.id),
            expiresAt,
          );
        // Counted last: whoever another one invited meanwhile is no longer among them.
        return open.length >= (await countOf(transaction, people)) ? true : null;
      });
    },

    /** Sends open invitations again with a new link and a new last day. Gives their ids. */
    async renew(transaction: Knex.Transaction, ids: number[]): Promise<number[]> {
      const renewed = await queries.renew(transaction, [...new Set(ids)], expiry());
      await service(strapi, 'deliveries').cancelUnsent(transaction, renewed);
      await queue(transaction, 'invitation', await queries.findMany(renewed, transaction));
      return renewed;
    },

    /** Ends open invitations with all that they carry. Gives the ids of those that were open. */
    async revoke(transaction: Knex.Transaction, ids: number[]): Promise<number[]> {
      const revoked = await queries.revoke(transaction, [...new Set(ids)]);
      await service(strapi, 'deliveries').cancelUnsent(transaction, revoked);
      await service(strapi, 'participants').drop(transaction, revoked);
      await service(strapi, 'groups').carried.drop(transaction, revoked);
      return revoked;
    },

    /** Deletes invitations, open ones with all that they carry. Gives the ids of those there were. */
    async delete(transaction: Knex.Transaction, ids: number[]): Promise<number[]> {
      const there = await queries.lock(transaction, [...new Set(ids)]);
      const found = there.map(({ id }) => id);
      await this.revoke(transaction, found);
      // Also what those carried that had ended before.
      await service(strapi, 'participants').drop(transaction, found);
      await service(strapi, 'groups').carried.drop(transaction, found);
      await service(strapi, 'deliveries').forget(transaction, found);
      await queries.delete(transaction, found);
      return found;
    },

    /** Revokes those open invitations that carry nothing any more, unless they stand on their own. */
    async revokeEmpty(transaction: Knex.Transaction, ids: number[]): Promise<void> {
      await queries.revokeEmpty(transaction, [...new Set(ids)]);
    },

    /** Whether an address is invited and has not answered, so that it must not register itself. */
    isPending: queries.isOpen,

    /** The mail that an invitation with these options would be. */
    sample(options: {
      locale: Locale;
      message: string | null;
      spaces: string[];
      inviter: string | null;
    }): RenderedMail {
      const { locale, message, spaces, inviter } = options;
      const carried = spaces.map((title) => ({ title, name: null }));
      const row = { name: null, message, expires_at: expiry() };
      const variables = variablesOf(row, carried, inviter, locale);
      return render(
        'invitation',
        locale,
        { ...variables, link: links.sample() },
        configOf(strapi).templates,
      );
    },

    /**
     * Sends the open invitation of an address again, at most once an hour. Whoever asked may be
     * anybody, so a link that still works goes on working; only an expired one is renewed.
     */
    async sendAgain(email: string): Promise<void> {
      const row = await queries.findOpen(email);
      if (!row) return;
      await inTransaction(strapi, async (transaction) => {
        if (!(await queries.noteRequest(transaction, row.id, REQUEST_PAUSE))) return;
        if (isExpired(row)) {
          await this.renew(transaction, [row.id]);
          await service(strapi, 'activity').record(transaction, SYSTEM, [
            { action: 'invitation.resent', subject: email, invitationId: row.id },
          ]);
          return;
        }
        await service(strapi, 'deliveries').cancelUnsent(transaction, [row.id]);
        await queue(transaction, 'invitation', [row]);
      });
    },
  };
};

const countOf = async (transaction: Knex.Transaction, rows: Knex.QueryBuilder): Promise<number> =>
  Number((await transaction.from(rows.clone().as('s')).count({ total: '*' }).first())?.total ?? 0);
