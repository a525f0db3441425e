// What the demo shows, and what it holds against what it expected.
import assert from 'node:assert/strict';

const colours = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code) => (text) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
const bold = paint(1);
const dim = paint(2);
const green = paint(32);
const red = paint(31);

const WIDTH = 36;
const CELL = 22;

export const say = (line = '') => console.log(line);
export const title = (text) => say(`\n${bold(text)}`);
export const done = (what, result = '') =>
  say(`  ${green('✓')} ${what.padEnd(WIDTH)} ${result}`.trimEnd());
export const note = (what, result = '') => say(`    ${dim(what.padEnd(WIDTH))} ${result}`);
export const cells = (values) =>
  values
    .map((value) => String(value).padEnd(CELL))
    .join('')
    .trimEnd();
export const address = (what, url) => say(`  ${what.padEnd(10)} ${bold(url)}`);

export function failed(error) {
  say(`  ${red('✗')} ${error.message.split('\n').join('\n    ')}`);
}

/** Stops the demo where a step did not give what it should. */
export function expect(what, got, wanted) {
  try {
    assert.deepEqual(got, wanted);
  } catch {
    throw new Error(`${what}\nexpected  ${show(wanted)}\ngot       ${show(got)}`);
  }
}

/** The answer's body, if the status is the wanted one. */
export function expectStatus(what, { status, body }, wanted) {
  if (status === wanted) return body;
  throw new Error(`${what}\nexpected  status ${wanted}\ngot       status ${status} ${show(body)}`);
}

const show = (value) => JSON.stringify(value).slice(0, 600);
