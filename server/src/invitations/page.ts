import type { InvitationPreview } from '../../../contracts/invitations';
import {
  type Card,
  commonCard,
  type CommonView,
  type FrameOptions,
  paragraphs,
  postForm,
  renderFrame,
  siteButton,
  siteLink,
} from '../pages/frame';
import { fill, isolated, Markup, markup, type Part, strong, webAddress } from '../shared/html';
import { formatted } from '../shared/formatted';
import { formatDay, type Locale } from '../shared/locales';
import { en, type PageTexts } from './texts/en';
import { es } from './texts/es';
import { fr } from './texts/fr';

/** Fields of the forms, in the order in which they stand; `form` is the form as a whole. */
export const PAGE_FIELDS = [
  'form',
  'code',
  'email',
  'username',
  'password',
  'firstName',
  'lastName',
  'acceptTerms',
] as const;

export type PageField = (typeof PAGE_FIELDS)[number];

/** What was refused: a stable code, and the server's words in case we have none for it. */
export type PageError = { code: string; message?: string };

export type PageErrors = Partial<Record<PageField, PageError>>;

/** What leads to the invitation: a link's token, or a code. */
export type PageKey = { name: 'token' | 'code'; value: string };

/** What was typed before, to be kept. A password never is. */
export type PageValues = {
  code?: string;
  email?: string;
  username?: string;
  firstName?: string;
  lastName?: string;
  acceptTerms?: boolean;
  newsletter?: boolean;
};

export type PageView =
  /** `values`: after a failed attempt; without them the form begins with what the list knows. */
  | {
      kind: 'form';
      key: PageKey;
      invitation: InvitationPreview;
      values?: PageValues;
      errors?: PageErrors;
    }
  | {
      kind: 'existing-account';
      key: PageKey;
      invitation: InvitationPreview;
      errors?: PageErrors;
    }
  /** `confirm`: the account's address is yet to be confirmed. */
  | { kind: 'accepted'; email: string; spaces: { title: string }[]; confirm: boolean }
  | { kind: 'expired'; key: PageKey; expiresAt: string }
  | { kind: 'code'; values?: PageValues; errors?: PageErrors }
  /** `invalid` is the one answer for every link that is not alive. */
  | { kind: 'declined' | 'invalid' | 'resent' }
  | CommonView;

export type PageOptions = FrameOptions & {
  termsUrl: string | null;
  timeZone: string;
  /** Characters that a password needs. */
  minPassword: number;
};

const TEXTS: Record<Locale, PageTexts> = { en, fr, es };

type Scene = { locale: Locale; texts: PageTexts; options: PageOptions };

type FieldName = Exclude<PageField, 'form'>;

type Content = Omit<Card, 'problem'> & {
  /** Fields that the page has; an error of another one is told without a link to it. */
  fields?: readonly FieldName[];
  errors?: PageErrors;
};

/** One page of what somebody meets who follows the link of an invitation. Needs no script. */
export const renderPage = (view: PageView, locale: Locale, options: PageOptions): string => {
  const scene: Scene = { locale, texts: TEXTS[locale], options };
  const content = contentOf(view, scene);
  return renderFrame({ ...content, problem: problemOf(content, scene) }, locale, options);
};

const contentOf = (view: PageView, scene: Scene): Content => {
  const { texts } = scene;
  switch (view.kind) {
    case 'form':
      return formContent(view, scene);
    case 'existing-account':
      return existingAccountContent(view, scene);
    case 'accepted':
      return acceptedContent(view, scene);
    case 'code':
      return codeContent(view, scene);
    case 'expired':
      return expiredContent(view, scene);
    case 'invalid':
      return invalidContent(scene);
    case 'declined':
      return { title: texts.declined.title, body: paragraphs(texts.declined.text) };
    case 'resent':
      return {
        title: texts.resent.title,
        body: paragraphs(texts.resent.text, texts.resent.advice),
      };
    case 'too-many':
    case 'unavailable':
      return commonCard(view, scene.locale);
  }
};

const problemOf = ({ errors = {}, fields = [] }: Content, scene: Scene) =>
  PAGE_FIELDS.some((field) => errors[field]) && errorSummary(errors, fields, scene);

const messageOf = (field: PageField, { code, message }: PageError, { errors }: PageTexts) => {
  const own: Record<string, string> = errors[field];
  const general: Record<string, string> = errors.form;
  const known = [own, general].find((texts) => Object.hasOwn(texts, code));
  return known?.[code] ?? (message?.trim() || errors.unknown);
};

const errorSummary = (errors: PageErrors, fields: readonly PageField[], { texts }: Scene) => {
  const items = PAGE_FIELDS.map((field) => {
    const error = errors[field];
    if (!error) return null;
    const message = messageOf(field, error, texts);
    return fields.includes(field)
      ? markup`<li><a href="#${field}">${message}</a></li>`
      : markup`<li>${message}</li>`;
  });
  // Else the first field that is wrong has the focus.
  const focus = !fields.some((field) => errors[field]) && new Markup(' autofocus');
  return markup`<div class="summary" role="alert" tabindex="-1" aria-labelledby="errors-title"${focus}>
<h2 id="errors-title">${texts.errorSummary}</h2>
<ul>${items}</ul>
</div>`;
};

