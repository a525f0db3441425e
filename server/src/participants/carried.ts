import type { Knex } from 'knex';
import type { Participant } from '../../../contracts/participants';
import { among } from '../shared/sets';
import { entityColumns, TABLES } from '../shared/tables';
import type { createQueries } from './queries';

/** Rows of one statement, of which SQLite takes 500 at most. */
const BATCH = 200;

type Source = Participant['source'];
type NewRow = { email: string; name: string | null; user_id?: number; invitation_id?: number };

/** Places on lists that come with an invitation, or with an account at once. */
export const createCarried = (queries: ReturnType<typeof createQueries>) => {
  /** Puts these on a space's list who are not there; gives which of them are new. */
  const insert = async (
    transaction: Knex.Transaction,
    spaceId: number,
    rows: NewRow[],
    source: Source,
  ): Promise<NewRow[]> => {
    const own = rows.map((row) => ({ ...entityColumns(), ...row, space_id: spaceId, source }));
    for (let from = 0; from < own.length; from += BATCH)
      await transaction(TABLES.participants)
        .insert(own.slice(from, from + BATCH))
        .onConflict(['space_id', 'email'])
        .ignore();
    const ids = own.map((row) => row.document_id);
    const there = new Set<string>(
      await transaction(TABLES.participants)
        .where(among(transaction, 'document_id', ids))
        .pluck('document_id'),
    );
    return own.filter((row) => there.has(row.document_id));
  };

  return {
    /** Lets accounts into a space; gives those that were not in it. */
    async admit(
      transaction: Knex.Transaction,
      spaceId: number,
      userIds: number[],
      source: Source,
    ): Promise<Set<number>> {
      const users: { id: number; email: string }[] = await transaction(TABLES.users)
        .whereIn('id', userIds)
        .select('id', 'email');
      const rows = users.map(({ id, email }) => ({
        user_id: id,
        email: email.toLowerCase(),
        name: null,
      }));
      const added = await insert(transaction, spaceId, rows, source);
      return new Set(added.map((row) => row.user_id!));
    },

    /** Has invitations carry a space; gives those that did not. */
    async carry(
      transaction: Knex.Transaction,
      spaceId: number,
      invitationIds: number[],
      source: Source,
    ): Promise<Set<number>> {
      const invitations: { id: number; email: string; name: string | null }[] = await transaction(
        TABLES.invitations,
      )
        .whereIn('id', invitationIds)
        .orderBy('email')
        .select('id', 'email', 'name');
      const emails = invitations.map(({ email }) => email);
      const ended = await queries.withoutInvitation(transaction, spaceId, emails);
      if (ended.length > 0) await queries.remove(transaction, ended);
      const rows = invitations.map(({ id, email, name }) => ({ invitation_id: id, email, name }));
      const added = await insert(transaction, spaceId, rows, source);
      return new Set(added.map((row) => row.invitation_id!));
    },

    /** Takes back what ended invitations carried and nobody has accepted. */
    async drop(transaction: Knex.Transaction, invitationIds: number[]): Promise<void> {
      await transaction(TABLES.participants)
        .whereIn('invitation_id', invitationIds)
        .whereNull('user_id')
        .delete();
    },

    /** Ids of the spaces that users are in, by user. */
    async spaceIdsOf(
      transaction: Knex.Transaction,
      userIds: number[],
    ): Promise<Map<number, Set<number>>> {
      const rows: { user_id: number; space_id: number }[] = await transaction(TABLES.participants)
        .whereIn('user_id', userIds)
        .select('user_id', 'space_id');
      const spaces = new Map<number, Set<number>>();
      for (const { user_id, space_id } of rows)
        spaces.set(user_id, (spaces.get(user_id) ?? new Set()).add(space_id));
      return spaces;
    },
  };
};
