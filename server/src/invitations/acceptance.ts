import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { AcceptInput, InvitationPreview, PreviewInput } from '../../../contracts/invitations';
import type { FieldError } from '../../../contracts/errors';
import { checkEmail } from '../participants/email';
import { createAccounts, needsConfirmation, type Account } from '../shared/accounts';
import { asSystem, type Actor, type User } from '../shared/actor';
import { clock } from '../shared/clock';
import { siteName } from '../shared/config';
import { Refusal, refuseField, refuseFields } from '../shared/errors';
import { holdNames } from '../shared/names';
import { service } from '../shared/services';
import { jsonOf } from '../shared/tables';
import { inTransaction } from '../shared/transactions';
import {
  ADDRESS_TAKEN,
  checkNames,
  checkRegistration,
  completeAccount,
  createAccount,
  sendConfirmation,
  takeOverAccount,
  type Profile,
  type Registration,
} from './account';
import { inviteAdministrator } from './administrators';
import type { createLinks } from './links';
import type { Carried, createQueries, InvitationRow } from './queries';
import { createPublicId, publicIdOf } from '../shared/token';

type SpaceShown = { title: string; slug: string };
type GroupShown = { name: string; nickname: string };
/** What an invitation carries, as its holder sees it. */
type Gifts = { spaces: SpaceShown[]; groups: GroupShown[] };

/** Whose the invitation became, and whether that account may sign in at once. */
export type Accepted = { userId: number; confirmed: boolean } & Gifts;

export const isExpired = (row: Pick<InvitationRow, 'status' | 'expires_at'>): boolean =>
  row.status === 'expired' || (row.status === 'pending' && new Date(row.expires_at) <= clock.now());

