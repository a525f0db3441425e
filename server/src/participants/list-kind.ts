import type { Core } from '@strapi/strapi';
import type { Kind } from '../imports/kind';
import { parseParticipant } from '../imports/participants';
import { service } from '../shared/services';
import { TABLES } from '../shared/tables';

/** A list of participants of one space. */
export const participantsKind = (strapi: Core.Strapi): Kind => ({
  parse: parseParticipant,

  expected(transaction, { space }) {
    const onList = () => transaction(TABLES.participants).where('space_id', space.id);
    return [
      ['already_participant', onList().whereNotNull('user_id').select('email')],
      ['already_invited', onList().whereNull('user_id').select('email')],
      [
        'added',
        transaction(TABLES.users)
          .where('confirmed', true)
          .whereNotNull('email')
          .select(transaction.raw('lower(email)')),
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
