import Handlebars from 'handlebars';
import type { FieldError } from '../../../contracts/errors';
import {
  MAIL_KINDS,
  MAIL_VARIABLES,
  ONE_LINE,
  type MailKind,
  type MailPart,
  type TemplateOverrides,
} from '../../../contracts/settings';
import { blocksOf } from '../shared/formatted';

const handlebars = Handlebars.create();
// Logic-less: what is left are variables and sections, which are built on `each`.
for (const helper of ['if', 'unless', 'with', 'lookup', 'log']) handlebars.unregisterHelper(helper);

/** A template of ours, or one that has no faults. */
export const compile = (source: string, { escape = true } = {}) => {
  // Compat: a section's text finds the variables outside of it, as in Mustache.
  const template = handlebars.compile(source, { noEscape: !escape, compat: true });
  return (context: object): string =>
    template(context, { allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false });
};

type Place = { line: number; column: number };
type Fault = { message: string; value?: string; at?: Place };

/** What is wrong with a text of a mail; null: nothing. */
export const faultOf = (kind: MailKind, part: MailPart, text: string): Fault | null => {
  const parsed = parse(text);
  if ('message' in parsed) return parsed;
  const forbidden = faultIn(parsed.body, text, MAIL_VARIABLES[kind], 0);
  if (forbidden || ONE_LINE.includes(part)) return forbidden;
  for (const line of blocksOf(text).flatMap(({ is, lines }) =>
    is === 'list' ? lines : [lines.join('\n')],
  )) {
    if ('message' in parse(line))
      return {
        message: 'A section has to end in the paragraph, or item of a list, that it begins in.',
        value: line.slice(0, 100),
      };
  }
  return null;
};

/** Faults of all texts that stand in place of the plugin's own. */
export const faultsOf = (templates: TemplateOverrides): FieldError[] =>
  MAIL_KINDS.flatMap((kind) =>
    Object.entries(templates[kind] ?? {}).flatMap(([locale, texts]) =>
      Object.entries(texts ?? {}).flatMap(([part, text]) => {
        const fault = text === undefined ? null : faultOf(kind, part as MailPart, text);
        return fault ? [describe(['templates', kind, locale, part], fault)] : [];
      }),
    ),
  );

const describe = (path: string[], { message, value, at }: Fault): FieldError => ({
  code: 'invalid_template',
  path,
  message: at ? `Line ${at.line}, column ${at.column}: ${message}` : message,
  ...(value ? { value } : {}),
  ...(at ? { at } : {}),
});

const parse = (text: string): hbs.AST.Program | Fault => {
  try {
    return Handlebars.parseWithoutProcessing(text);
  } catch (error) {
    return syntaxFault(text, error as Error & Partial<{ lineNumber: number; column: number }>);
  }
};

const syntaxFault = (
  text: string,
  error: Error & Partial<{ lineNumber: number; column: number }>,
): Fault => {
  // A mismatch tells its place apart; the parser tells it in a drawing: what it read, and an arrow.
  const [first = '', drawing = '', arrow = ''] = error.message.split('\n');
  const line = error.lineNumber ?? Number(/line (\d+)/.exec(first)?.[1] ?? 1);
  const value = drawing.trim() || lineOf(text, line);
  return {
    message:
      error.lineNumber === undefined
        ? `This cannot be read near "${value}": a brace or a section is not closed, or stands where it cannot be.`
        : 'A section is closed by another name than it was opened with.',
    value,
    at: { line, column: (error.column ?? columnOf(text, line, drawing, arrow)) + 1 },
  };
};

const lineOf = (text: string, line: number) => text.split('\n')[line - 1] ?? '';

/** Where the arrow below the piece that the parser shows points to, in the whole line. */
const columnOf = (text: string, line: number, drawing: string, arrow: string) => {
  const read = drawing
    .slice(0, arrow.indexOf('^'))
    .replace(/^\.\.\./, '')
    .slice(-10);
  return Math.max(0, lineOf(text, line).indexOf(read)) + read.length;
};

const HELPER = 'Helpers and conditions cannot be used: only variables and sections.';

const faultIn = (
  statements: hbs.AST.Statement[],
  text: string,
  names: readonly string[],
  depth: number,
): Fault | null => {
  for (const statement of statements) {
    const fault = faultOfStatement(statement, text, names, depth);
    if (fault) return fault;
  }
  return null;
};

const faultOfStatement = (
  statement: hbs.AST.Statement,
  text: string,
  names: readonly string[],
  depth: number,
): Fault | null => {
  const at = (message: string): Fault => {
    const { start, end } = statement.loc;
    const line = lineOf(text, start.line);
    const value = line.slice(start.column, end.line === start.line ? end.column : undefined);
    const opening = /^\{\{[^}]*\}+/.exec(value)?.[0] ?? value;
    return {
      message: `${message} (${opening})`,
      value: opening.slice(0, 100),
      at: { line: start.line, column: start.column + 1 },
    };
  };

  switch (statement.type) {
    case 'ContentStatement':
    case 'CommentStatement':
      return null;
    case 'MustacheStatement': {
      const { path, params, hash, escaped } = statement as hbs.AST.MustacheStatement;
      if (params.length > 0 || hash) return at(HELPER);
      if (!escaped) return at('Values are always escaped: write two braces.');
      return isKnown(path, names, depth) ? null : at(unknown(path, names));
    }
    case 'BlockStatement': {
      const { path, params, hash, program, inverse } = statement as hbs.AST.BlockStatement;
      if (params.length > 0 || hash || program?.blockParams) return at(HELPER);
      if (!isKnown(path, names, depth)) return at(unknown(path, names));
      return (
        faultIn(program?.body ?? [], text, names, depth + 1) ??
        faultIn(inverse?.body ?? [], text, names, depth + 1)
      );
    }
    default:
      return at(HELPER);
  }
};

type Named = hbs.AST.Expression | hbs.AST.PathExpression | hbs.AST.Literal;

const nameOf = (path: Named): string => String((path as hbs.AST.PathExpression).original ?? '');

/** `{{.}}` is the value of the section around it. */
const isKnown = (path: Named, names: readonly string[], depth: number): boolean =>
  path.type === 'PathExpression' &&
  (names.includes(nameOf(path)) || (depth > 0 && ['.', 'this'].includes(nameOf(path))));

const unknown = (path: Named, names: readonly string[]): string =>
  `There is no variable "${nameOf(path)}" here; there are: ${names.join(', ')}.`;
