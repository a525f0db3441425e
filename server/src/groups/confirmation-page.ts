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
import { fill, isolated, markup, strong } from '../shared/html';
import type { Locale } from '../shared/locales';
import { type ConfirmationTexts, en } from './texts/en';
import { es } from './texts/es';
import { fr } from './texts/fr';

export type ConfirmationView =
  | { kind: 'open'; token: string; group: string }
  /** `waits`: an administrator is yet to look at the group; `before`: it had been confirmed. */
  | { kind: 'confirmed'; group: string; waits: boolean; before: boolean }
  /** Somebody has an account with the address by now. */
  | { kind: 'taken' }
  /** `invalid` is the one answer for every link that is not alive. */
  | { kind: 'invalid' }
  | CommonView;

const TEXTS: Record<Locale, ConfirmationTexts> = { en, fr, es };

/** One page of what somebody meets who follows the link of a mail to a group's address. */
export const renderConfirmation = (
  view: ConfirmationView,
  locale: Locale,
  options: FrameOptions,
): string => renderFrame(cardOf(view, locale, options), locale, options);

const cardOf = (view: ConfirmationView, locale: Locale, options: FrameOptions): Card => {
  const texts = TEXTS[locale];
  switch (view.kind) {
    case 'open':
      return openCard(view, locale, options);
    case 'confirmed': {
      const { title, text } = view.before ? texts.already : texts.confirmed;
      const group = strong(view.group);
      const site = isolated(options.siteName);
      return {
        title,
        body: markup`${paragraphs(fill(text, { group }), ...(view.waits ? [fill(texts.next, { site })] : []))}
${siteButton(locale, options)}`,
      };
    }
    case 'taken':
    case 'invalid': {
      const { title, text, advice } = texts[view.kind];
      return { title, body: paragraphs(text, fill(advice, { site: siteLink(options) })) };
    }
    case 'too-many':
    case 'unavailable':
      return commonCard(view, locale);
  }
};

const openCard = (
  { token, group }: Extract<ConfirmationView, { kind: 'open' }>,
  locale: Locale,
  options: FrameOptions,
): Card => {
  const { title, intro, unknown, button } = TEXTS[locale].open;
  const values = { group: strong(group), site: isolated(options.siteName) };
  return {
    title,
    key: { name: 'token', value: token },
    body: markup`<p>${fill(intro, values)}</p>
${postForm({ token }, locale, options, markup`<button>${button}</button>`)}
<p class="hint below">${unknown}</p>`,
  };
};
