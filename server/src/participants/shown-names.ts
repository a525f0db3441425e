import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import { USER } from '../shared/accounts';
import { isMySql, isPostgres } from '../shared/sets';
import { indexBeginnings } from '../shared/long-lists';
import { knexOf, TABLES } from '../shared/tables';
import { inTransaction } from '../shared/transactions';

/** Columns that hold a name (SQL) as long lists are sorted and searched by it. */
export const keysOf = (knex: Knex, name: string) => {
  const sortName = `lower(${name})`;
  return { sort_name: knex.raw(sortName), last_name: knex.raw(lastWord(knex, sortName)) };
};

const lastWord = (knex: Knex, text: string): string => {
  if (isPostgres(knex)) return `substring(${text} from '[^ ]*$')`;
  if (isMySql(knex)) return `substring_index(${text}, ' ', -1)`;
  return `substr(${text}, length(rtrim(${text}, replace(${text}, ' ', ''))) + 1)`;
};

/** The user name of an account, as SQL. */
export const usernameOf = (userId: number | 'user_id'): string =>
  `(select username from ${TABLES.users} where id = ${userId})`;

/** That of a participant's account. */
export const USERNAME = usernameOf('user_id');

const refresh = async (transaction: Knex.Transaction, userIds: number[]) => {
  await transaction(TABLES.participants)
    .whereIn('user_id', userIds)
    .update(keysOf(transaction, USERNAME));
};

/** Lists are sorted by user names, so they follow them. */
export const followUserNames = (strapi: Core.Strapi): void => {
  const renamed = async ({ params }: { params: { where?: object; data?: object } }) => {
    if (!params.data || !('username' in params.data)) return;
    const users = await strapi.db
      .query(USER)
      .findMany({ where: params.where ?? {}, select: ['id'] });
    await inTransaction(strapi, (transaction) =>
      refresh(
        transaction,
        users.map(({ id }) => id as number),
      ),
    );
  };
  strapi.db.lifecycles.subscribe({
    models: [USER],
    afterUpdate: renamed,
    afterUpdateMany: renamed,
  });
};

/** Gives participants of version 0.1.0 what long lists are read by, and the database its indexes. */
export const prepareLists = async (strapi: Core.Strapi): Promise<void> => {
  const knex = knexOf(strapi);
  await knex(TABLES.participants)
    .whereNull('sort_name')
    .where((named) => named.whereNotNull('user_id').orWhereNotNull('name'))
    .update(keysOf(knex, `coalesce(${USERNAME}, name)`));
  if (isPostgres(knex))
    await indexBeginnings(
      knex,
      TABLES.participants,
      ['space_id'],
      ['email', 'sort_name', 'last_name'].map((name) => ({ name, sql: name })),
    );
};
