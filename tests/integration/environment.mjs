import { createRequire } from 'node:module';
import { TestEnvironment } from 'jest-environment-node';

const nodeRequire = createRequire(import.meta.url);

// Whether a password is costly to guess is nothing that tests ask, and each account would pay for it.
const bcrypt = nodeRequire('bcryptjs');
const { genSalt, genSaltSync } = bcrypt;
bcrypt.genSalt = (_rounds, ...rest) => genSalt(4, ...rest);
bcrypt.genSaltSync = () => genSaltSync(4);

const hooks = nodeRequire('node:async_hooks');
const storages = new Set();
hooks.AsyncLocalStorage = class extends hooks.AsyncLocalStorage {
  constructor(...options) {
    super(...options);
    storages.add(this);
  }
};

/**
 * Node has each promise ask all storages that have been in use: those of apps that have stopped would
 * make each app slower than the one before it. One that is used again counts again.
 */
const restStorages = () => {
  for (const storage of storages) storage.disable();
  storages.clear();
};

/** What test files leave to those after them in the same worker. */
const keptInWorker = {};

/**
 * Lends tests Node's own `require`. Strapi loaded with it stays loaded for the whole worker and
 * runs as it does in production; in jest's sandbox each test file would load its thousands of
 * modules again.
 */
export default class StrapiEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.nodeRequire = nodeRequire;
    this.global.keptInWorker = keptInWorker;
    this.global.restStorages = restStorages;
  }
}
