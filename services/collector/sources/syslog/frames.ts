/**
 * Cuts a stream of syslog records into them. Each is framed in one of two ways (RFC 6587), which one is seen record by
 * record: `123 <190>...` says how many bytes it has, `<190>...` ends with its line.
 */
import { LINE_BYTES_MAX } from '../../formats/format.ts';

/** Of longer records one byte more than this is passed on, the rest is passed over: a line at its limit, and a header. */
export const RECORD_BYTES_MAX = LINE_BYTES_MAX + 2048;

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const LESS = 0x3c;
const COUNT_DIGITS_MAX = 9;

export interface RecordSink {
  /** A record: the bytes from `start` up to `end`, which are only valid during the call. */
  record(buffer: Buffer, start: number, end: number): void;
  /** A record was not whole when its connection ended. */
  cutOff(): void;
}

export class SyslogFrames {
  readonly #sink: RecordSink;
  /** What has come of the record that is not complete, `#size` bytes of it. */
  #buffer: Buffer = Buffer.alloc(0);
  #size = 0;
  /** Up to where no line's end is. */
  #searched = 0;
  /** Bytes to come of a counted record that is too long. */
  #passOver = 0;
  /** Whether what comes is the rest of a line that is too long. */
  #isRest = false;

  constructor(sink: RecordSink) {
    this.#sink = sink;
  }

  push(chunk: Buffer): void {
    this.#append(chunk);
    let at = 0;
    for (let next = this.#next(at); next >= 0; next = this.#next(at)) at = next;
    this.#buffer.copyWithin(0, at, this.#size);
    this.#size -= at;
    this.#searched = Math.max(0, this.#searched - at);
  }

  /** Nothing more will come. A record that was counted and is not complete is none; what is left of a line is all of it. */
  finish(): void {
    if (this.#size > 0 && this.#countAt(0).bytes === 0) this.#sink.record(this.#buffer, 0, this.#size);
    else if (this.#size > 0) this.#sink.cutOff();
    this.#size = 0;
  }

  /** The connection is gone, whether it has come to its end or not. */
  close(): void {
    if (this.#size > 0) this.#sink.cutOff();
    this.#size = 0;
  }

  #append(chunk: Buffer): void {
    const size = this.#size + chunk.length;
    if (size > this.#buffer.length) {
      const grown = Buffer.allocUnsafeSlow(size);
      this.#buffer.copy(grown, 0, 0, this.#size);
      this.#buffer = grown;
    }
    chunk.copy(this.#buffer, this.#size);
    this.#size = size;
  }

  /** Takes what is at `at`. @returns where to go on, or -1 when more has to come */
  #next(at: number): number {
    if (at >= this.#size) return -1;
    if (this.#passOver > 0) return this.#passOn(at);
    if (this.#isRest) return this.#lineEnd(at);
    // Some who count put a line's end behind each record all the same.
    if (this.#buffer[at] === LINE_FEED) return at + 1;
    const { from, bytes } = this.#countAt(at);
    if (bytes < 0) return -1;
    if (bytes === 0) return this.#lineEnd(at);
    if (bytes > RECORD_BYTES_MAX) {
      const cut = from + RECORD_BYTES_MAX + 1;
      if (cut > this.#size) return -1;
      this.#sink.record(this.#buffer, from, cut);
      this.#passOver = bytes - RECORD_BYTES_MAX - 1;
      return cut;
    }
    if (from + bytes > this.#size) return -1;
    this.#sink.record(this.#buffer, from, from + bytes);
    return from + bytes;
  }

  #passOn(at: number): number {
    const bytes = Math.min(this.#passOver, this.#size - at);
    this.#passOver -= bytes;
    return at + bytes;
  }

  /** A record that ends with its line, or the rest of one. */
  #lineEnd(at: number): number {
    const found = this.#buffer.subarray(0, this.#size).indexOf(LINE_FEED, Math.max(at, this.#searched));
    const end = found < 0 ? this.#size : found;
    const isLong = end - at > RECORD_BYTES_MAX;
    if (found < 0) this.#searched = this.#size;
    if (found < 0 && !isLong && !this.#isRest) return -1;
    if (!this.#isRest) this.#sink.record(this.#buffer, at, isLong ? at + RECORD_BYTES_MAX + 1 : end);
    this.#isRest = found < 0;
    return found < 0 ? end : end + 1;
  }

  /** The count before a record: where the record begins and its bytes; 0 when there is none, -1 when more has to come. */
  #countAt(at: number): { readonly from: number; readonly bytes: number } {
    const digitsMax = Math.min(this.#size, at + COUNT_DIGITS_MAX);
    let bytes = 0;
    let from = at;
    for (; from < digitsMax && isDigit(this.#buffer[from]); from++) {
      bytes = 10 * bytes + this.#buffer[from] - 0x30;
      if (bytes === 0) return { from: at, bytes: 0 };
    }
    if (from === at) return { from: at, bytes: 0 };
    if (from < this.#size && this.#buffer[from] !== SPACE) return { from: at, bytes: 0 };
    // A line that begins with a number is no count: behind that comes a record.
    if (from + 1 < this.#size && this.#buffer[from + 1] !== LESS) return { from: at, bytes: 0 };
    return from + 1 < this.#size ? { from: from + 1, bytes } : { from: at, bytes: -1 };
  }
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
