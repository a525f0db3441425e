import type { Core } from '@strapi/strapi';
import type { FieldError } from '../../../contracts/errors';
import type { ImportOptions, RowOutcome } from '../../../contracts/imports';
import { PERMISSIONS } from '../../../contracts/permissions';
import type { Job, Kind, Parsed } from '../imports/kind';
import { adminOf } from '../shared/actor';
import { clock } from '../shared/clock';
import { Refusal, refuseFields } from '../shared/errors';
import { service } from '../shared/services';
import { jsonOf } from '../shared/tables';
import { missingAdminRoles, NO_ADMIN_ROLE } from './administrators';
import { readDirectory, type Directory } from './directory';
import { userFields, yesOrNo } from './fields';
import { columnsOf, FIELDS, template, vocabularyOf } from './list-columns';
import { correctInvitation, offerOf, parseInvitation, readValues, type Rules } from './list-row';
import { CREATE_ADMINS, READ_ROLES } from './rights';
import type { Offer } from './offer';

/** A list of people who are invited to the platform, with what each of them is offered. */
export const invitationsKind = (strapi: Core.Strapi): Kind => ({
  right: PERMISSIONS.invitationsImport,
  needsSpace: false,
  rights: [CREATE_ADMINS, READ_ROLES],
  get fields() {
    const own = userFields(strapi)
      .map(({ name }) => name)
      .filter((name) => !(FIELDS as readonly string[]).includes(name));
    return [...FIELDS, ...own].map((name) => ({ name, required: name === 'email' }));
  },
  get vocabulary() {
    return vocabularyOf(userFields(strapi));
  },
  template,
  columns: columnsOf,

  async checkOptions(options, rights) {
    if (options.admin && !rights.includes(CREATE_ADMINS))
      throw new Refusal(
        403,
        'admin_not_allowed',
        'Only somebody who may create administrators can offer their rights.',
      );
    if (options.role && !rights.includes(READ_ROLES))
      throw new Refusal(
        403,
        'role_not_allowed',
        'Only somebody who may see the roles of the site can offer one.',
      );
    const [fault, ...others] = [
      ...faultsOf(options, await readDirectory(strapi)),
      ...(options.admin && (await missingAdminRoles(strapi)) !== null ? [noAdminRole] : []),
    ];
    if (fault) throw refuseFields(400, [fault, ...others]);
  },

  otherwise: 'invited',
  // Who is invited already may have something added to the invitation.
  open: ['invited', 'added', 'already_invited'],
  settled: ['already_participant'],
  reported: [],
  rightsUsed: ({ more }, options) => [
    ...((yesOrNo(more?.admin ?? '') ?? options.admin) ? [CREATE_ADMINS] : []),
    ...(more?.role || options.role ? [READ_ROLES] : []),
  ],

  async begin(job) {
    const directory = await readDirectory(strapi);
    const rules: Rules = {
      directory,
      fields: userFields(strapi),
      mayOfferAdmin: job.rights.includes(CREATE_ADMINS),
      mayChooseRole: job.rights.includes(READ_ROLES),
      missingAdminRoles: await missingAdminRoles(strapi),
    };
    const common = commonOf(job, rules);
    const offer = ({ email, more = {} }: Pick<Parsed, 'email' | 'more'>): Offer =>
      offerOf(email, readValues(more, rules).said, common);

    return {
      parse: (cells, detected, limits) => parseInvitation(cells, detected, limits, rules),
      correct: (values, detected, limits) => correctInvitation(values, detected, limits, rules),
      expected: (transaction, rows) =>
        service(strapi, 'invitations').expected(transaction, rows.map(offer)),
      async apply(transaction, rows) {
        const found: { line: number; email: string; outcome: RowOutcome; more: unknown }[] =
          await rows.clone().select('r.more');
        // What a sound row named may be gone since, or no longer for whoever decided about it to give.
        const judged = found.map((row) => ({
          ...row,
          ...readValues(jsonOf(row.more) ?? {}, rules),
        }));
        const offers = judged
          .filter(({ reasons }) => reasons.length === 0)
          .map(({ email, said }) => offerOf(email, said, common));
        const became = await service(strapi, 'invitations').offer(transaction, offers, {
          inviter: adminOf(job.actor),
          source: 'import',
          bulk: true,
        });
        return judged.map(({ line, email, outcome, reasons }) => ({
          line,
          outcome,
          became: reasons.length > 0 ? 'invalid' : became.get(email)!,
          reasons,
        }));
      },
    };
  },

  replace: null,
  undo: null,
  tell: null,
});

const noAdminRole: FieldError = {
  code: 'unknown_role',
  path: ['options', 'admin'],
  message: NO_ADMIN_ROLE,
};

/** What holds for every row that says nothing else. */
const commonOf = ({ options, space }: Job, { directory, mayOfferAdmin }: Rules) => {
  const idsOf = (words: string[] | undefined, find: (word: string) => number | null) =>
    (words ?? []).flatMap((word) => find(word) ?? []);
  const spaceIds = [...idsOf(options.spaces, directory.space), ...(space ? [space.id] : [])];
  return {
    locale: options.locale ?? null,
    message: options.message || null,
    roleId: options.role ? directory.role(options.role) : null,
    admin: mayOfferAdmin && options.admin === true,
    groupIds: [...new Set(idsOf(options.groups, directory.group))],
    spaceIds: [...new Set(spaceIds)],
    expiresAt: options.expiresAt ? new Date(options.expiresAt) : null,
    send: options.send ?? true,
  };
};

/** Everything in options that there is not, or not any more. */
const faultsOf = (options: ImportOptions, directory: Directory): FieldError[] => {
  const unknown = (
    of: 'role' | 'group' | 'space',
    option: 'role' | 'groups' | 'spaces',
    words: string[],
  ): FieldError[] =>
    words
      .filter((word) => directory[of](word) === null)
      .map((value) => ({
        code: `unknown_${of}`,
        path: ['options', option],
        message: `There is no ${of} “${value}”.`,
        value,
      }));
  const faults = [
    ...unknown('role', 'role', options.role ? [options.role] : []),
    ...unknown('group', 'groups', options.groups ?? []),
    ...unknown('space', 'spaces', options.spaces ?? []),
  ];
  if (options.expiresAt && new Date(options.expiresAt) <= clock.now())
    faults.push({
      code: 'invalid_input',
      path: ['options', 'expiresAt'],
      message: 'The last day is past. Choose a later one.',
      value: options.expiresAt,
    });
  return faults;
};
