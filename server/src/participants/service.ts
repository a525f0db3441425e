import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { pickLocale, type Locale } from '../shared/locales';
import type {
  ActionAnswer,
  AddAnswer,
  AddOutcome,
  Participant,
  ParticipantAction,
  ParticipantFilters,
  ParticipantInput,
  ParticipantPage,
  ParticipantQuery,
} from '../../../contracts/participants';
import type { FieldError } from '../../../contracts/errors';
import type { Delivery } from '../deliveries/queries';
import { render, type RenderedMail } from '../deliveries/render';
import { createPublicId } from '../shared/token';
import { createAccounts } from '../shared/accounts';
import { adminOf, type Actor } from '../shared/actor';
import { batches, inBulk } from '../shared/bulk';
import { configOf, siteName, siteUrl } from '../shared/config';
import { Refusal, refuseFields } from '../shared/errors';
import { withMore } from '../shared/long-lists';
import { paginate } from '../shared/paging';
import { service } from '../shared/services';
import { inTransaction } from '../shared/transactions';
import type { Added } from '../signals/events';
import type { SpaceRef } from '../spaces/schema';
import { checkEmail } from './email';
import { checkName } from './name';
import { createCarried } from './carried';
import { createQueries, type Listed, type People, type Person } from './queries';
import type { Reason } from './reason';

export type AddOptions = {
  source: Participant['source'];
  /** Who invites, in words; null: the site. */
  inviter: string | null;
  locale: Locale | null;
  /** Tell those who have an account already that they were added. */
  notify: boolean;
};

/** Rows that one transaction of a bulk action works on. */
const BATCH = 500;

