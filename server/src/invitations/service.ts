import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { AcceptInput, InvitationPreview } from '../../../contracts/invitations';
import type { Delivery } from '../deliveries/queries';
import { render, type RenderedMail } from '../deliveries/render';
import { createAccounts, type Account } from '../shared/accounts';
import { asSystem, type Actor } from '../shared/actor';
import { clock, DAY, HOUR } from '../shared/clock';
import { configOf, serverUrl, siteName } from '../shared/config';
import { Refusal, refuseFields } from '../shared/errors';
import { formatDay, pickLocale } from '../shared/locales';
import { service } from '../shared/services';
import { inTransaction } from '../shared/transactions';
import { checkRegistration, createAccount, takeOverAccount } from './account';
import { createQueries, type InvitationRow, type NewInvitations } from './queries';
import { createPublicId, deriveKeys, isValidToken, issueToken, publicIdOf } from './token';

/** How long after one request an invitation is not sent again for another one. */
const REQUEST_PAUSE = HOUR;

/** Rounds in which an address whose invitation ends just now gets a new one. */
const OPEN_ROUNDS = 3;

type SpaceShown = { title: string; slug: string };
export type Accepted = { userId: number; spaces: SpaceShown[] };

export const createInvitations = ({ strapi }: { strapi: Core.Strapi }) => {
  const queries = createQueries(strapi);
  const accounts = createAccounts(strapi);
  const keys = deriveKeys(strapi.config.get<string[]>('server.app.keys', []));

  const expiry = () => clock.in(configOf(strapi).invitations.days * DAY);

  const isExpired = (row: InvitationRow) =>
    row.status === 'expired' ||
    (row.status === 'pending' && new Date(row.expires_at) <= clock.now());

  const linkOf = (row: InvitationRow): string => {
    const token = issueToken(keys, row.public_id, row.token_version);
    const { acceptUrl } = configOf(strapi).pages;
    // A fragment is never sent to a server, so it stays out of the logs of the host's site.
    if (acceptUrl) return `${acceptUrl}#token=${token}`;
    return `${serverUrl(strapi)}/participation/invitation?token=${token}`;
  };

  /** The invitation of a token. Unknown and dead ones cost the same and get the same answer. */
  const find = async (token: string): Promise<InvitationRow> => {
    const row = await queries.findByPublicId(publicIdOf(token) ?? createPublicId());
    const valid = isValidToken(keys, token, row?.token_version ?? 1);
    const open = row !== undefined && (row.status === 'pending' || row.status === 'expired');
    if (!valid || !open) throw invalid();
    return row;
  };

  const findPending = async (token: string): Promise<InvitationRow> => {
    const row = await find(token);
    if (isExpired(row))
      throw new Refusal(
        410,
        'invitation_expired',
        'The last day of this invitation is past. Ask for a new one.',
      );
    return row;
  };

  const spacesOf = async (
    row: InvitationRow,
    transaction?: Knex.Transaction,
  ): Promise<SpaceShown[]> => {
    const spaces = await service(strapi, 'participants').spacesOf(
      'invitation_id',
      [row.id],
      transaction,
    );
    return (spaces.get(row.id) ?? []).map(({ title, slug }) => ({ title, slug }));
  };

  const register = async (
    row: InvitationRow,
    input: AcceptInput,
    unfinished: Account | null,
  ): Promise<() => Promise<number>> => {
    const [fault, ...others] = await checkRegistration(strapi, input, unfinished?.id ?? null);
    if (fault) throw refuseFields(400, [fault, ...others]);
    const registration = {
      email: row.email,
      username: input.username!,
      password: input.password!,
      firstName: input.firstName ?? null,
      lastName: input.lastName ?? null,
      locale: row.locale,
      newsletter: input.newsletter,
    };
    return () =>
      unfinished
        ? takeOverAccount(strapi, unfinished.id, registration)
        : createAccount(strapi, registration);
  };

  /** Whose the invitation becomes: the signed-in account's, or that of a new or finished one. */
  const beneficiary = async (
    row: InvitationRow,
    input: AcceptInput,
    actor: Actor,
  ): Promise<() => Promise<number>> => {
    const account = await accounts.find(row.email);
    if (actor.type === 'user' && actor.confirmed) {
      if (actor.email.toLowerCase() !== row.email)
        throw new Refusal(
          403,
          'wrong_account',
          'This invitation is for another address than that of your account. Sign out to accept it.',
        );
      return async () => actor.id;
    }
    if (account?.blocked)
      throw new Refusal(
        403,
        'account_blocked',
        'Your account has been blocked by an administrator.',
      );
    if (account?.confirmed)
      throw new Refusal(
        409,
        'account_exists',
        'There is an account with this address. Sign in, then accept the invitation.',
      );
    return register(row, input, account);
  };

  const compose = async (deliveries: Delivery[]): Promise<Map<number, RenderedMail>> => {
    const ids = deliveries.flatMap((delivery) => delivery.invitationId ?? []);
    const rows = new Map((await queries.findMany(ids)).map((row) => [row.id, row]));
    const spaces = await service(strapi, 'participants').spacesOf('invitation_id', ids);
    const mails = new Map<number, RenderedMail>();
    for (const delivery of deliveries) {
      const row = rows.get(delivery.invitationId!);
      const carried = row && spaces.get(row.id);
      if (!row || row.status !== 'pending' || isExpired(row) || !carried) continue;
      mails.set(delivery.id, mailOf(row, carried, delivery));
    }
    return mails;
  };

  const mailOf = (
    row: InvitationRow,
    spaces: { title: string; name: string | null }[],
    delivery: Delivery,
  ): RenderedMail => {
    const { defaultLocale, timeZone } = configOf(strapi);
    const locale = pickLocale([row.locale], defaultLocale);
    const site = siteName(strapi);
    return render('invitation', locale, {
      name: row.name ?? spaces[0]!.name,
      spaces: spaces.map((space) => space.title),
      inviter: delivery.inviter ?? row.inviter ?? site,
      site,
      message: row.message,
      lastDay: formatDay(new Date(row.expires_at), locale, timeZone),
      link: linkOf(row),
    });
  };

  const queueAgain = (transaction: Knex.Transaction, rows: InvitationRow[]) =>
    service(strapi, 'deliveries').queue(
      transaction,
      rows.map((row) => ({
        kind: 'invitation' as const,
        email: row.email,
        invitationId: row.id,
        participantId: null,
        inviter: row.inviter,
        locale: row.locale,
        bulk: rows.length > 1,
      })),
    );

  return {
    lock: queries.lock,
    mails: {
      compose,
      onSent: async (delivery: Delivery, at: Date, transaction: Knex.Transaction) => {
        if (delivery.invitationId) await queries.setSent(transaction, delivery.invitationId, at);
      },
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
      for (let round = 0; round < OPEN_ROUNDS; round += 1) {
        const opened = await queries.insertMissing(transaction, people, { ...common, expiresAt });
        if (opened === (await countOf(transaction, people))) return;
        const open = await queries.lockOpen(transaction, people);
        const older = open.filter((row) => new Date(row.expires_at) < expiresAt);
        if (older.length > 0)
          await queries.extend(
            transaction,
            older.map((row) => row.id),
            expiresAt,
          );
        // Counted last: whoever another one invited meanwhile is no longer among them.
        if (open.length >= (await countOf(transaction, people))) return;
      }
      throw new Error('Invitations ended as fast as new ones were opened.');
    },

    /** Sends open invitations again with a new link and a new last day. Gives their ids. */
    async renew(transaction: Knex.Transaction, ids: number[]): Promise<number[]> {
      const renewed = await queries.renew(transaction, [...new Set(ids)], expiry());
      await service(strapi, 'deliveries').cancelUnsent(transaction, renewed);
      await queueAgain(transaction, await queries.findMany(renewed, transaction));
      return renewed;
    },

    /** Revokes those open invitations that carry nothing any more. */
    async revokeEmpty(transaction: Knex.Transaction, ids: number[]): Promise<void> {
      await queries.revokeEmpty(transaction, [...new Set(ids)]);
    },

    /** Whether an address is invited and has not answered, so that it must not register itself. */
    isPending: queries.isOpen,

    /** What an invitation offers, for its holder. */
    async preview(token: string): Promise<InvitationPreview> {
      const row = await find(token);
      const account = await accounts.find(row.email);
      return {
        status: isExpired(row) ? 'expired' : 'pending',
        email: row.email,
        firstName: null,
        lastName: null,
        suggestedUsername: row.name,
        spaces: await spacesOf(row),
        groups: [],
        inviter: row.inviter ?? siteName(strapi),
        message: row.message,
        locale: row.locale,
        expiresAt: new Date(row.expires_at).toISOString(),
        accountExists: account?.confirmed === true,
      };
    },

    /** Makes the holder a participant of all that the invitation carries, once. */
    async accept(input: AcceptInput, actor: Actor): Promise<Accepted> {
      const row = await findPending(input.token);
      const account = await beneficiary(row, input, actor);
      return asSystem(() =>
        inTransaction(strapi, async (transaction) => {
          if (!(await queries.answer(transaction, row, 'accepted'))) throw invalid();
          const spaces = await spacesOf(row, transaction);
          const userId = await account();
          await service(strapi, 'participants').link(transaction, row.id, userId);
          await queries.setAcceptedBy(transaction, row.id, userId);
          return { userId, spaces };
        }),
      );
    },

    async decline(token: string): Promise<void> {
      const row = await findPending(token);
      const won = await inTransaction(strapi, (transaction) =>
        queries.answer(transaction, row, 'declined'),
      );
      if (!won) throw invalid();
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
          return;
        }
        await service(strapi, 'deliveries').cancelUnsent(transaction, [row.id]);
        await queueAgain(transaction, [row]);
      });
    },

    /** The address that a link was for, also when it has expired; for its holder to ask again. */
    async emailOf(token: string): Promise<string> {
      return (await find(token)).email;
    },
  };
};

const countOf = async (transaction: Knex.Transaction, rows: Knex.QueryBuilder): Promise<number> =>
  Number((await transaction.from(rows.clone().as('s')).count({ total: '*' }).first())?.total ?? 0);

const invalid = () =>
  new Refusal(
    404,
    'invitation_invalid',
    'This invitation does not exist or can no longer be used.',
  );
