// The list that the benchmarks of imports work on: of any length, the same each time, and never in
// memory as a whole.
import fs from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Of eight rows in a row: half new addresses, a quarter accounts, one duplicate, one invalid. */
const MIX = ['new', 'account', 'new', 'duplicate', 'new', 'account', 'new', 'invalid'];
const FIRST_NAMES = ['Ada', 'Blaise', 'Chloé', 'Dolores', 'Émile', 'Fatima', 'Gaël', 'Hanna'];
const LAST_NAMES = ['Martin', 'García', 'Lefèvre', 'Müller', 'Nguyen', 'O’Neill', 'Rossi'];
const CHUNK = 1_000;

export const HEADER = ['email', 'name'];

/** What becomes of a list of this many rows (a multiple of 16) when its accounts are there. */
export const outcomesOf = (count) => ({
  invited: count / 2,
  added: count / 4,
  duplicate: count / 8,
  invalid: count / 8,
});

/** How many accounts a list of this many rows names. */
export const accountsOf = (count) => count / 4;
export const accountAddress = (number) => `m.${scattered(number)}@example.org`;

export function rowAt(index) {
  const kind = MIX[index % MIX.length];
  return { kind, email: EMAILS[kind](index), name: nameAt(kind, index) };
}

export function* rowsOf(count) {
  for (let index = 0; index < count; index += 1) yield rowAt(index);
}

export async function writeCsv(file, count) {
  await pipeline(Readable.from(csv(count)), fs.createWriteStream(file));
}

function* csv(count) {
  yield `${HEADER.join(',')}\n`;
  for (let from = 0; from < count; from += CHUNK) {
    let lines = '';
    for (let index = from; index < Math.min(from + CHUNK, count); index += 1) {
      const { email, name } = rowAt(index);
      lines += `${email},${name}\n`;
    }
    yield lines;
  }
}

const newAddress = (number) => `p.${scattered(number)}@example.org`;

/** How many of the rows before this one are of its kind. */
const numberOf = (index) => {
  const kind = MIX[index % MIX.length];
  const inMix = (part) => part.filter((one) => one === kind).length;
  return Math.floor(index / MIX.length) * inMix(MIX) + inMix(MIX.slice(0, index % MIX.length));
};

const EMAILS = {
  new: (index) => newAddress(numberOf(index)),
  account: (index) => accountAddress(numberOf(index)),
  // Of somebody far up in the file, written in another way.
  duplicate: (index) => newAddress(Math.floor(index / MIX.length) * 2).toUpperCase(),
  // Every other time, the address is right and the name is not.
  invalid: (index) =>
    numberOf(index) % 2 === 0 ? `${scattered(index)}.example.org` : `x.${index}@example.org`,
};

const nameAt = (kind, index) => {
  const first = FIRST_NAMES[index % FIRST_NAMES.length];
  const last = LAST_NAMES[index % LAST_NAMES.length];
  const mark = kind === 'invalid' && numberOf(index) % 2 === 1 ? '<' : '';
  return `${first} ${last} ${mark}${index}`;
};

/** Each number another word, in no order: addresses come to no database sorted. */
const scattered = (number) => (Math.imul(number + 1, 2_654_435_761) >>> 0).toString(36);
