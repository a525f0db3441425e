import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';
import type { Kind } from '../imports/kind';
import { parseParticipant } from './list-row';
import { service } from '../shared/services';
import { TABLES } from '../shared/tables';

/** A list of participants of one space. */
export const participantsKind = (strapi: Core.Strapi): Kind => ({
  parse: parseParticipant,

  expected({ space }) {
    const onList = (rows: Knex.QueryBuilder) =>
      rows.join({ p: TABLES.participants }, 'p.email', 'r.email').where('p.space_id', space.id);
    return [
      ['already_participant', (rows) => onList(rows).whereNotNull('p.user_id')],
      ['already_invited', (rows) => onList(rows).whereNull('p.user_id')],
      [
        'added',
        (rows) =>
          rows
            .joinRaw('join ?? as u on lower(u.email) = r.email', [TABLES.users])
            .where('u.confirmed', true),
      ],
    ];
  },

  otherwise: 'invited',
  open: ['invited', 'added'],

  apply: (transaction, { space, options, creator }, people) =>
    service(strapi, 'participants').add(transaction, space, people, {
      source: 'import',
      inviter: creator,
      locale: options.locale ?? null,
      notify: options.notify ?? false,
    }),
});
