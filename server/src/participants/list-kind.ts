import type { Core } from '@strapi/strapi';
import { PERMISSIONS } from '../../../contracts/permissions';
import type { Job, Kind } from '../imports/kind';
import { adminOf } from '../shared/actor';
import { service } from '../shared/services';
import { columnsIn, vocabulary } from './list-columns';
import { correctParticipant, parseParticipant } from './list-row';

/** A list of participants of one space. */
export const participantsKind = (strapi: Core.Strapi): Kind => {
  const participants = () => service(strapi, 'participants');
  const optionsOf = ({ options, actor }: Job) => ({
    source: 'import' as const,
    inviter: adminOf(actor)?.name ?? null,
    locale: options.locale ?? null,
  });

  return {
    right: PERMISSIONS.participantsImport,
    needsSpace: true,
    rights: [],
    fields: [
      { name: 'email', required: true },
      { name: 'name', required: false },
      { name: 'firstName', required: false },
      { name: 'lastName', required: false },
    ],
    vocabulary,
    template: (locale) => columnsIn(locale).map(({ heading }) => heading),
    columns: (_detected, locale) => columnsIn(locale),
    checkOptions: async () => {},
    otherwise: 'invited',
    open: ['invited', 'added'],
    settled: ['already_invited', 'already_participant'],
    reported: [],
    rightsUsed: () => [],

    begin: async (job) => ({
      parse: parseParticipant,
      correct: correctParticipant,
      expected: (transaction, rows) =>
        participants().expected(
          transaction,
          job.space!,
          rows.map(({ email }) => email),
        ),
      async apply(transaction, rows) {
        const notify = job.options.notify ?? false;
        await participants().add(transaction, rows, { ...optionsOf(job), notify });
        return participants().outcomes(transaction, rows).select('s.line', 's.outcome');
      },
    }),

    replace: {
      absent: ({ space, createdAt }, addresses) =>
        participants().absent(space!, addresses, createdAt),
      remove: (transaction, { space, actor }, people) =>
        participants().remove(transaction, space!, people, actor),
    },

    undo: {
      accepted: (rows) => participants().haveAccepted(rows),
      takeBack: (transaction, rows) => participants().takeBack(transaction, rows),
      putBack: (transaction, job, rows) =>
        participants().add(transaction, rows, { ...optionsOf(job), notify: false }),
    },

    async tell({ space, documentId }, { invited = 0, added = 0 }) {
      const count = invited + added;
      if (space && count > 0) await participants().tellAdded(space, { import: documentId, count });
    },
  };
};
