/** Things that are fetched ahead of those who use them up. */
export type Supply<Item> = {
  /** The next one; null when there is none for now. */
  next(): Promise<Item | null>;
  /** Ends it, and gives those that nobody has taken. */
  end(): Promise<Item[]>;
};

/** A supply of at most `size`, refilled by `fetch` when a quarter of it is left, until it gives none. */
export const createSupply = <Item>(
  size: number,
  fetch: (limit: number) => Promise<Item[]>,
): Supply<Item> => {
  const waiting: Item[] = [];
  let refilling: Promise<void> | null = null;
  let over = false;
  let failure: { error: unknown } | null = null;

  const refill = async () => {
    try {
      const items = await fetch(size - waiting.length);
      if (items.length === 0) over = true;
      waiting.push(...items);
    } catch (error) {
      failure = { error };
      over = true;
    }
    refilling = null;
  };

  return {
    async next() {
      if (!over && waiting.length <= size / 4) refilling ??= refill();
      while (waiting.length === 0 && refilling) await refilling;
      if (waiting.length === 0 && failure) throw failure.error;
      return waiting.shift() ?? null;
    },
    async end() {
      over = true;
      await refilling;
      return waiting.splice(0);
    },
  };
};
