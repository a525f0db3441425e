import { Markup, sourceOf, webAddress } from './html';

/** Lines of a paragraph, or the items of a list. */
export type Block = { is: 'paragraph' | 'list'; lines: string[] };

const ITEM = /^\s*-\s+/;

/** Paragraphs of a text, which blank lines part, and its lists, whose lines begin with "- ". */
export const blocksOf = (text: string): Block[] => {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const line of text.split(/\r\n|[\n\r\u2028\u2029]/)) {
    if (line.trim() === '') {
      open = undefined;
      continue;
    }
    const is = ITEM.test(line) ? 'list' : 'paragraph';
    if (open?.is !== is) {
      open = { is, lines: [] };
      blocks.push(open);
    }
    open.lines.push(is === 'list' ? line.replace(ITEM, '') : line);
  }
  return blocks;
};

/** `***x***`, `**x**` or `*x*`; signs that stand alone are signs. */
const EMPHASIS =
  /\*\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*\*|\*\*(?=\S)(.+?)(?<=\S)\*\*|\*(?=[^\s*])(.+?)(?<=[^\s*])\*/g;

const emphasised = (html: string): string =>
  html.replace(EMPHASIS, (_whole, both?: string, bold?: string, italic?: string) => {
    if (both !== undefined) return `<strong><em>${emphasised(both)}</em></strong>`;
    if (bold !== undefined) return `<strong>${emphasised(bold)}</strong>`;
    return `<em>${emphasised(italic!)}</em>`;
  });

const LINK = /\[([^[\]]+)\]\(([^\s()]+)\)/g;

/** Where a link may lead: a web page or a mail address. */
export const linkTarget = (target: string): string | null =>
  webAddress(target) ?? (/^mailto:[^\s@:?]+@[^\s@:?]+$/i.test(target) ? target : null);

export type Format = {
  /** CSS of the elements. */
  styles?: { paragraph?: string; list?: string; link?: string };
  targetOf?: (target: string) => string | null;
};

const styled = (name: string, css: string | undefined) =>
  css ? `<${name} style="${sourceOf(css)}">` : `<${name}>`;

// A control, which no text keeps, holds the place of a link while the rest is worked on.
const HELD = '\u0000';

const inline = (text: string, { styles, targetOf = linkTarget }: Format): string => {
  const links: string[] = [];
  const held = text.replaceAll(HELD, '').replace(LINK, (whole, label: string, target: string) => {
    const href = targetOf(target);
    if (href === null) return whole;
    const css = styles?.link ? ` style="${sourceOf(styles.link)}"` : '';
    links.push(`<a class="link" href="${sourceOf(href)}"${css}>${emphasised(sourceOf(label))}</a>`);
    return `${HELD}${links.length - 1}${HELD}`;
  });
  return emphasised(sourceOf(held))
    .split(HELD)
    .map((piece, index) => (index % 2 === 0 ? piece : links[Number(piece)]))
    .join('');
};

/**
 * A text as people write it, as HTML: paragraphs, lists with "- ", **bold**, *italic* and
 * [links](https://…). Everything else is text.
 */
export const formatted = (text: string, format: Format = {}): Markup =>
  new Markup(
    blocksOf(text)
      .map(({ is, lines }) =>
        is === 'list'
          ? `${styled('ul', format.styles?.list)}${lines.map((line) => `<li>${inline(line, format)}</li>`).join('')}</ul>`
          : `${styled('p', format.styles?.paragraph)}${inline(lines.join('\n'), format).replaceAll('\n', '<br>')}</p>`,
      )
      .join(''),
  );