const titles = (names: string[]) =>
  markup`<ul class="titles">${names.map((name) => markup`<li>${isolated(name)}</li>`)}</ul>`;

const dayOf = (time: string, { locale, options }: Scene) =>
  markup`<strong>${formatDay(new Date(time), locale, options.timeZone)}</strong>`;

const introduction = (invitation: InvitationPreview, scene: Scene) => {
  const { texts, options } = scene;
  const { spaces, groups, message, expiresAt } = invitation;
  const values = { inviter: strong(invitation.inviter), site: strong(options.siteName) };
  const intro = spaces.length > 0 ? texts.invitation.intro : texts.invitation.introSite;
  return markup`<p>${fill(intro, values)}</p>
${spaces.length > 0 && titles(spaces.map(({ title }) => title))}
${groups.length > 0 && markup`<p>${texts.invitation.groups}</p>${titles(groups.map(({ name }) => name))}`}
${
  message !== null &&
  message.trim() !== '' &&
  markup`<figure><figcaption>${texts.invitation.message}</figcaption><blockquote dir="auto">${formatted(message.trim())}</blockquote></figure>`
}
<p>${fill(texts.invitation.lastDay, { day: dayOf(expiresAt, scene) })}</p>`;
};

const form = (action: 'accept' | 'decline' | 'resend', key: PageKey, scene: Scene, body: Part) =>
  postForm({ [key.name]: key.value, action }, scene.locale, scene.options, body);

type FieldOptions = {
  label: Part;
  autocomplete: string;
  type?: 'text' | 'password' | 'email';
  value?: string;
  hints?: (string | false)[];
  optional?: boolean;
};

/** Ties an input to its hints and its error, and gives it the focus if it is the first wrong one. */
const stateOf = (field: FieldName, errors: PageErrors, hints: number) => {
  const described = Array.from({ length: hints }, (_, index) => `${field}-hint-${index + 1}`);
  if (errors[field]) described.push(`${field}-error`);
  const first = PAGE_FIELDS.find((other) => other !== 'form' && errors[other]);
  return [
    described.length > 0 && markup` aria-describedby="${described.join(' ')}"`,
    errors[field] !== undefined && new Markup(' aria-invalid="true"'),
    first === field && new Markup(' autofocus'),
  ];
};

const errorText = (field: FieldName, errors: PageErrors, { texts }: Scene) => {
  const error = errors[field];
  return error
    ? markup`<p class="error" id="${field}-error">${messageOf(field, error, texts)}</p>`
    : null;
};

const textField = (field: FieldName, errors: PageErrors, scene: Scene, options: FieldOptions) => {
  const { label, autocomplete, type = 'text', value = '', optional = false } = options;
  const hints = (options.hints ?? []).filter((hint) => hint !== false);
  return markup`<div class="field${errors[field] !== undefined && ' wrong'}">
<label for="${field}">${label}${optional && markup` <span class="optional">(${scene.texts.optional})</span>`}</label>
${hints.map((hint, index) => markup`<p class="hint" id="${field}-hint-${String(index + 1)}">${hint}</p>`)}
${errorText(field, errors, scene)}
<input id="${field}" name="${field}" type="${type}" autocomplete="${autocomplete}"${type !== 'password' && markup` value="${value}"`}${field === 'username' && new Markup(' autocapitalize="none" spellcheck="false"')}${!optional && new Markup(' required')}${stateOf(field, errors, hints.length)}>
</div>`;
};

const checkbox = (
  name: string,
  label: Part,
  checked: boolean,
  attributes: Part = null,
) => markup`<div class="check">
<input id="${name}" name="${name}" type="checkbox" value="true"${checked && new Markup(' checked')}${attributes}>
<label for="${name}">${label}</label>
</div>`;

// It has no name, so it is not sent; password managers take the address to sign in from it.
const emailField = (email: string, { texts }: Scene) => markup`<div class="field">
<label for="email">${texts.form.email}</label>
<p class="hint" id="email-hint">${texts.form.emailHint}</p>
<input id="email" type="email" autocomplete="username" value="${email}" readonly aria-describedby="email-hint">
</div>`;

const termsLabel = ({ texts, options }: Scene) => {
  const url = webAddress(options.termsUrl);
  const terms = url
    ? markup`<a href="${url}" target="_blank" rel="noopener noreferrer">${texts.form.terms} (${texts.newTab})</a>`
    : texts.form.terms;
  return fill(texts.form.acceptTerms, { terms });
};

const termsField = (checked: boolean, errors: PageErrors, scene: Scene) => {
  const attributes = markup` required${stateOf('acceptTerms', errors, 0)}`;
  return markup`<div class="${errors.acceptTerms !== undefined && 'wrong'}">
${errorText('acceptTerms', errors, scene)}
${checkbox('acceptTerms', termsLabel(scene), checked, attributes)}
</div>`;
};

