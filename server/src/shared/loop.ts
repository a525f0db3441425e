/** Work that is done again and again, by one caller at a time. */
export type Loop = {
  start(): void;
  /** Do it now (or once more after the round under way). */
  kick(): void;
  /** Ends after the round under way. */
  stop(): Promise<void>;
};

/**
 * A loop around `work`: a round at each kick and at least every `every` ms. It runs in an
 * asynchronous context of its own, so a kick from within a request or a transaction lends it
 * neither. `work` gets a signal that is aborted when the loop is to stop.
 */
export const createLoop = (options: {
  every: number;
  work(signal: AbortSignal): Promise<void>;
  onError(error: unknown): void;
}): Loop => {
  const stopping = new AbortController();
  let kicked = false;
  let wake = () => {};
  let running: Promise<void> | null = null;

  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, options.every);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async () => {
    while (!stopping.signal.aborted) {
      kicked = false;
      await options.work(stopping.signal).catch(options.onError);
      if (!kicked && !stopping.signal.aborted) await rest();
    }
  };

  return {
    start() {
      running ??= run();
    },
    kick() {
      kicked = true;
      wake();
    },
    async stop() {
      stopping.abort();
      wake();
      await running;
    },
  };
};
