import { randomBytes } from 'node:crypto';
import Handlebars from 'handlebars';
import type { RenderedMail } from './render';

/** What of a mail's context differs from one person to the next. */
const PERSONAL = ['name', 'link', 'href'] as const;

type Context = Record<(typeof PERSONAL)[number], string | null>;

/** Different mails that are kept ready for further people. */
const KEPT = 20;

// Letters and digits that nobody can foresee: neither escaping nor HTML's way with spaces changes
// them, and no text of a person can stand in for them.
const SECRET = randomBytes(12).toString('hex');
const placeOf = (key: string) => `x${SECRET}${key}x`;
const PLACE = new RegExp(`x${SECRET}(${PERSONAL.join('|')})x`, 'g');

/**
 * Writes mails that are alike but for their reader once, with places for what is the reader's own:
 * of a long list, only these are filled in. `written` writes one mail in full.
 */
export const createStencils = <Shared extends Context>(
  written: (context: Shared) => RenderedMail,
) => {
  const stencils = new Map<string, RenderedMail>();

  const stencilOf = (context: Shared): RenderedMail => {
    const places = Object.fromEntries(
      PERSONAL.map((key) => [key, context[key] === null ? null : placeOf(key)]),
    );
    const shared = { ...context, ...places };
    const key = JSON.stringify(shared);
    const known = stencils.get(key);
    if (known) return known;
    if (stencils.size >= KEPT) stencils.clear();
    const stencil = written(shared);
    stencils.set(key, stencil);
    return stencil;
  };

  return (context: Shared): RenderedMail => {
    const { subject, html, text } = stencilOf(context);
    const fill = (stencil: string, valueOf = (value: string) => value) =>
      stencil.replace(PLACE, (_place, key: keyof Context) => valueOf(context[key] ?? ''));
    return {
      subject: fill(subject),
      html: fill(html, Handlebars.escapeExpression),
      text: fill(text),
    };
  };
};