const declineSection = (key: PageKey, scene: Scene) => {
  // A code is nobody's own, so nobody can decline it for others.
  if (key.name === 'code') return null;
  const { heading, intro, button } = scene.texts.decline;
  return markup`<section>
<h2>${heading}</h2>
<p>${intro}</p>
${form('decline', key, scene, markup`<button class="second">${button}</button>`)}
</section>`;
};

const initialValues = ({
  suggestedUsername,
  firstName,
  lastName,
}: InvitationPreview): PageValues => ({
  username: suggestedUsername ?? '',
  firstName: firstName ?? '',
  lastName: lastName ?? '',
});

const formContent = (view: PageView & { kind: 'form' }, scene: Scene): Content => {
  const { key, invitation, errors = {}, values = initialValues(view.invitation) } = view;
  const texts = scene.texts.form;
  const again = view.values !== undefined && !errors.password && texts.passwordAgain;
  const { email } = invitation;
  const ownEmail = () =>
    textField('email', errors, scene, {
      label: texts.email,
      autocomplete: 'username',
      type: 'email',
      value: values.email,
      hints: [texts.ownEmailHint],
    });
  const fields = markup`${email === null ? ownEmail() : emailField(email, scene)}
${textField('username', errors, scene, { label: texts.username, autocomplete: 'nickname', value: values.username, hints: [texts.usernameHint] })}
${textField('password', errors, scene, { label: texts.password, autocomplete: 'new-password', type: 'password', hints: [texts.passwordHint.replace('{count}', String(scene.options.minPassword)), again] })}
<div class="pair">
${textField('firstName', errors, scene, { label: texts.firstName, autocomplete: 'given-name', value: values.firstName, optional: true })}
${textField('lastName', errors, scene, { label: texts.lastName, autocomplete: 'family-name', value: values.lastName, optional: true })}
</div>
${termsField(values.acceptTerms ?? false, errors, scene)}
<div class="field">${checkbox('newsletter', texts.newsletter, values.newsletter ?? false)}</div>
<button>${texts.accept}</button>`;
  return {
    title: scene.texts.invitation.title,
    errors,
    fields: [
      ...(email === null ? (['email'] as const) : []),
      'username',
      'password',
      'firstName',
      'lastName',
      'acceptTerms',
    ],
    key,
    body: markup`${introduction(invitation, scene)}
<section>
<h2>${texts.heading}</h2>
<p>${texts.intro}</p>
${form('accept', key, scene, fields)}
</section>
${declineSection(key, scene)}`,
  };
};

const existingAccountContent = (
  view: PageView & { kind: 'existing-account' },
  scene: Scene,
): Content => {
  const { key, invitation, errors = {} } = view;
  const texts = scene.texts.existingAccount;
  const { password } = errors;
  const fields = markup`${emailField(invitation.email ?? '', scene)}
${textField('password', { password }, scene, { label: texts.password, autocomplete: 'current-password', type: 'password' })}
<p class="hint after">${fill(texts.forgotten, { site: siteLink(scene.options) })}</p>
<button>${scene.texts.form.accept}</button>`;
  return {
    title: scene.texts.invitation.title,
    errors,
    fields: ['password'],
    key,
    body: markup`${introduction(invitation, scene)}
<section>
<h2>${scene.texts.form.heading}</h2>
<p>${texts.intro}</p>
${form('accept', key, scene, fields)}
</section>
${declineSection(key, scene)}`,
  };
};

const acceptedContent = (
  { email, spaces, confirm }: PageView & { kind: 'accepted' },
  scene: Scene,
): Content => {
  const { title, text, signIn, confirmFirst, spaces: open } = scene.texts.accepted;
  const names = spaces.map((space) => space.title);
  return {
    title,
    body: markup`<p>${text}</p>
${names.length > 0 && markup`<p>${open}</p>${titles(names)}`}
<p>${fill(confirm ? confirmFirst : signIn, { email: strong(email) })}</p>
${siteButton(scene.locale, scene.options)}`,
  };
};

const codeContent = (view: PageView & { kind: 'code' }, scene: Scene): Content => {
  const { errors = {}, values = {} } = view;
  const { title, intro, label, hint, button } = scene.texts.code;
  return {
    title,
    errors,
    fields: ['code'],
    body: markup`<p>${intro}</p>
<form method="get" action="${scene.options.action}">
<input type="hidden" name="lang" value="${scene.locale}">
${textField('code', errors, scene, { label, autocomplete: 'off', value: values.code, hints: [hint] })}
<button>${button}</button>
</form>`,
  };
};

const expiredContent = (
  { key, expiresAt }: PageView & { kind: 'expired' },
  scene: Scene,
): Content => {
  const { title, text, advice, button } = scene.texts.expired;
  const over = fill(text, { day: dayOf(expiresAt, scene) });
  if (key.name === 'code') return { title, key, body: paragraphs(over, scene.texts.code.expired) };
  return {
    title,
    key,
    body: markup`${paragraphs(over, advice)}
${form('resend', key, scene, markup`<button>${button}</button>`)}`,
  };
};

const invalidContent = (scene: Scene): Content => {
  const { title, text, advice, member } = scene.texts.invalid;
  return {
    title,
    body: paragraphs(text, advice, fill(member, { site: siteLink(scene.options) })),
  };
};
