import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Participant } from '../../../contracts/participants';
import { clock } from '../shared/clock';
import { service } from '../shared/services';
import { among, insertUnlessThere } from '../shared/sets';
import { entityColumns, TABLES } from '../shared/tables';
import type { createQueries } from './queries';
import { keysOf, USERNAME, usernameOf } from './shown-names';

type Source = Participant['source'];
type NewRow = { email: string; name: string | null; user_id?: number; invitation_id?: number };
type Placed = { document_id: string; email: string };

/** Places on lists that come with an invitation, or with an account at once. */
export const createCarried = (strapi: Core.Strapi, queries: ReturnType<typeof createQueries>) => {
  /** Puts these on a space's list who are not there; gives which of them are new. */
  const insert = async <Row extends NewRow>(
    transaction: Knex.Transaction,
    spaceId: number,
    rows: Row[],
    source: Source,
  ): Promise<(Row & Placed)[]> => {
    const own = rows.map((row) => ({ ...entityColumns(), ...row, space_id: spaceId, source }));
    await insertUnlessThere(transaction, TABLES.participants, own, ['space_id', 'email']);
    const inserted = () =>
      transaction(TABLES.participants).where(
        among(
          transaction,
          'document_id',
          own.map((row) => row.document_id),
        ),
      );
    await inserted().update(keysOf(transaction, `coalesce(${USERNAME}, name)`));
    const there = new Set<string>(await inserted().pluck('document_id'));
    return own.filter((row) => there.has(row.document_id));
  };

  /** Who stood on the list without an account, as invited people do, is in with this one. */
  const connect = async <Row extends NewRow & { user_id: number }>(
    transaction: Knex.Transaction,
    spaceId: number,
    rows: Row[],
  ): Promise<(Row & Placed)[]> => {
    const emails = rows.map(({ email }) => email);
    const standing: (Placed & { id: number })[] = await transaction(TABLES.participants)
      .where('space_id', spaceId)
      .whereNull('user_id')
      .where(among(transaction, 'email', emails))
      .orderBy('id')
      .forUpdate()
      .select('id', 'document_id', 'email');
    const connected: (Row & Placed)[] = [];
    for (const { id, document_id, email } of standing) {
      const row = rows.find((one) => one.email === email);
      if (!row) continue;
      await transaction(TABLES.participants)
        .where({ id })
        .update({
          user_id: row.user_id,
          updated_at: clock.now(),
          ...keysOf(transaction, usernameOf(row.user_id)),
        });
      connected.push({ ...row, document_id });
    }
    return connected;
  };

  const tell = async (
    transaction: Knex.Transaction,
    spaceId: number,
    placed: Placed[],
  ): Promise<void> => {
    if (placed.length === 0) return;
    const space = await transaction(TABLES.spaces)
      .where('id', spaceId)
      .first('document_id as documentId', 'title', 'slug');
    await service(strapi, 'signals').tell('participation.participant.added', {
      space,
      participants: placed.map(({ document_id, email }) => ({ documentId: document_id, email })),
    });
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
      const connected = await connect(transaction, spaceId, rows);
      const added = await insert(transaction, spaceId, rows, source);
      // Who was on the list before has been told of as such.
      await tell(transaction, spaceId, added);
      return new Set([...connected, ...added].map((row) => row.user_id));
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
      await tell(transaction, spaceId, added);
      return new Set(added.map((row) => row.invitation_id));
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
