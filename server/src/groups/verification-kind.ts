import type { Core } from '@strapi/strapi';
import type { RowOutcome } from '../../../contracts/imports';
import { PERMISSIONS } from '../../../contracts/permissions';
import type { Kind, Parsed } from '../imports/kind';
import { columnsIn, vocabulary } from '../participants/list-columns';
import { cellOf, parseEmail } from '../participants/list-row';
import { configOf } from '../shared/config';
import { service } from '../shared/services';
import type { Locale } from '../shared/locales';
import { unknownGroup } from './rights';

/** What an administrator may have to look into. */
const SETTLED: RowOutcome[] = ['already_verified', 'unconfirmed', 'rejected', 'unknown'];

/** The one column, of a file to fill in and of reports. */
const columns = (locale: Locale) => columnsIn(locale).filter(({ field }) => field === 'email');

/** A list of the addresses of groups that an administrator vouches for. */
export const verificationsKind = (strapi: Core.Strapi): Kind => {
  const decisions = () => service(strapi, 'groups').decisions;

  return {
    right: PERMISSIONS.groupsVerify,
    needsSpace: false,
    rights: [],
    fields: [{ name: 'email', required: true }],
    vocabulary: { meaning: vocabulary.meaning, assign: () => new Map(), unnamed: null },
    template: (locale) => columns(locale).map(({ heading }) => heading),
    columns: (_detected, locale) => columns(locale),
    async checkOptions() {
      if (!configOf(strapi).groups.enabled) throw unknownGroup();
    },
    otherwise: 'unknown',
    open: ['verified'],
    settled: SETTLED,
    reported: SETTLED,
    rightsUsed: () => [],

    begin: async (job) => {
      const row = (email: string, limits: Parameters<typeof cellOf>[2]): Parsed => ({
        ...parseEmail(cellOf(email, 'email', limits)),
        name: '',
      });
      return {
        parse: (cells, detected, limits) => {
          const at = detected.columns.findIndex(({ field }) => field === 'email');
          return row(cells[at] ?? '', limits);
        },
        correct: ({ email = '' }, _detected, limits) => row(email, limits),

        expected: (transaction, rows) =>
          decisions().expected(
            transaction,
            rows.map(({ email }) => email),
          ),

        async apply(transaction, rows) {
          const found: { line: number; email: string; outcome: RowOutcome }[] = await rows.clone();
          const became = await decisions().verify(
            transaction,
            found.map(({ email }) => email),
            job.actor,
          );
          return found.map(({ line, email, outcome }) => ({
            line,
            outcome,
            became: became.get(email) ?? 'unknown',
          }));
        },
      };
    },

    replace: null,
    undo: null,
    tell: null,
  };
};
