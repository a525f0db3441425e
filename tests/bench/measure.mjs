import { performance } from 'node:perf_hooks';

/**
 * Does two things by turns, so that what slows the machine slows both, and gives the median time of
 * each in ms and their ratio.
 */
export async function compare(one, other, { rounds = 60, warmUp = 10 } = {}) {
  const times = [[], []];
  for (let round = -warmUp; round < rounds; round += 1)
    for (const index of round % 2 === 0 ? [0, 1] : [1, 0]) {
      const begun = performance.now();
      await [one, other][index]();
      if (round >= 0) times[index].push(performance.now() - begun);
    }
  const [first, second] = times.map(median);
  return { one: first, other: second, ratio: first / second };
}

/** What to print after figures that have a goal: nothing, or that they miss it, which fails the run. */
export function verdict(isMet) {
  if (isMet) return '';
  process.exitCode = 1;
  return '  missed';
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
