import type { RowOutcome } from '../../contracts/imports';

export type Line = { line: number; email: string; name: string };

/** Who is on the list of a space, as it must be: by address, how they got there and their name. */
export type Expected = Map<string, { outcome: 'invited' | 'added'; name: string }>;

/** Of eight rows in a row: half new addresses, a quarter accounts, one duplicate, one invalid. */
const MIX = ['new', 'account', 'new', 'duplicate', 'new', 'account', 'new', 'invalid'] as const;

export const accountAddress = (number: number) => `member.${scattered(number)}@example.org`;

/**
 * The numbered list of a series, of `size` rows (a multiple of 8). A quarter of the people on it
 * were on the list before it as well.
 */
export const listOf = (number: number, size: number): Line[] => {
  const people = size / 2;
  const accounts = size / 4;
  const from = { new: number * people * 0.75, account: number * accounts * 0.75 };
  const next = { ...from };
  return Array.from({ length: size }, (_, index) => {
    const emails = {
      new: () => newAddress(next.new++),
      account: () => accountAddress(next.account++),
      duplicate: () => newAddress(from.new + Math.floor((next.new - from.new) / 2)).toUpperCase(),
      invalid: () => `nobody.${index}.example.org`,
    };
    // The first line holds the names of the columns.
    const line = index + 2;
    return { line, email: emails[MIX[index % 8]!](), name: `Person ${line} of list ${number}` };
  });
};

export const csvOf = (list: Line[]): string =>
  ['email,name', ...list.map(({ email, name }) => `${email},${name}`)].join('\n');

/** Adds a list to what is expected; gives what must become of each of its rows, by line. */
export const expectList = (expected: Expected, list: Line[]): Map<number, RowOutcome> => {
  const seen = new Set<string>();
  return new Map(
    list.map(({ line, email: written, name }) => {
      const email = written.toLowerCase();
      if (!email.includes('@')) return [line, 'invalid'];
      if (seen.has(email)) return [line, 'duplicate'];
      seen.add(email);
      const before = expected.get(email);
      if (before) return [line, ALREADY[before.outcome]];
      const outcome = email.startsWith('member.') ? 'added' : 'invited';
      expected.set(email, { outcome, name });
      return [line, outcome];
    }),
  );
};

const ALREADY = { invited: 'already_invited', added: 'already_participant' } as const;

const newAddress = (number: number) => `person.${scattered(number)}@example.org`;

/** Each number another word, in no order. */
const scattered = (number: number) => (Math.imul(number + 1, 2_654_435_761) >>> 0).toString(36);
