/** HTML that is safe as it stands. Everything else is text. */
export class Markup {
  constructor(readonly source: string) {}
}

export type Part = Markup | string | false | null | Part[];

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The HTML of a part. */
export const sourceOf = (part: Part): string => {
  if (part instanceof Markup) return part.source;
  if (Array.isArray(part)) return part.map(sourceOf).join('');
  return part ? part.replace(/[&<>"']/g, (character) => ENTITIES[character]!) : '';
};

/** A template of HTML: whatever is put into it and is no markup is escaped. */
export const markup = (strings: TemplateStringsArray, ...parts: Part[]): Markup =>
  new Markup(String.raw({ raw: strings }, ...parts.map(sourceOf)));

/** A text with what stands in braces filled in. */
export const fill = (text: string, values: Record<string, Part>): Markup =>
  new Markup(
    text
      .split(/\{(\w+)\}/)
      .map((part, index) => sourceOf(index % 2 === 0 ? part : (values[part] ?? null)))
      .join(''),
  );

/** A name in a script of the other direction must not turn the sentence around it. */
export const isolated = (value: string) => markup`<bdi>${value}</bdi>`;

export const strong = (value: string) => markup`<strong>${isolated(value)}</strong>`;

/** An address that may be made clickable: absolute, http or https. Null for anything else. */
export const webAddress = (value: string | null | undefined): string | null => {
  if (!value || !URL.canParse(value)) return null;
  const url = new URL(value);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
};
