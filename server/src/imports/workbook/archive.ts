import { open, type FileHandle } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import zlib from 'node:zlib';
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry } from 'yauzl';
import { UnreadableFile } from '../unreadable';
import { damaged, tooLarge } from './kinds';

/** Parts of an archive at most; a workbook has one for each sheet, picture and comment. */
export const MAX_PARTS = 10_000;

/**
 * A part may unpack to this many bytes in any case, and above that to this many
 * times its packed size. XML of real sheets packs 5 to 40 times, and up to 100
 * times where all rows are alike; a bomb packs 1,000 times.
 */
export const FREE_BYTES = 32 * 1024 * 1024;
export const MAX_RATIO = 200;

/** Bytes read or unpacked at once: little enough to parse in a millisecond. */
const CHUNK = 16 * 1024;

/** Since Node 20.15. */
const canCheck = 'crc32' in zlib;

const DEFLATED = 8;
const STORED = 0;

/**
 * Reads nothing outside of the file. Offsets of a forged ZIP64 header are beyond
 * what `fs.read` accepts, and it throws where nobody can catch it (yauzl 3.4).
 */
class BoundedReader extends RandomAccessReader {
  #file: FileHandle;
  #size: number;

  constructor(file: FileHandle, size: number) {
    super();
    this.#file = file;
    this.#size = size;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const inside = position >= 0 && position + length <= this.#size;
    const reading = inside ? this.#file.read(buffer, offset, length, position) : null;
    Promise.resolve(reading).then(
      (read) => callback(read?.bytesRead === length ? null : damaged()),
      callback,
    );
  }
}

const keyOf = (name: string): string =>
  name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

/** What a damaged file makes yauzl, zlib and ourselves throw; errors of the disk stay what they are. */
const asUnreadable = (error: unknown): unknown => {
  const ofTheDisk = error instanceof Error && 'syscall' in error;
  return error instanceof UnreadableFile || ofTheDisk ? error : damaged();
};

async function* bytesOf(file: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  let position = start;
  while (position < end) {
    const length = Math.min(CHUNK, end - position);
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
    if (bytesRead === 0) throw damaged();
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** The parts of a ZIP archive. Names are compared as in workbooks, in any letter case. */
export class Archive {
  #file: FileHandle;
  #parts = new Map<string, Entry>();
  #startOf: (entry: Entry) => Promise<number>;

  private constructor(file: FileHandle, startOf: (entry: Entry) => Promise<number>) {
    this.#file = file;
    this.#startOf = startOf;
  }

  /** @throws UnreadableFile `file_unreadable`, `file_too_large` */
  static async open(path: string): Promise<Archive> {
    const file = await open(path);
    try {
      return await Archive.#read(file);
    } catch (error) {
      await file.close();
      throw asUnreadable(error);
    }
  }

  static async #read(file: FileHandle): Promise<Archive> {
    const { size } = await file.stat();
    const zip = await fromRandomAccessReaderPromise(new BoundedReader(file, size), size, {
      autoClose: false,
      // Names may be anything: they are looked up and never lead to a file.
      decodeStrings: false,
    });
    if (zip.entryCount > MAX_PARTS) throw tooLarge(`The file holds ${zip.entryCount} parts`);
    const archive = new Archive(file, async (entry) => {
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
      return fileDataStart;
    });
    for await (const entry of zip.eachEntry()) {
      const key = keyOf(String(entry.fileNameRaw));
      if (!archive.#parts.has(key)) archive.#parts.set(key, entry);
    }
    return archive;
  }

  has(name: string): boolean {
    return this.#parts.has(keyOf(name));
  }

  /** Bytes of a part once it is unpacked. */
  sizeOf(name: string): number {
    return this.#parts.get(keyOf(name))?.uncompressedSize ?? 0;
  }

  names(): string[] {
    return [...this.#parts.keys()];
  }

  /**
   * The content of a part, in pieces between which the event loop runs. Its size
   * is judged by what the archive says, and the archive is held to it.
   *
   * @throws UnreadableFile `file_unreadable`, `file_too_large`
   */
  async *unpacked(name: string, maxBytes: number): AsyncGenerator<Buffer> {
    const entry = this.#parts.get(keyOf(name));
    if (entry === undefined) throw damaged();
    refuseSize(entry, maxBytes);
    try {
      const start = await this.#startOf(entry);
      yield* verified(
        entry,
        unpack(entry, bytesOf(this.#file, start, start + entry.compressedSize)),
      );
    } catch (error) {
      throw asUnreadable(error);
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

const refuseSize = (entry: Entry, maxBytes: number): void => {
  const { compressedSize, uncompressedSize } = entry;
  const bomb = uncompressedSize > FREE_BYTES && uncompressedSize > MAX_RATIO * compressedSize;
  if (bomb || uncompressedSize > maxBytes) {
    const size = Math.ceil(uncompressedSize / (1024 * 1024)).toLocaleString('en');
    throw tooLarge(`The workbook unpacks to ${size} MB, which is more than can be read`);
  }
};

const unpack = (entry: Entry, packed: AsyncGenerator<Buffer>): AsyncIterable<Buffer> => {
  const encrypted = (entry.generalPurposeBitFlag & 1) !== 0;
  if (encrypted) {
    throw new UnreadableFile(
      'file_unreadable',
      'The file is protected by a password: remove it and upload the file again.',
    );
  }
  if (entry.compressionMethod === STORED) return packed;
  if (entry.compressionMethod !== DEFLATED) throw damaged();
  const source = Readable.from(packed, { objectMode: false });
  // Its errors come out of the stream that it returns.
  return pipeline(source, zlib.createInflateRaw({ chunkSize: CHUNK }), () => {});
};

async function* verified(entry: Entry, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let size = 0;
  let checksum = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > entry.uncompressedSize) throw damaged();
    if (canCheck) checksum = zlib.crc32(chunk, checksum);
    yield chunk;
    await setImmediate();
  }
  if (size !== entry.uncompressedSize) throw damaged();
  if (canCheck && checksum !== entry.crc32) throw damaged();
}
