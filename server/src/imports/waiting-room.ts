import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DAY } from '../shared/clock';

/** Where uploaded files wait until they are read; nobody but the server's user may look in. */
const WAITING_ROOM = path.join(tmpdir(), 'strapi-plugin-participation');

/** Copies an uploaded file to where it outlives its request. Gives the copy's path. */
export const keepFile = async (uploaded: string): Promise<string> => {
  await mkdir(WAITING_ROOM, { recursive: true, mode: 0o700 });
  const kept = path.join(WAITING_ROOM, randomUUID());
  await copyFile(uploaded, kept);
  return kept;
};

export const dropFile = (kept: string): Promise<void> => rm(kept, { force: true });

/** Deletes what a killed server left: files are read within minutes, so those of yesterday are lost. */
export const sweepWaitingRoom = async (): Promise<void> => {
  const names = await readdir(WAITING_ROOM).catch(() => []);
  for (const name of names) {
    const file = path.join(WAITING_ROOM, name);
    const found = await stat(file).catch(() => null);
    if (found && Date.now() - found.mtimeMs > DAY) await dropFile(file);
  }
};
