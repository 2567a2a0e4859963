/** Cuts what is read of a file into lines. */
import type { LineSink } from './source.ts';

type Lines = Pick<LineSink, 'line' | 'tooLong'>;

/** Longer lines are counted, and nothing else. */
export const LINE_BYTES_MAX = 64 * 1024;

const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/**
 * Keeps no bytes: a line that is not complete is read again with what comes after it. So each chunk begins at
 * `position`, which is the beginning of a line unless a line that is too long is being passed over.
 */
export class LineSplitter {
  position: number;
  /** Where the line begins that is being passed over, or -1. */
  #longFrom = -1;

  constructor(position: number) {
    this.position = position;
  }

  /** Lines that begin before this have been passed on. */
  get taken(): number {
    return this.#longFrom < 0 ? this.position : this.#longFrom;
  }

  /**
   * Passes on the lines of a chunk, the first `bytes` bytes of `buffer`, and moves `position` on. Writes a byte
   * behind them if there is room.
   */
  push(buffer: Buffer, bytes: number, sink: Lines): void {
    // So the search for a line's end needs no limit of its own.
    if (bytes < buffer.length) buffer[bytes] = LINE_FEED;
    const chunkAt = this.position;
    let start = 0;
    for (;;) {
      if (this.#longFrom < 0) start = skipHole(buffer, start, bytes);
      const end = buffer.indexOf(LINE_FEED, start);
      if (end < 0 || end >= bytes) break;
      if (this.#longFrom >= 0) this.#endLong(chunkAt + end, sink);
      else if (end - start > LINE_BYTES_MAX) sink.tooLong(chunkAt + start, end - start);
      else passOn(buffer, start, end, chunkAt + start, sink);
      start = end + 1;
    }
    if (this.#longFrom < 0 && bytes - start > LINE_BYTES_MAX) this.#longFrom = chunkAt + start;
    this.position = chunkAt + (this.#longFrom < 0 ? start : bytes);
  }

  /** Takes what is left, the first `bytes` bytes of `buffer`, as a line: nothing more will come. */
  finish(buffer: Buffer, bytes: number, sink: Lines): void {
    const at = this.position;
    this.position += bytes;
    const start = skipHole(buffer, 0, bytes);
    if (this.#longFrom >= 0) this.#endLong(this.position, sink);
    else if (start < bytes) passOn(buffer, start, bytes, at + start, sink);
  }

  #endLong(end: number, sink: Lines): void {
    sink.tooLong(this.#longFrom, end - this.#longFrom);
    this.#longFrom = -1;
  }
}

/**
 * A writer that does not append leaves a hole when its file is emptied in place: it goes on where it was, and what
 * is before that reads as zeros.
 */
function skipHole(buffer: Buffer, start: number, end: number): number {
  let i = start;
  while (i < end && buffer[i] === 0) i++;
  return i;
}

function passOn(buffer: Buffer, start: number, end: number, position: number, sink: Lines): void {
  sink.line(buffer, start, end > start && buffer[end - 1] === RETURN ? end - 1 : end, position);
}
