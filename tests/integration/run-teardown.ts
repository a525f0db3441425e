import fs from 'node:fs/promises';
import path from 'node:path';
import { dropDatabase } from './database';

/** Removes the databases that the test files of a run began with copies of. */
export default async () => {
  Object.assign(globalThis, { nodeRequire: require });
  const folder = process.env.TEST_RUN_FOLDER!;
  for (const migrated of await fs.readdir(folder))
    await dropDatabase(await fs.readFile(path.join(folder, migrated, 'name'), 'utf8'));
  await fs.rm(folder, { recursive: true, force: true });
};
