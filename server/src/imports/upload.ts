import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { isRunning } from '../shared/instance';

/** Bytes of a part: small enough for any database's packets, and for the statements in between. */
const PART = 192 * 1024;

/** Where files are while they are read; nobody but the server's user may look in. */
const DESK = path.join(tmpdir(), 'strapi-plugin-participation');

/** The parts of an uploaded file, from its first byte on. */
export async function* partsOf(
  file: string,
): AsyncGenerator<{ position: number; content: string }> {
  const handle = await open(file);
  try {
    const buffer = Buffer.alloc(PART);
    for (let position = 0; ; position += 1) {
      const { bytesRead } = await handle.read(buffer, 0, PART, position * PART);
      if (bytesRead > 0) yield { position, content: buffer.toString('base64', 0, bytesRead) };
      if (bytesRead < PART) return;
    }
  } finally {
    await handle.close();
  }
}

/** Puts parts together again, in a file of this process. Gives its path and size in bytes. */
export const assemble = async (
  parts: AsyncIterable<string>,
): Promise<{ path: string; size: number }> => {
  await mkdir(DESK, { recursive: true, mode: 0o700 });
  const file = path.join(DESK, `${process.pid}-${randomUUID()}`);
  const handle = await open(file, 'wx', 0o600);
  let size = 0;
  try {
    for await (const part of parts) {
      const bytes = Buffer.from(part, 'base64');
      await handle.write(bytes);
      size += bytes.length;
    }
  } catch (error) {
    await discard(file);
    throw error;
  } finally {
    await handle.close();
  }
  return { path: file, size };
};

export const discard = (file: string): Promise<void> => rm(file, { force: true });

let cleared: Promise<void> | null = null;

/** Deletes files that processes left behind which are gone, or which had this one's number; once. */
export const clearDesk = (): Promise<void> => (cleared ??= clear());

const clear = async () => {
  for (const name of await readdir(DESK).catch(() => [])) {
    const pid = Number(name.split('-')[0]);
    if (pid === process.pid || !isRunning(pid)) await discard(path.join(DESK, name));
  }
};
