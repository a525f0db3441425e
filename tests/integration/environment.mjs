import { createRequire } from 'node:module';
import { TestEnvironment } from 'jest-environment-node';

/**
 * Lends tests Node's own `require`. Strapi loaded with it stays loaded for the whole worker and
 * runs as it does in production; in jest's sandbox each test file would load its thousands of
 * modules again.
 */
export default class StrapiEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.nodeRequire = createRequire(import.meta.url);
  }
}
