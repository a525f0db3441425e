import { setTimeout as sleep } from 'node:timers/promises';
import { createSupply } from './supply';

describe('a supply', () => {
  /** Gives the numbers up to `last`, and notes how many were asked for each time. */
  const store = (last: number) => {
    const asked: number[] = [];
    let given = 0;
    const fetch = async (limit: number) => {
      asked.push(limit);
      await sleep(1);
      return Array.from({ length: Math.min(limit, last - given) }, () => (given += 1));
    };
    return { asked, fetch };
  };

  test('gives each to one of those who ask at once, then nothing', async () => {
    const { next } = createSupply(4, store(10).fetch);
    const user = async () => {
      const mine: number[] = [];
      for (let item = await next(); item !== null; item = await next()) mine.push(item);
      return mine;
    };
    const all = (await Promise.all([user(), user(), user()])).flat();
    expect(all.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('is refilled before it is used up', async () => {
    const { asked, fetch } = store(100);
    const { next } = createSupply(4, fetch);
    for (let count = 0; count < 4; count += 1) await next();
    expect(asked).toEqual([4, 3]);
  });

  test('hands back what nobody took', async () => {
    const { next, end } = createSupply(4, store(100).fetch);
    expect(await next()).toBe(1);
    expect(await end()).toEqual([2, 3, 4]);
    expect(await next()).toBeNull();
  });

  test('tells whoever asks that it could not be refilled', async () => {
    const { next } = createSupply(4, async () => {
      throw new Error('The database is away.');
    });
    await expect(next()).rejects.toThrow('The database is away.');
  });
});
