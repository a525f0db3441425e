import TestSequencer from '@jest/test-sequencer';

/** What takes long though its file is short. */
const LONG = [
  'visibility/generated',
  'visibility/leaks',
  'imports/files',
  'imports/runs',
  'imports/lists',
  'deliveries',
  'invitations/races',
  'groups/leaks',
  'groups/memberships',
  'guides',
  'imports-progress',
];

/**
 * What takes long comes first, or one worker goes on with it when the other has nothing left to do.
 * Jest goes by the size of files until it has seen how long they take.
 */
export default class LongFirst extends TestSequencer {
  sort(tests) {
    const isLong = ({ path }) => LONG.some((name) => path.endsWith(`/${name}.test.ts`));
    const sorted = super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter((test) => !isLong(test))];
  }
}
