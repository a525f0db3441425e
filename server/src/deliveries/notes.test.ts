import { setTimeout as sleep } from 'node:timers/promises';
import { createNotes } from './notes';

describe('notes', () => {
  const written: number[][] = [];
  let fails = false;
  const write = async (items: number[]) => {
    await sleep(5);
    if (fails) throw new Error('The database is away.');
    written.push(items);
  };
  const notes = (within = 10_000) => createNotes({ write, group: 3, most: 4, within });

  beforeEach(() => {
    written.length = 0;
    fails = false;
  });

  test('are written together once there are enough of them, each once and in order', async () => {
    const { add, end } = notes();
    for (let number = 1; number <= 8; number += 1) await add(number);
    await end();
    expect(written.flat()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(written[0]).toEqual([1, 2, 3]);
  });

  test('are written soon, however few they are', async () => {
    const { add } = notes(10);
    await add(1);
    while (written.length === 0) await sleep(5);
    expect(written).toEqual([[1]]);
  });

  test('make whoever adds to them wait while too many are not written', async () => {
    const { add, end } = notes();
    const added = Promise.all([1, 2, 3, 4].map(add));
    expect(written).toEqual([]);
    await added;
    expect(written).toEqual([[1, 2, 3, 4]]);
    await end();
  });

  test('that cannot be written are told to whoever adds or ends', async () => {
    fails = true;
    const { add, end } = notes(1);
    await add(1);
    await sleep(30);
    await expect(add(2)).rejects.toThrow('The database is away.');
    await expect(end()).rejects.toThrow('The database is away.');
  });
});
