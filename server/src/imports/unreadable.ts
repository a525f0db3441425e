import type { ErrorCode } from '../../../contracts/errors';

/** A file that can't be read as a list. The message tells the person who sent it what to do. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';

  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}
