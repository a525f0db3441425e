/** TypeScript is only stripped here; `npm run types` is what checks it. */
const transform = {
  '^.+\\.(ts|tsx)$': [
    '@swc/jest',
    {
      jsc: {
        parser: { syntax: 'typescript', tsx: true },
        target: 'es2022',
        transform: { react: { runtime: 'automatic' } },
      },
      module: { type: 'commonjs' },
      sourceMaps: 'inline',
    },
  ],
};

const shared = {
  transform,
  // One setting for all projects: a worker takes files of each of them in turn.
  testEnvironmentOptions: { globalsCleanup: 'off' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/playground/', '<rootDir>/.*/\\.tmp/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
};

/** A real Strapi per file, which lives outside of jest's sandbox. */
const withStrapi = {
  ...shared,
  testEnvironment: '<rootDir>/tests/integration/environment.mjs',
  globalSetup: '<rootDir>/tests/integration/run-setup.ts',
  globalTeardown: '<rootDir>/tests/integration/run-teardown.ts',
};

/** What has nothing to do with the database is asked of one only: files that are read, and pages. */
const askedOnce = ['sqlite', undefined].includes(process.env.TEST_DATABASE)
  ? []
  : ['/imports/(files|limits)\\.test\\.ts$', '/(pages|confirmation-page)\\.test\\.ts$'];

export default {
  testSequencer: '<rootDir>/tests/sequencer.mjs',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/{server,admin,contracts}/**/*.test.{ts,tsx}'],
    },
    {
      ...withStrapi,
      displayName: 'integration',
      testMatch: ['<rootDir>/tests/integration/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...askedOnce],
      setupFilesAfterEnv: ['<rootDir>/tests/integration/timeout.ts'],
    },
    {
      ...withStrapi,
      displayName: 'e2e',
      testMatch: ['<rootDir>/tests/e2e/**/*.test.ts'],
      setupFilesAfterEnv: ['<rootDir>/tests/integration/timeout.ts'],
    },
    {
      ...withStrapi,
      displayName: 'chaos',
      testMatch: ['<rootDir>/tests/chaos/**/*.test.ts'],
    },
  ],
};
