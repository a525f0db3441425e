import type { TestDatabase } from './database';

declare global {
  /** Node's own `require`, lent by environment.mjs. */
  const nodeRequire: NodeRequire;

  /** What files leave to those after them in the same worker, lent by environment.mjs. */
  const keptInWorker: { migrated?: Promise<TestDatabase> };

  /** Has Node forget what an app that has stopped kept for its requests. */
  const restStorages: () => void;
}
