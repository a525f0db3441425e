/** A text and what is selected in it. */
export type Marked = { text: string; from: number; to: number };

export type Format = 'bold' | 'italic' | 'link' | 'list';

const MARKS = { bold: '**', italic: '*' } as const;
const SCHEME = 'https://';

const replace = (
  { text, from, to }: Marked,
  replacement: string,
  selected: { from: number; to: number },
): Marked => ({
  text: text.slice(0, from) + replacement + text.slice(to),
  from: from + selected.from,
  to: from + selected.to,
});

/** Puts marks around what is selected, or takes them away again. */
const wrap = (marked: Marked, mark: string): Marked => {
  const { text, from, to } = marked;
  const isAround =
    text.slice(from - mark.length, from) === mark &&
    text.slice(to, to + mark.length) === mark &&
    // Of "**" a "*" is a part, not a mark of its own.
    !(mark === '*' && text.slice(from - 2, from) === '**' && text.slice(from - 3, from) !== '***');
  const inside = text.slice(from, to);
  if (isAround) {
    const whole = { text, from: from - mark.length, to: to + mark.length };
    return replace(whole, inside, { from: 0, to: inside.length });
  }
  const end = mark.length + inside.length;
  return replace(marked, mark + inside + mark, { from: mark.length, to: end });
};

/** What is selected becomes the text of a link, and its address is selected to be typed. */
const link = (marked: Marked): Marked => {
  const inside = marked.text.slice(marked.from, marked.to);
  const before = `[${inside}](`;
  return replace(marked, `${before}${SCHEME})`, {
    from: inside === '' ? 1 : before.length,
    to: inside === '' ? 1 : before.length + SCHEME.length,
  });
};

/** Each line that is selected, even in part, becomes an item, or no longer is one. */
const list = ({ text, from, to }: Marked): Marked => {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const next = text.indexOf('\n', Math.max(to, start));
  const end = next === -1 ? text.length : next;
  const lines = text.slice(start, end).split('\n');
  const isList = lines.every((line) => line.startsWith('- '));
  const items = lines.map((line) => (isList ? line.slice(2) : line.replace(/^(- )?/, '- ')));
  const block = items.join('\n');
  return replace({ text, from: start, to: end }, block, { from: block.length, to: block.length });
};

/** A text as it is after a button of the editor was pressed. */
export const format = (marked: Marked, how: Format): Marked => {
  switch (how) {
    case 'link':
      return link(marked);
    case 'list':
      return list(marked);
    default:
      return wrap(marked, MARKS[how]);
  }
};
