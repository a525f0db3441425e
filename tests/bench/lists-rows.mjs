// Long lists, made by the database itself: a million rows of three tables in a minute or two.

const TABLES = {
  users: 'up_users',
  invitations: 'participation_invitations',
  participants: 'participation_participants',
  deliveries: 'participation_deliveries',
};

const FIRST_NAMES = ['Ada', 'Grace', 'Émile', 'Zoé', 'Jean-Paul'];

/**
 * Sees to it that a space has so many participants. Of ten, three have an account (two of them by an
 * invitation that they accepted), four an open invitation, and one each an expired, a declined and a
 * revoked one; of those invited, one in ten has not been written to yet.
 */
export async function growList(strapi, database, space, size) {
  const knex = strapi.db.connection;
  const { id } = await knex('participation_spaces').where('document_id', space).first('id');
  const { most } = await knex(TABLES.participants).max({ most: 'id' }).first();
  const from = Number(most ?? 0) + 1;
  const statements = database === 'postgres' ? postgres : sqlite;
  await knex.transaction(async (transaction) => {
    for (const statement of rowsOf(statements, Number(id), from, size))
      await transaction.raw(statement);
  });
  if (database === 'postgres') await knex.raw(`vacuum analyze ${Object.values(TABLES).join(', ')}`);
}

const postgres = {
  series: (from, to) => `generate_series(${from}::bigint, ${to}::bigint) as s(n)`,
  time: (shift) => `timestamp '2026-01-01' + (${shift}) * interval '1 second'`,
  padded: (value, length) => `lpad((${value})::text, ${length}, '0')`,
  hex: 'md5(n::text)',
  yes: 'true',
  no: 'false',
};

const sqlite = {
  series: (from, to) =>
    `(with recursive s(n) as (select ${from} union all select n + 1 from s where n < ${to}) select n from s) as s`,
  time: (shift) => `1767225600000 + (${shift}) * 1000`,
  padded: (value, length) => `printf('%0${length}d', ${value})`,
  hex: "printf('%032x', n)",
  yes: '1',
  no: '0',
};

function rowsOf({ series, time, padded, hex, yes, no }, space, from, to) {
  const rows = series(from, to);
  const documentId = `'p' || ${padded('n', 23)}`;
  const email = "'person.' || n || '@example.org'";
  // Scattered, so that no order of names, addresses and times goes with that of the ids.
  const scattered = '(n * 7919) % 1000003';
  const firstName = `case n % 5 ${FIRST_NAMES.map((name, index) => `when ${index} then '${name}'`).join(' ')} end`;
  const name = `${firstName} || ' ' || n || ' Lovelace' || ${padded(scattered, 7)}`;
  const kind = 'n % 10';
  const common = `${documentId}, ${time('0')}, ${time('0')}, ${time('0')}`;
  const columns = 'id, document_id, created_at, updated_at, published_at';
  const sent = `case when n % 100 < 90 then ${time(scattered)} end`;
  return [
    `insert into ${TABLES.users} (${columns}, username, email, provider, confirmed, blocked)
     select n, ${common}, ${name} || n, ${email}, 'local', ${yes}, ${no} from ${rows} where ${kind} < 3`,
    `insert into ${TABLES.invitations} (${columns}, status, email, open_email, name, public_id,
       token_version, sent_at, expires_at, accepted_at, accepted_by_id)
     select n, ${common},
       case when ${kind} < 2 then 'accepted' when ${kind} < 7 then 'pending' when ${kind} = 7 then 'expired'
         when ${kind} = 8 then 'declined' else 'revoked' end,
       ${email}, case when ${kind} between 3 and 7 then ${email} end, ${name}, ${hex},
       1, ${sent}, ${time('300000000')} , case when ${kind} < 2 then ${time(`${scattered} + 5`)} end,
       case when ${kind} < 2 then n end
     from ${rows} where ${kind} <> 2`,
    `insert into ${TABLES.participants} (${columns}, space_id, email, name, user_id, invitation_id, source)
     select n, ${common}, ${space}, ${email}, ${name}, case when ${kind} < 3 then n end,
       case when ${kind} <> 2 then n end, 'import' from ${rows}`,
    `insert into ${TABLES.deliveries} (${columns}, kind, status, email, invitation_id, participant_id,
       bulk, message_id, attempts, due_at, sent_at)
     select n, ${common}, 'invitation',
       case when n % 100 < 90 then 'sent' when n % 100 < 95 then 'failed' else 'queued' end,
       ${email}, n, n, ${yes}, '<' || ${documentId} || '@example.org>', 1, ${time('0')}, ${sent}
     from ${rows} where ${kind} <> 2`,
  ];
}