export const createParticipants = ({ strapi }: { strapi: Core.Strapi }) => {
  const queries = createQueries(strapi);
  const carried = createCarried(strapi, queries);
  const accounts = createAccounts(strapi);

  /** Queues the mails to those of these people who were just put on the list. */
  const announce = async (
    transaction: Knex.Transaction,
    people: People,
    { source, inviter, locale, notify }: AddOptions,
  ) => {
    const news = () =>
      queries.listed(transaction, people).where('p.document_id', transaction.ref('s.document_id'));
    const common = {
      documentId: 'p.document_id',
      email: 'p.email',
      invitationId: 'p.invitation_id',
      participantId: 'p.id',
      inviter,
      locale,
      bulk: source === 'import',
    };
    const { queueFrom } = service(strapi, 'deliveries');
    await queueFrom(transaction, news().whereNull('p.user_id'), { kind: 'invitation', ...common });
    if (notify)
      await queueFrom(transaction, news().whereNotNull('p.user_id'), { kind: 'added', ...common });
  };

  /** Whoever declined may be asked again by hand; a list that comes again leaves them in peace. */
  const readmit = async (transaction: Knex.Transaction, space: SpaceRef, emails: string[]) => {
    const declined = await queries.withoutInvitation(transaction, space.id, emails);
    if (declined.length > 0) await queries.remove(transaction, declined);
  };

  const withDeliveries = async (rows: Listed[]): Promise<Participant[]> => {
    const latest = await service(strapi, 'deliveries').latest(
      rows.flatMap((row) => row.invitationId ?? []),
      rows.map((row) => row.id),
    );
    return rows.map(({ id, invitationId, ...shown }) => ({
      ...shown,
      delivery: latest.get(`i${invitationId}`) ?? latest.get(`p${id}`) ?? null,
    }));
  };

  const removeRows = async (
    transaction: Knex.Transaction,
    rows: { id: number; invitationId: number | null }[],
  ): Promise<Set<number>> => {
    const invitationIds = rows.flatMap((row) => row.invitationId ?? []);
    await service(strapi, 'invitations').lock(transaction, invitationIds);
    const removed = await queries.remove(
      transaction,
      rows.map((row) => row.id),
    );
    await service(strapi, 'invitations').revokeEmpty(transaction, invitationIds);
    return removed;
  };

  /** Takes people off a space's list, as the log shows. Gives the ids of those who were on it. */
  const remove = async (
    transaction: Knex.Transaction,
    space: SpaceRef,
    rows: { id: number; documentId: string; invitationId: number | null; email: string }[],
    actor: Actor,
  ): Promise<Set<number>> => {
    const removed = await removeRows(transaction, rows);
    if (removed.size > 0)
      await service(strapi, 'signals').tell('participation.participant.removed', {
        space: shownSpace(space),
        participants: rows
          .filter((row) => removed.has(row.id))
          .map(({ documentId, email }) => ({ documentId, email })),
      });
    await service(strapi, 'activity').record(
      transaction,
      actor,
      rows
        .filter((row) => removed.has(row.id))
        .map((row) => ({ action: 'participant.removed', space, subject: row.email })),
    );
    return removed;
  };

  const actions = {
    async remove(space: SpaceRef, rows: Listed[], actor: Actor): Promise<number> {
      const removed = await inTransaction(strapi, (transaction) =>
        remove(transaction, space, rows, actor),
      );
      return removed.size;
    },

    async resend(space: SpaceRef, rows: Listed[], actor: Actor): Promise<number> {
      return inTransaction(strapi, async (transaction) => {
        const waiting = rows.filter((row) => row.user === null && row.invitationId !== null);
        const renewed = new Set(
          await service(strapi, 'invitations').renew(
            transaction,
            waiting.map((row) => row.invitationId!),
          ),
        );
        const resent = waiting.filter((row) => renewed.has(row.invitationId!));
        await service(strapi, 'activity').record(
          transaction,
          actor,
          resent.map((row) => ({
            action: 'invitation.resent',
            space,
            subject: row.email,
            invitationId: row.invitationId,
          })),
        );
        return resent.length;
      });
    },
  };

  /** All that match, a batch at a time. */
  async function* all(space: SpaceRef, filters: ParticipantFilters): AsyncGenerator<Listed[]> {
    // Once: a list that becomes short meanwhile must not match more than was asked for.
    const search = await queries.searchOf(space.id);
    yield* batches(
      (lastId) => queries.after(space.id, filters, search, lastId, BATCH),
      ({ id }) => id,
    );
  }

  /** Notices to those who were added with the account that they have. */
  const compose = async (deliveries: Delivery[]): Promise<Map<number, RenderedMail>> => {
    const ids = deliveries.flatMap((delivery) => delivery.participantId ?? []);
    const spaces = await queries.spacesOf('id', ids);
    const mails = new Map<number, RenderedMail>();
    for (const { id, participantId, inviter, locale } of deliveries) {
      const joined = participantId === null ? undefined : spaces.get(participantId);
      if (!joined) continue;
      const site = siteName(strapi);
      mails.set(
        id,
        render(
          'added',
          pickLocale([locale], configOf(strapi).defaultLocale),
          {
            name: joined[0]!.name,
            spaces: joined.map((space) => space.title),
            inviter: inviter ?? site,
            site,
            link: siteUrl(strapi),
          },
          configOf(strapi).templates,
        ),
      );
    }
    return mails;
  };

  return {
    mails: { compose },
    counts: queries.counts,
    spacesOf: queries.spacesOf,
    link: queries.link,
    ...carried,
    all,
    remove,

    /**
     * What is to be expected of addresses (normalised) that are put on a space's list: they are on
     * it, or have a confirmed account, or (those that are not in the answer) will be invited.
     */
    async expected(
      transaction: Knex.Transaction,
      space: SpaceRef,
      emails: string[],
    ): Promise<Map<string, AddOutcome>> {
      const users = await accounts.confirmed(transaction, emails);
      const standing = await queries.standing(transaction, space.id, emails);
      return new Map<string, AddOutcome>([
        ...[...users.keys()].map((email) => [email, 'added'] as const),
        ...standing,
      ]);
    },

    /**
     * Puts people on the lists of spaces: those with a confirmed account are in at once, the others
     * are invited by mail; who is on it stays as they are. Whoever else adds the same at the same
     * moment, each address is added once.
     */
    async add(transaction: Knex.Transaction, people: People, options: AddOptions): Promise<void> {
      const strangers = queries.strangers(transaction, people);
      await service(strapi, 'invitations').open(transaction, strangers, options);
      await queries.insertMissing(transaction, options.source, people);
      await announce(transaction, people, options);
    },

    /** What became of people (alias `s`) that `add` was given, as a query of `became`. */
    outcomes: queries.outcomes.bind(queries),

    /**
     * Those who were on a space's list before a moment and are not among these addresses (a query
     * of `email`), a batch at a time.
     */
    async *absent(
      space: SpaceRef,
      addresses: Knex.QueryBuilder,
      before: Date,
    ): AsyncGenerator<Listed[]> {
      for (let after = ''; ;) {
        const window = { before, after, limit: BATCH };
        const people = await queries.windowOf(space.id, addresses, window);
        if (people.length === 0) return;
        yield people.filter((person) => !person.kept);
        after = people.at(-1)!.email;
        await othersTurn();
      }
    },

    /** Whether one of these people, whom `add` was given, has accepted the invitation. */
    haveAccepted: queries.anyAccepted.bind(queries),

    /**
     * Takes off the list whom `add` put there, but for those who have accepted an invitation since.
     * Their invitations end unless they carry something else; mails that wait are not sent.
     */
    async takeBack(transaction: Knex.Transaction, people: People): Promise<void> {
      const added = await queries.addedAs(transaction, people);
      const invitationIds = added.flatMap((row) => row.invitation_id ?? []);
      // Whoever accepts at this moment has done so when the lock is there, or will come too late.
      await service(strapi, 'invitations').lock(transaction, invitationIds);
      const ids = added.map((row) => row.id);
      const rows = await queries.notAccepted(transaction, ids);
      await removeRows(
        transaction,
        rows.map((row) => ({ id: row.id, invitationId: row.invitation_id })),
      );
    },

    /** Tells others who was put on a space's list. */
    tellAdded: (space: SpaceRef, who: Added): Promise<void> =>
      service(strapi, 'signals').tell('participation.participant.added', {
        space: shownSpace(space),
        ...who,
      }),

    /** One person, by an administrator. */
    async invite(space: SpaceRef, input: ParticipantInput, actor: Actor): Promise<AddAnswer> {
      const person = checkPerson(input);
      const outcome = await inTransaction(strapi, async (transaction) => {
        await readmit(transaction, space, [person.email]);
        const people = queries.person(transaction, space.id, person, createPublicId());
        await this.add(transaction, people, {
          source: 'manual',
          inviter: adminOf(actor)?.name ?? null,
          locale: input.locale ?? null,
          notify: input.notify,
        });
        const [found] = await this.outcomes(transaction, people);
        if (!found) throw new Refusal(404, 'space_not_found', 'The space is gone.');
        const { became } = found;
        if (became === 'invited' || became === 'added') {
          await service(strapi, 'activity').record(transaction, actor, [
            {
              action: 'participant.added',
              space,
              subject: person.email,
              details: { outcome: became },
            },
          ]);
        }
        return became;
      });
      const row = await queries.findByEmail(space.id, person.email);
      const [data] = await withDeliveries(row ? [row] : []);
      if (data && (outcome === 'invited' || outcome === 'added'))
        await this.tellAdded(space, {
          participants: [{ documentId: data.documentId, email: data.email }],
        });
      return { data: data!, outcome };
    },

    async list(space: SpaceRef, query: ParticipantQuery): Promise<ParticipantPage> {
      const { rows, ...count } = await queries.list(space.id, query);
      return {
        results: await withDeliveries(rows),
        pagination: withMore(paginate(query, count.total), count),
      };
    },

    /** Resends to or removes those chosen; who was not theirs to change is counted as skipped. */
    act: (
      space: SpaceRef,
      { ids, action, ...filters }: ParticipantAction,
      actor: Actor,
    ): Promise<ActionAnswer> =>
      inBulk(
        {
          ids,
          byIds: (wanted) => queries.findByDocumentIds(space.id, wanted),
          all: () => all(space, filters),
        },
        (rows) => actions[action](space, rows, actor),
      ),

    /** A deleted space or user takes the participants along. */
    async forget(owner: { spaceIds: number[] } | { userIds: number[] }): Promise<void> {
      await inTransaction(strapi, async (transaction) => {
        for (;;) {
          const rows = await queries.belongingTo(transaction, owner, BATCH);
          if (rows.length === 0) return;
          await othersTurn();
          await removeRows(
            transaction,
            rows.map((row) => ({ id: row.id, invitationId: row.invitation_id })),
          );
        }
      });
    },
  };
};

const shownSpace = ({ documentId, title, slug }: SpaceRef) => ({ documentId, title, slug });

const checkPerson = (input: Person): Person => {
  const email = checkEmail(input.email);
  const name = checkName(input.name, { required: true });
  if ('email' in email && 'name' in name) return { email: email.email, name: name.name };
  const [first, ...others] = [email, name].flatMap((checked) =>
    'reason' in checked ? [fieldError(checked.reason)] : [],
  );
  throw refuseFields(400, [first!, ...others]);
};

const fieldError = ({ code, field, value, message }: Reason): FieldError => ({
  code,
  path: [field],
  message,
  ...(value === null ? {} : { value }),
});
