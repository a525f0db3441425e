import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { AcceptInput, InvitationPreview, PreviewInput } from '../../../contracts/invitations';
import { checkEmail } from '../participants/email';
import { createAccounts, needsConfirmation, type Account } from '../shared/accounts';
import { asSystem, type Actor } from '../shared/actor';
import { clock } from '../shared/clock';
import { siteName } from '../shared/config';
import { Refusal, refuseField, refuseFields } from '../shared/errors';
import { service } from '../shared/services';
import { jsonOf } from '../shared/tables';
import { inTransaction } from '../shared/transactions';
import {
  checkRegistration,
  createAccount,
  sendConfirmation,
  takeOverAccount,
  type Registration,
} from './account';
import { inviteAdministrator } from './administrators';
import type { createLinks } from './links';
import type { Carried, createQueries, InvitationRow } from './queries';
import { createPublicId, publicIdOf } from './token';

type SpaceShown = { title: string; slug: string };

/** Whose the invitation became, and whether that account may sign in at once. */
export type Accepted = { userId: number; confirmed: boolean; spaces: SpaceShown[] };

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
    if (row.code_digest !== null) return queries.spacesOf(carriedBy(row).spaces, transaction);
    const spaces = await participants().spacesOf('invitation_id', [row.id], transaction);
    return (spaces.get(row.id) ?? []).map(({ title, slug }) => ({ title, slug }));
  };

  const registrationOf = (
    row: InvitationRow,
    email: string,
    confirmed: boolean,
    input: AcceptInput,
  ): Registration => ({
    email,
    confirmed,
    username: input.username!,
    password: input.password!,
    firstName: input.firstName ?? row.first_name,
    lastName: input.lastName ?? row.last_name,
    locale: row.locale,
    newsletter: input.newsletter,
    roleId: row.role_id,
    attributes: jsonOf<Record<string, unknown> | null>(row.attributes) ?? {},
  });

  const checked = async (input: AcceptInput, unfinished: Account | null) => {
    const [fault, ...others] = await checkRegistration(strapi, input, unfinished?.id ?? null);
    if (fault) throw refuseFields(400, [fault, ...others]);
  };

  const mayNot = (account: Account | null) => {
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
    mayNot(account);
    if (account?.confirmed)
      throw new Refusal(
        409,
        'account_exists',
        'There is an account with this address. Sign in, then accept the invitation.',
      );
    await checked(input, account);
    const registration = registrationOf(row, row.email, true, input);
    return () =>
      account
        ? takeOverAccount(strapi, account.id, registration)
        : createAccount(strapi, registration);
  };

  const acceptByToken = async (
    row: InvitationRow & { email: string },
    input: AcceptInput,
    actor: Actor,
  ): Promise<Accepted> => {
    const account = await beneficiary(row, input, actor);
    return inTransaction(strapi, async (transaction) => {
      if (!(await queries.answer(transaction, row, 'accepted'))) throw invalid();
      const spaces = await spacesOf(row, transaction);
      const userId = await account();
      await participants().link(transaction, row.id, userId);
      await queries.setAcceptedBy(transaction, row.id, userId);
      if (row.grants_admin) await offerRights(transaction, row, input);
      return { userId, confirmed: true, spaces };
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

  const admit = async (transaction: Knex.Transaction, row: InvitationRow, userId: number) => {
    let changed = false;
    for (const { id } of await queries.spacesOf(carriedBy(row).spaces, transaction)) {
      const added = await participants().admit(transaction, id, [userId], 'invitation');
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
    await checked(input, null);
    const confirmed = !(await needsConfirmation(strapi));
    const registration = registrationOf(row, email, confirmed, input);
    const accepted = await inTransaction(strapi, async (transaction) => {
      await useOnce(transaction, row);
      // Again, now that no other use of this code is under way.
      if (await accounts.find(email, transaction)) throw taken();
      const userId = await createAccount(strapi, registration);
      await admit(transaction, row, userId);
      return { userId, confirmed, spaces: await spacesOf(row, transaction) };
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

  const acceptByCode = async (
    row: InvitationRow,
    input: AcceptInput,
    actor: Actor,
  ): Promise<Accepted> => {
    if (actor.type !== 'user' || !actor.confirmed) return registerByCode(row, input);
    return inTransaction(strapi, async (transaction) => {
      // Who has it all already does not use it up.
      if (await admit(transaction, row, actor.id)) await useOnce(transaction, row);
      return { userId: actor.id, confirmed: true, spaces: await spacesOf(row, transaction) };
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
        spaces: (await spacesOf(row)).map(({ title, slug }) => ({ title, slug })),
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
      const row = await findPending(input);
      const accepted = await asSystem(() =>
        isAddressed(row) ? acceptByToken(row, input, actor) : acceptByCode(row, input, actor),
      );
      await service(strapi, 'signals').tell('participation.invitation.accepted', {
        // A code goes on for others.
        ...about(row, isAddressed(row) ? 'accepted' : row.status),
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

const taken = () =>
  refuseField('email', 'email_taken', 'This address is taken. Sign in, or use another.');

const invalid = () =>
  new Refusal(
    404,
    'invitation_invalid',
    'This invitation does not exist or can no longer be used.',
  );
