/** Cuts what is read of a file into lines. */
import type { LineSink } from './source.ts';

type Lines = Pick<LineSink, 'line'>;

const LINE_FEED = 0x0a;
const RETURN = 0x0d;

/**
 * Keeps no bytes: a line that is not complete is read again with what comes after it. So each chunk begins at
 * `position`, which is the beginning of a line unless a line that is too long is being passed over. Of that the beginning is kept
 * until its end has come: a line counts as taken over when it is passed on.
 */
export class LineSplitter {
  position: number;
  readonly #lineBytesMax: number;
  /** Where the line begins that is being passed over, or -1. */
  #longFrom = -1;
  /** The beginning of that line; undefined when it was not seen. */
  #longHead: Buffer | undefined;

  /**
   * @param lineBytesMax bytes of a line that are wanted
   * @param isWithinLine when `position` is in a line that began before: it is passed over, and nothing is passed on of it
   */
  constructor(position: number, lineBytesMax: number, isWithinLine = false) {
    this.position = position;
    this.#lineBytesMax = lineBytesMax;
    if (isWithinLine) this.#longFrom = position;
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
      if (this.#longFrom >= 0) this.#endLong(sink);
      else passOn(buffer, start, end, chunkAt + start, sink);
      start = end + 1;
    }
    if (this.#longFrom < 0 && bytes - start > this.#lineBytesMax) {
      this.#longFrom = chunkAt + start;
      this.#longHead = Buffer.from(buffer.subarray(start, start + this.#lineBytesMax + 1));
    }
    this.position = chunkAt + (this.#longFrom < 0 ? start : bytes);
  }

  /** Takes what is left, the first `bytes` bytes of `buffer`, as a line: nothing more will come. */
  finish(buffer: Buffer, bytes: number, sink: Lines): void {
    const at = this.position;
    this.position += bytes;
    const start = skipHole(buffer, 0, bytes);
    if (this.#longFrom >= 0) this.#endLong(sink);
    else if (start < bytes) passOn(buffer, start, bytes, at + start, sink);
  }

  #endLong(sink: Lines): void {
    const head = this.#longHead;
    if (head) sink.line(head, 0, head.length, this.#longFrom);
    this.#longFrom = -1;
    this.#longHead = undefined;
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
