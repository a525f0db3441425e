import type { Core } from '@strapi/strapi';
import type { MailKind, TemplateTrial } from '../../../contracts/settings';
import { faultsOf } from '../deliveries/template';
import { render, type MailVariables, type RenderedMail } from '../deliveries/render';
import { clock, DAY } from '../shared/clock';
import { configOf, serverUrl, siteName, siteUrl } from '../shared/config';
import { refuseFields } from '../shared/errors';
import { formatDay, type Locale } from '../shared/locales';
import { merged } from './merging';

type Words = {
  name: string;
  inviter: string;
  group: string;
  spaces: string[];
  message: string;
  reason: string;
};

const WORDS: Record<Locale, Words> = {
  en: {
    name: 'Alex Example',
    inviter: 'Robin Sample',
    group: 'Friends of the old mill',
    spaces: ['Participatory budget', 'Youth council', 'A new library'],
    message: 'We would be glad to have you with us.\n\nSee you **soon**!',
    reason: 'The document number belongs to another association.',
  },
  fr: {
    name: 'Camille Exemple',
    inviter: 'Dominique Modèle',
    group: 'Les amis du vieux moulin',
    spaces: ['Budget participatif', 'Conseil des jeunes', 'Une nouvelle bibliothèque'],
    message: 'Nous serions heureux de vous compter parmi nous.\n\nÀ **bientôt**\u00a0!',
    reason: 'Le numéro d’identification est celui d’une autre association.',
  },
  es: {
    name: 'Alex Ejemplo',
    inviter: 'Noa Muestra',
    group: 'Amistades del viejo molino',
    spaces: ['Presupuesto participativo', 'Consejo juvenil', 'Una nueva biblioteca'],
    message: 'Nos encantaría contar con usted.\n\n¡Hasta **pronto**!',
    reason: 'El número de identificación pertenece a otra asociación.',
  },
};

/** No token is like this one, so the link opens nothing. */
const SAMPLE_TOKEN = 'example';

/** A mail as its texts would make it, filled with made-up values. */
export const sampleMail = (
  strapi: Core.Strapi,
  { kind, locale, template, spaces }: TemplateTrial,
): RenderedMail => {
  const [first, ...others] = faultsOf({ [kind]: { [locale]: template } }).map((fault) => ({
    ...fault,
    path: ['template', fault.path.at(-1)!],
  }));
  if (first) throw refuseFields(400, [first, ...others]);
  const templates = merged(configOf(strapi).templates, { [kind]: { [locale]: template } });
  return render(kind, locale, variablesOf(strapi, kind, locale, spaces), templates);
};

const variablesOf = (
  strapi: Core.Strapi,
  kind: TemplateTrial['kind'],
  locale: Locale,
  spaces: number,
): MailVariables[TemplateTrial['kind']] => {
  const { invitations, timeZone } = configOf(strapi);
  const words = WORDS[locale];
  const invitation = `${serverUrl(strapi)}/participation/invitation?token=${SAMPLE_TOKEN}`;
  const panel = strapi.config.get<string>('admin.absoluteUrl');
  const links: Partial<Record<MailKind, string>> = {
    invitation,
    reminder: invitation,
    admin_rights: `${panel}/auth/register?registrationToken=${SAMPLE_TOKEN}`,
    group_confirmation: `${serverUrl(strapi)}/participation/group-confirmation?token=${SAMPLE_TOKEN}`,
    group_to_verify: `${panel}/plugins/participation/groups`,
  };
  return {
    name: words.name,
    spaces: words.spaces.slice(0, spaces),
    inviter: words.inviter,
    group: words.group,
    site: siteName(strapi),
    message: kind === 'group_rejected' ? words.reason : words.message,
    lastDay: formatDay(clock.in(invitations.days * DAY), locale, timeZone),
    link: links[kind] ?? siteUrl(strapi),
  };
};
