import type { Settings } from '../../../contracts/settings';
import { configSchema, type Config } from '../config';
import { allTexts } from '../deliveries/render';
import { faultsOf } from '../deliveries/template';
import { merged, type Partially } from './merging';

export type Overrides = Partially<Settings>;

/** What the database holds: what differs from the configuration file, and how often it was saved. */
export type Stored = { version: number; overrides: Overrides };

export const NOTHING: Stored = { version: 0, overrides: {} };

/** The part of a configuration that the panel shows, with all texts of all mails. */
export const settingsOf = (config: Config): Settings => ({
  siteName: config.siteName,
  siteUrl: config.siteUrl,
  defaultLocale: config.defaultLocale,
  timeZone: config.timeZone,
  pages: config.pages,
  invitations: {
    days: config.invitations.days,
    reminderDays: config.invitations.reminderDays,
    retentionDays: config.invitations.retentionDays,
    existingAccounts: config.invitations.existingAccounts,
    adminRoles: config.invitations.adminRoles,
  },
  groups: config.groups,
  mails: config.mails,
  deliveries: {
    concurrency: config.deliveries.concurrency,
    perMinute: config.deliveries.perMinute,
  },
  limits: config.limits,
  templates: allTexts(config.templates),
});

const withOverrides = (file: Config, overrides: Overrides): Config =>
  merged(file, overrides as Partially<Config>);

const isSound = (config: Config): boolean => {
  const checked = configSchema.safeParse(config);
  return checked.success && faultsOf(checked.data.templates).length === 0;
};

/**
 * The file's configuration with what is stored. What does not go together with the file any more
 * (it was changed, or another version of the plugin stored it) is left out, section by section.
 */
export const inForce = (
  file: Config,
  overrides: Overrides,
): { config: Config; leftOut: string[] } => {
  const whole = withOverrides(file, overrides);
  if (isSound(whole)) return { config: whole, leftOut: [] };
  let config = file;
  const leftOut: string[] = [];
  for (const [section, value] of Object.entries(overrides)) {
    const next = withOverrides(config, { [section]: value } as Overrides);
    if (isSound(next)) config = next;
    else leftOut.push(section);
  }
  return { config, leftOut };
};
