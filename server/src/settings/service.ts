import type { Core } from '@strapi/strapi';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { FieldError } from '../../../contracts/errors';
import {
  MAIL_VARIABLES,
  type Settings,
  type SettingsAnswer,
  type SettingsInput,
  type TemplateTrial,
} from '../../../contracts/settings';
import { configSchema, type Config } from '../config';
import { answerOf } from '../deliveries/faults';
import type { RenderedMail } from '../deliveries/render';
import { send } from '../deliveries/send';
import { faultsOf } from '../deliveries/template';
import type { Actor } from '../shared/actor';
import { MINUTE, SECOND } from '../shared/clock';
import { configOf } from '../shared/config';
import { Refusal, refuseField, refuseFields } from '../shared/errors';
import { read } from '../shared/input';
import { createLoop } from '../shared/loop';
import { service } from '../shared/services';
import { jsonOf } from '../shared/tables';
import { inTransaction } from '../shared/transactions';
import { differences, merged, type Partially } from './merging';
import { createQueries } from './queries';
import { sampleMail } from './sample';
import { inForce, NOTHING, settingsOf, type Overrides, type Stored } from './saved';

/** How soon what another instance saved is in force here. */
const LOOK_EVERY = 3 * SECOND;

const TRIALS = { points: 10, duration: (10 * MINUTE) / SECOND };

/** The options that administrators change in the panel, over those of the configuration file. */
export const createSettings = ({ strapi }: { strapi: Core.Strapi }) => {
  const queries = createQueries(strapi);
  const trials = new RateLimiterMemory(TRIALS);
  const file = configSchema.parse(strapi.config.get('plugin::participation')) satisfies Config;
  const defaults = settingsOf(file);
  let known: { text: string | undefined; version: number } = { text: undefined, version: 0 };

  const apply = (text: string) => {
    if (text === known.text) return;
    const { version, overrides } = jsonOf<Stored>(text);
    // Read before something newer was saved here.
    if (version < known.version) return;
    const { config, leftOut } = inForce(file, overrides);
    strapi.config.set('plugin::participation', config);
    known = { text, version };
    if (leftOut.length > 0)
      strapi.log.warn(
        `participation: saved settings do not go together with config/plugins and are left out: ${leftOut.join(', ')}`,
      );
  };

  /** Puts into force what is saved. */
  const refresh = async (): Promise<void> => {
    const saved = await queries.find();
    if (saved) apply(saved.value);
  };

  const answer = async (): Promise<SettingsAnswer> => ({
    data: {
      version: known.version,
      values: settingsOf(configOf(strapi)),
      defaults,
      variables: MAIL_VARIABLES,
      roles: await adminRoles(strapi),
    },
  });

  const check = async (before: Settings, after: Settings, overrides: Overrides) => {
    read(configSchema, merged(file, overrides as Partially<Config>));
    const [first, ...others] = faultsOf(overrides.templates ?? {});
    if (first) throw refuseFields(400, [first, ...others]);
    const added = after.invitations.adminRoles.filter(
      (code) => !before.invitations.adminRoles.includes(code),
    );
    if (added.length > 0) await checkRoles(strapi, added);
  };

  return {
    loop: createLoop({
      every: LOOK_EVERY,
      work: refresh,
      onError: (error) => strapi.log.error('participation: settings could not be read', error),
    }),

    /** Before anything asks for an option. */
    async load(): Promise<void> {
      if (!(await queries.find())) await queries.create(JSON.stringify(NOTHING));
      await refresh();
    },

    async find(): Promise<SettingsAnswer> {
      await refresh();
      return answer();
    },

    /** Changes what is given; `mayCreateAdmins`: the actor may create administrators. */
    async save(
      { version, ...changes }: SettingsInput,
      actor: Actor,
      mayCreateAdmins: boolean,
    ): Promise<SettingsAnswer> {
      await inTransaction(strapi, async (transaction, onCommit) => {
        const row = await queries.lock(transaction);
        if (!row) throw new Error('The settings are not in the database: restart Strapi.');
        const stored = jsonOf<Stored>(row.value);
        if (version !== undefined && version !== stored.version) throw changed();

        const before = settingsOf(inForce(file, stored.overrides).config);
        const after = merged(before, changes as Partially<Settings>);
        const changedKeys = Object.keys(differences(before, after) ?? {});
        if (changedKeys.length === 0) return;
        if (differences(before.invitations, after.invitations)?.adminRoles && !mayCreateAdmins)
          throw adminRolesNotAllowed();
        const overrides: Overrides = differences(defaults, after) ?? {};
        await check(before, after, overrides);

        const text = JSON.stringify({ version: stored.version + 1, overrides } satisfies Stored);
        await queries.update(transaction, row.id, text);
        await service(strapi, 'activity').record(transaction, actor, [
          { action: 'settings.updated', details: { changed: changedKeys } },
        ]);
        onCommit(() => apply(text));
      });
      return answer();
    },

    preview: (trial: TemplateTrial): RenderedMail => sampleMail(strapi, trial),

    /** Sends a mail as it would look to the administrator who asks. */
    async sendTest(
      trial: TemplateTrial,
      administrator: { id: number; email: string },
    ): Promise<RenderedMail> {
      const mail = sampleMail(strapi, trial);
      await trials.consume(administrator.id).catch(refuseTrial);
      await send(strapi, administrator.email, mail).catch(refuseMail);
      return mail;
    },
  };
};

const adminRoles = async (strapi: Core.Strapi): Promise<{ code: string; name: string }[]> => {
  const roles = await strapi.db.query('admin::role').findMany({ orderBy: 'name' });
  return roles.map(({ code, name }: { code: string; name: string }) => ({ code, name }));
};

const checkRoles = async (strapi: Core.Strapi, codes: string[]) => {
  const known = (await adminRoles(strapi)).map(({ code }) => code);
  const errors = codes
    .filter((code) => !known.includes(code))
    .map((code): FieldError => ({
      path: ['invitations', 'adminRoles'],
      code: 'unknown_role',
      message: `There is no role of administrators with the code "${code}".`,
      value: code,
    }));
  const [first, ...others] = errors;
  if (first) throw refuseFields(400, [first, ...others]);
};

const changed = () =>
  new Refusal(
    409,
    'settings_changed',
    'Somebody has saved the settings since you opened them. Load them again, then make your changes.',
  );

const adminRolesNotAllowed = () =>
  new Refusal(
    403,
    'admin_not_allowed',
    'Only who may create administrators chooses the roles that invitations give.',
    [
      {
        path: ['invitations', 'adminRoles'],
        code: 'admin_not_allowed',
        message: 'Only who may create administrators chooses the roles that invitations give.',
      },
    ],
  );

const refuseTrial = (spent: unknown): never => {
  if (spent instanceof Error) throw spent;
  const seconds = Math.ceil((spent as RateLimiterRes).msBeforeNext / SECOND);
  throw new Refusal(
    429,
    'too_many_requests',
    `You have sent yourself many test mails. Try again in ${seconds} seconds.`,
  );
};

const refuseMail = (error: unknown): never => {
  throw refuseField(
    'mail',
    'mail_not_sent',
    `The mail was not sent: ${answerOf(error)}`,
    answerOf(error),
  );
};
