import type { Core } from '@strapi/strapi';
import type { Job, Kind } from '../imports/kind';
import { adminOf } from '../shared/actor';
import { service } from '../shared/services';
import { TEMPLATES, vocabulary } from './list-columns';
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
    fields: [
      { name: 'email', required: true },
      { name: 'name', required: false },
      { name: 'firstName', required: false },
      { name: 'lastName', required: false },
    ],
    vocabulary,
    template: (locale) => TEMPLATES[locale],
    parse: parseParticipant,
    correct: correctParticipant,

    expected: (transaction, { space }, emails) =>
      participants().expected(transaction, space, emails),
    otherwise: 'invited',
    open: ['invited', 'added'],
    settled: ['already_invited', 'already_participant'],

    apply: (transaction, job, rows) =>
      participants().add(transaction, rows, {
        ...optionsOf(job),
        notify: job.options.notify ?? false,
      }),
    outcomes: (transaction, rows) => participants().outcomes(transaction, rows),

    replace: {
      absent: ({ space, createdAt }, addresses) =>
        participants().absent(space, addresses, createdAt),
      remove: (transaction, { space, actor }, people) =>
        participants().remove(transaction, space, people, actor),
    },

    undo: {
      accepted: (rows) => participants().haveAccepted(rows),
      takeBack: (transaction, rows) => participants().takeBack(transaction, rows),
      putBack: (transaction, job, rows) =>
        participants().add(transaction, rows, { ...optionsOf(job), notify: false }),
    },
  };
};