/** What the holder of a link or a code does. */
export const createAcceptance = (
  strapi: Core.Strapi,
  queries: ReturnType<typeof createQueries>,
  links: ReturnType<typeof createLinks>,
) => {
  const accounts = createAccounts(strapi);
  const participants = () => service(strapi, 'participants');
  const groups = () => service(strapi, 'groups').carried;

  /** The invitation of a token. Unknown and dead ones cost the same and get the same answer. */
  const find = async ({ token, code }: PreviewInput): Promise<InvitationRow> => {
    const row =
      code === undefined
        ? await queries.findByPublicId(publicIdOf(token!) ?? createPublicId())
        : await queries.findByDigests(links.digestsOf(code));
    // A code has no link: its public id opens nothing.
    const valid = code !== undefined || (links.isValid(token!, row) && row?.code_digest === null);
    const open = row !== undefined && (row.status === 'pending' || row.status === 'expired');
    if (!valid || !open) throw invalid();
    return row;
  };

  const findPending = async (input: PreviewInput): Promise<InvitationRow> => {
    const row = await find(input);
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
    const found =
      row.code_digest === null
        ? (await participants().spacesOf('invitation_id', [row.id], transaction)).get(row.id)
        : await queries.spacesOf(carriedBy(row).spaces, transaction);
    return (found ?? []).map(({ title, slug }) => ({ title, slug }));
  };

  const groupsOf = async (
    row: InvitationRow,
    transaction?: Knex.Transaction,
  ): Promise<GroupShown[]> => {
    const found =
      row.code_digest === null
        ? (await groups().carriedBy([row.id], transaction)).get(row.id)
        : await groups().byIds(carriedBy(row).groups, transaction);
    return (found ?? []).map(({ name, nickname }) => ({ name, nickname }));
  };

  const giftsOf = async (row: InvitationRow, transaction?: Knex.Transaction): Promise<Gifts> => ({
    spaces: await spacesOf(row, transaction),
    groups: await groupsOf(row, transaction),
  });

  const profileOf = (row: InvitationRow, input: AcceptInput): Profile => ({
    firstName: input.firstName ?? row.first_name,
    lastName: input.lastName ?? row.last_name,
    locale: row.locale,
    roleId: row.role_id,
    attributes: jsonOf<Record<string, unknown> | null>(row.attributes) ?? {},
  });

  const registrationOf = (
    row: InvitationRow,
    email: string,
    confirmed: boolean,
    input: AcceptInput,
  ): Registration => ({
    ...profileOf(row, input),
    email,
    confirmed,
    username: input.username!,
    password: input.password!,
    newsletter: input.newsletter,
  });

  const refuseFaults = ([fault, ...others]: FieldError[]) => {
    if (fault) throw refuseFields(400, [fault, ...others]);
  };

  /**
   * Makes an account, or finishes the one that there is; nobody comes by its names meanwhile. To come
   * before all other reads of the transaction: MySQL and MariaDB go on reading what was there then.
   */
  const register = async (
    transaction: Knex.Transaction,
    registration: Registration,
    unfinished: Account | null,
  ): Promise<number> => {
    await holdNames(transaction);
    const { username, email } = registration;
    const ownId = unfinished?.id ?? null;
    refuseFaults(await checkNames(strapi, username, { email, ownId }));
    const other = await accounts.find(email, transaction);
    if (other && other.id !== ownId) throw taken();
    return unfinished
      ? takeOverAccount(strapi, unfinished.id, registration)
      : createAccount(strapi, registration);
  };

  const refuseBlocked = (account: Account | null) => {
    if (account?.blocked)
      throw new Refusal(
        403,
        'account_blocked',
        'Your account has been blocked by an administrator.',
      );
  };

  /** Whose the invitation to an address becomes: the account's, or that of a new or finished one. */
  const beneficiary = async (
    row: InvitationRow & { email: string },
    input: AcceptInput,
    actor: Actor,
  ): Promise<(transaction: Knex.Transaction) => Promise<number>> => {
    const account = await accounts.find(row.email);
    if (actor.type === 'user' && actor.confirmed) {
      if (actor.email.toLowerCase() !== row.email)
        throw new Refusal(
          403,
          'wrong_account',
          'This invitation is for another address than that of your account. Sign out to accept it.',
        );
      return async () => {
        await completeAccount(strapi, actor.id, profileOf(row, input));
        return actor.id;
      };
    }
    refuseBlocked(account);
    if (account?.confirmed)
      throw new Refusal(
        409,
        'account_exists',
        'There is an account with this address. Sign in, then accept the invitation.',
      );
    const registrant = { email: row.email, ownId: account?.id ?? null };
    refuseFaults(await checkRegistration(strapi, input, registrant));
    const registration = registrationOf(row, row.email, true, input);
    return (transaction) => register(transaction, registration, account);
  };

  const acceptByToken = async (
    row: InvitationRow & { email: string },
    input: AcceptInput,
    actor: Actor,
  ): Promise<Accepted> => {
    const account = await beneficiary(row, input, actor);
    return inTransaction(strapi, async (transaction) => {
      if (!(await queries.answer(transaction, row, 'accepted'))) throw invalid();
      const userId = await account(transaction);
      const gifts = await giftsOf(row, transaction);
      await participants().link(transaction, row.id, userId);
      await groups().link(transaction, row.id, userId);
      await queries.setAcceptedBy(transaction, row.id, userId);
      if (row.grants_admin) await offerRights(transaction, row, input);
      return { userId, confirmed: true, ...gifts };
    });
  };

  /** Has an administrator's account made and its link sent. */
  const offerRights = async (
    transaction: Knex.Transaction,
    row: InvitationRow & { email: string },
    input: AcceptInput,
  ) => {
    const firstName = input.firstName ?? row.first_name;
    const lastName = input.lastName ?? row.last_name;
    if (!(await inviteAdministrator(strapi, { email: row.email, firstName, lastName }))) return;
    await service(strapi, 'deliveries').queue(transaction, [
      {
        kind: 'admin_rights',
        email: row.email,
        invitationId: row.id,
        participantId: null,
        inviter: row.inviter,
        locale: row.locale,
        bulk: false,
      },
    ]);
  };

  /** Writes down who used a code. */
  const recordUse = (
    transaction: Knex.Transaction,
    row: InvitationRow,
    user: Omit<User, 'type'>,
  ): Promise<void> =>
    service(strapi, 'activity').record(transaction, { type: 'user', ...user }, [
      { action: 'invitation.redeemed', subject: row.label, invitationId: row.id },
    ]);

  const admit = async (transaction: Knex.Transaction, row: InvitationRow, userId: number) => {
    let changed = false;
    for (const { id } of await queries.spacesOf(carriedBy(row).spaces, transaction)) {
      const added = await participants().admit(transaction, id, [userId], 'invitation');
      changed ||= added.size > 0;
    }
    for (const { id } of await groups().byIds(carriedBy(row).groups, transaction)) {
      const added = await groups().admit(transaction, id, [userId]);
      changed ||= added.size > 0;
    }
    return changed;
  };

  const useOnce = async (transaction: Knex.Transaction, row: InvitationRow) => {
    if (!(await queries.use(transaction, row.id))) throw invalid();
  };

  /** A new account by a code, whose address nobody has shown to be theirs. */
  const registerByCode = async (row: InvitationRow, input: AcceptInput): Promise<Accepted> => {
    const email = await freeAddress(input.email);
    refuseFaults(await checkRegistration(strapi, input, { email, ownId: null }));
    const confirmed = !(await needsConfirmation(strapi));
    const registration = registrationOf(row, email, confirmed, input);
    const accepted = await inTransaction(strapi, async (transaction) => {
      await useOnce(transaction, row);
      const userId = await register(transaction, registration, null);
      await admit(transaction, row, userId);
      await recordUse(transaction, row, { id: userId, email, confirmed });
      return { userId, confirmed, ...(await giftsOf(row, transaction)) };
    });
    if (!confirmed) await sendConfirmation(strapi, accepted.userId);
    return accepted;
  };

  /** An address that is neither an account's nor invited; both are told alike. */
  const freeAddress = async (raw: string | undefined): Promise<string> => {
    const read = checkEmail(raw ?? '');
    if ('reason' in read)
      throw refuseField('email', read.reason.code, read.reason.message, raw?.slice(0, 255));
    const { email } = read;
    const invited = await queries.isOpen(email);
    if (invited) service(strapi, 'requests').note(email);
    if (invited || (await accounts.find(email))) throw taken();
    return email;
  };

  /** A code goes on for others until it is used up. */
  const statusNow = async ({ id, status }: InvitationRow): Promise<InvitationRow['status']> =>
    (await queries.findMany([id]))[0]?.status ?? status;

  const acceptByCode = async (
    row: InvitationRow,
    input: AcceptInput,
    actor: Actor,
  ): Promise<Accepted> => {
    if (actor.type !== 'user' || !actor.confirmed) return registerByCode(row, input);
    return inTransaction(strapi, async (transaction) => {
      const admitted = await admit(transaction, row, actor.id);
      const completed = await completeAccount(strapi, actor.id, profileOf(row, input));
      // Who has it all already does not use it up.
      if (admitted || completed) {
        await useOnce(transaction, row);
        await recordUse(transaction, row, actor);
      }
      return { userId: actor.id, confirmed: true, ...(await giftsOf(row, transaction)) };
    });
  };

  return {
    /** What an invitation offers, for its holder. */
    async preview(input: PreviewInput): Promise<InvitationPreview> {
      const row = await find(input);
      await queries.noteOpened(row.id);
      const account = row.email === null ? null : await accounts.find(row.email);
      return {
        status: isExpired(row) ? 'expired' : 'pending',
        email: row.email,
        firstName: row.first_name,
        lastName: row.last_name,
        suggestedUsername: row.name,
        ...(await giftsOf(row)),
        inviter: row.inviter ?? siteName(strapi),
        message: row.message,
        locale: row.locale,
        expiresAt: new Date(row.expires_at).toISOString(),
        accountExists: account?.confirmed === true,
      };
    },

    /** Makes the holder a participant of all that the invitation carries, once. */
    async accept(input: AcceptInput, actor: Actor): Promise<Accepted> {
      const row = await findPending(input);
      const accepted = await asSystem(() =>
        isAddressed(row) ? acceptByToken(row, input, actor) : acceptByCode(row, input, actor),
      );
      await service(strapi, 'signals').tell('participation.invitation.accepted', {
        ...about(row, isAddressed(row) ? 'accepted' : await statusNow(row)),
        user: { documentId: await accounts.documentIdOf(accepted.userId) },
      });
      return accepted;
    },

    async decline(token: string): Promise<void> {
      const row = await findPending({ token });
      const won = await inTransaction(strapi, (transaction) =>
        queries.answer(transaction, row, 'declined'),
      );
      if (!won) throw invalid();
      await service(strapi, 'signals').tell(
        'participation.invitation.declined',
        about(row, 'declined'),
      );
    },

    /** The address that a link was for, also when it has expired; for its holder to ask again. */
    async emailOf(token: string): Promise<string> {
      return (await find({ token })).email!;
    },
  };
};

/** An invitation as events tell of it. */
export const about = (row: InvitationRow, status: InvitationRow['status'] = row.status) => ({
  invitation: { documentId: row.document_id, email: row.email, status, locale: row.locale },
});

const isAddressed = (row: InvitationRow): row is InvitationRow & { email: string } =>
  row.email !== null;

const carriedBy = (row: InvitationRow): Carried => ({
  spaces: [],
  groups: [],
  ...jsonOf<Partial<Carried> | null>(row.carried),
});

const taken = () => refuseFields(400, [ADDRESS_TAKEN]);

const invalid = () =>
  new Refusal(
    404,
    'invitation_invalid',
    'This invitation does not exist or can no longer be used.',
  );
