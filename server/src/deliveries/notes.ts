/** Notes what has been done, several at once. */
export type Notes<Item> = {
  /** Has an item noted soon; waits while too many are not noted yet. */
  add(item: Item): Promise<void>;
  /** Notes what is left. Fails if anything could not be noted. */
  end(): Promise<void>;
};

/**
 * Notes by `write`, which is given what came together: so many items (`group`), or all that came
 * within so many ms. At most `most` are not noted at any time.
 */
export const createNotes = <Item>(options: {
  write(items: Item[]): Promise<void>;
  group: number;
  most: number;
  within: number;
}): Notes<Item> => {
  let waiting: Item[] = [];
  let beingWritten = 0;
  let writing: Promise<void> | null = null;
  let failure: { error: unknown } | null = null;
  let ending = false;
  let wake = () => {};

  const gather = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, options.within);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const write = async () => {
    if (waiting.length < options.group && !ending) await gather();
    const items = waiting;
    [waiting, beingWritten] = [[], items.length];
    try {
      await options.write(items);
    } catch (error) {
      failure ??= { error };
    }
    beingWritten = 0;
    writing = null;
    if (waiting.length > 0) begin();
  };

  const begin = () => {
    writing ??= write();
    if (waiting.length >= options.group) wake();
  };

  const rethrow = () => {
    if (failure) throw failure.error;
  };

  return {
    async add(item) {
      waiting.push(item);
      begin();
      while (writing && waiting.length + beingWritten >= options.most) await writing;
      rethrow();
    },
    async end() {
      ending = true;
      wake();
      while (writing) await writing;
      rethrow();
    },
  };
};
