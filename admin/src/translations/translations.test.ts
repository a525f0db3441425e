import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES } from '../../../contracts/errors';
import en from './en.json';
import es from './es.json';
import fr from './fr.json';

const LANGUAGES: [name: string, messages: Record<string, string>][] = [
  ['en', en],
  ['fr', fr],
  ['es', es],
];
const KEYS = Object.keys(en);

const SOURCE = join(__dirname, '..');
const code = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(join(SOURCE, file), 'utf8'))
  .join('\n');

/** The arguments of every call of `t`: from `t(` to the bracket that closes it. */
const callsOfT = [...code.matchAll(/\bt\(/g)].map(({ index }) => {
  let depth = 0;
  let end = index + 1;
  do {
    if (code[end] === '(') depth++;
    if (code[end] === ')') depth--;
    end++;
  } while (depth > 0 && end < code.length);
  return code.slice(index, end);
});

/** `spaces.title`, as it stands in the code. */
const literalKeys = callsOfT.flatMap((call) =>
  [...call.matchAll(/'([a-z]\w*(?:\.\w+)*)'/gi)].map(([, key]) => key!).filter(isKeyLike),
);

/** `spaces.kind.${kind}`, as a pattern of the keys it can make. */
const patternKeys = callsOfT.flatMap((call) =>
  [...call.matchAll(/`([^`]*\$\{[^`]*)`/g)].map(([, template]) => {
    const parts = template!.split(/\$\{[^}]*\}/);
    return new RegExp(`^${parts.map((part) => part.replaceAll('.', '\\.')).join('[\\w.-]+')}$`);
  }),
);

function isKeyLike(text: string): boolean {
  return text.includes('.') || KEYS.includes(text);
}

/**
 * The arguments of an ICU message, sorted, and those its plurals hold inside:
 * `{count, plural, one {# row of {file}} other {…}}` has `count` and `file`.
 *
 * @throws when its braces do not match
 */
const messageArguments = (message: string): string[] => {
  const found = new Set<string>();
  let at = 0;

  const readText = (isInner: boolean): void => {
    while (at < message.length) {
      const sign = message[at++];
      if (sign === '{') readArgument();
      else if (sign === '}') {
        if (isInner) return;
        throw new Error(`A brace closes nothing in “${message}”`);
      }
    }
    if (isInner) throw new Error(`A brace stays open in “${message}”`);
  };

  const readArgument = (): void => {
    const [name = ''] = /^\s*\w+\s*/.exec(message.slice(at)) ?? [];
    if (name === '') throw new Error(`An argument without a name in “${message}”`);
    found.add(name.trim());
    at += name.length;
    while (at < message.length) {
      const sign = message[at++];
      if (sign === '}') return;
      if (sign === '{') readText(true);
    }
    throw new Error(`A brace stays open in “${message}”`);
  };

  readText(false);
  return [...found].sort();
};

test('the test finds the keys that the code uses', () => {
  expect(literalKeys).toContain('spaces.title');
  expect(patternKeys.map(String)).toContain(String(/^spaces\.kind\.[\w.-]+$/));
});

describe.each(LANGUAGES)('%s', (language, messages) => {
  test('has every key that the code uses', () => {
    expect(literalKeys.filter((key) => !(key in messages))).toEqual([]);
    const present = Object.keys(messages);
    expect(patternKeys.filter((pattern) => !present.some((key) => pattern.test(key)))).toEqual([]);
  });

  test('has the same keys as English', () => {
    expect(Object.keys(messages).sort()).toEqual([...KEYS].sort());
  });

  test('has the same placeholders as English', () => {
    for (const [key, message] of Object.entries(messages)) {
      const expected = messageArguments((en as Record<string, string>)[key] ?? '');
      expect({ key, placeholders: messageArguments(message) }).toEqual({
        key,
        placeholders: expected,
      });
    }
  });

  test('has words for every error code', () => {
    expect(ERROR_CODES.filter((code) => !messages[`error.${code}`])).toEqual([]);
  });

  test('says something everywhere, without a straight apostrophe, which ICU takes for a quote', () => {
    const wrong = Object.entries(messages).filter(
      ([, message]) => message.trim() === '' || message.includes("'"),
    );
    expect(wrong).toEqual([]);
  });

  test('has no key that nothing uses', () => {
    const isUsed = (key: string) =>
      key === 'plugin.name' ||
      key.startsWith('error.') ||
      literalKeys.includes(key) ||
      patternKeys.some((pattern) => pattern.test(key));
    expect(Object.keys(messages).filter((key) => !isUsed(key))).toEqual([]);
  });

  if (language === 'fr') {
    test('keeps double signs with their word by no-break spaces', () => {
      const wrong = Object.entries(messages).filter(([, message]) =>
        /(?:^|[^\u00a0\u202f(])[;!?»]| :|«[^\u00a0]/.test(message),
      );
      expect(wrong).toEqual([]);
    });
  }
});
