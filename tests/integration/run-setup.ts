import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A folder for what the test files of a run share. */
export default async () => {
  process.env.TEST_RUN_FOLDER = await fs.mkdtemp(path.join(os.tmpdir(), 'participation-test-run-'));
};
