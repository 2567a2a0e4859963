/**
 * Lines as container runtimes write them into files: `2025-12-31T17:37:40.493035218+01:00 stdout F …`. What a container
 * writes is cut after 16 KB; `P` stands before each part but the last. A part alone must not be read as a line: its
 * beginning is for a client to choose.
 */
import type { EventRow } from '#libs/wire/row.ts';
import { MINUS, SPACE } from './ascii.ts';
import { type Format, INCOMPLETE } from './format.ts';

const LINE_BYTES_MAX = 64 * 1024;
const STREAM_BYTES = 6;
/** `stdout F `. */
const PREFIX_BYTES = STREAM_BYTES + 3;
const STDOUT = Buffer.from('stdout');
const STDERR = Buffer.from('stderr');
const STREAMS = [STDOUT, STDERR];
const TIME_BYTES_MIN = 20;
const TIME_BYTES_MAX = 40;
const FULL = 0x46;
const PARTIAL = 0x50;
const LETTER_T = 0x54;

export class CriFormat implements Format {
  readonly #inner: Format;
  /** By stream, the parts so far: both streams of a container write into the same file. */
  #parts = STREAMS.map(() => new Parts());
  /** By what is read, those that are not read now. */
  readonly #others = new WeakMap<object, Parts[]>();

  constructor(inner: Format) {
    this.#inner = inner;
  }

  get name(): string {
    return this.#inner.name;
  }

  get fields(): number {
    return this.#inner.fields;
  }

  get isWithinLine(): boolean {
    return this.#parts.some((parts) => parts.isOpen);
  }

  turnTo(reading: object): void {
    this.#parts = this.#others.get(reading) ?? STREAMS.map(() => new Parts());
    this.#others.set(reading, this.#parts);
  }

  parse(buffer: Buffer, start: number, end: number, row: EventRow): string {
    const stream = streamAt(buffer, start, end);
    if (stream < 0) return 'not of a container';
    const content = Math.min(end, stream + PREFIX_BYTES);
    const parts = this.#parts[buffer[stream + 3] === STDOUT[3] ? 0 : 1];
    if (buffer[stream + STREAM_BYTES + 1] === PARTIAL) {
      parts.add(buffer, content, end);
      return INCOMPLETE;
    }
    if (!parts.isOpen) return this.#inner.parse(buffer, content, end, row);
    parts.add(buffer, content, end);
    const bytes = parts.take();
    return bytes === 0 ? 'too long' : this.#inner.parse(parts.buffer, 0, bytes, row);
  }
}

/** Where what a container wrote begins in a line of its runtime; `start` for any other line. */
export function criContent(buffer: Uint8Array, start: number, end: number): number {
  const stream = streamAt(buffer, start, end);
  return stream < 0 ? start : Math.min(end, stream + PREFIX_BYTES);
}

/** Where the name of the stream is, or -1. */
function streamAt(buffer: Uint8Array, start: number, end: number): number {
  if (end - start < TIME_BYTES_MIN + STREAM_BYTES + 4) return -1;
  if (buffer[start + 4] !== MINUS || buffer[start + 7] !== MINUS || buffer[start + 10] !== LETTER_T)
    return -1;
  let i = start + TIME_BYTES_MIN;
  const last = Math.min(end - STREAM_BYTES - 4, start + TIME_BYTES_MAX);
  while (i <= last && buffer[i] !== SPACE) i++;
  if (i > last) return -1;
  const stream = i + 1;
  const tag = stream + STREAM_BYTES + 1;
  if (buffer[tag - 1] !== SPACE || (tag + 1 < end && buffer[tag + 1] !== SPACE)) return -1;
  if (buffer[tag] !== FULL && buffer[tag] !== PARTIAL) return -1;
  const isStream = (name: Buffer) => name.every((byte, at) => buffer[stream + at] === byte);
  return isStream(STDOUT) || isStream(STDERR) ? stream : -1;
}

/** The parts of one line: as much memory as a line may have, and what is longer is no line. */
class Parts {
  buffer: Buffer = Buffer.alloc(0);
  isOpen = false;
  #bytes = 0;

  add(buffer: Buffer, start: number, end: number): void {
    if (this.buffer.length === 0) this.buffer = Buffer.allocUnsafeSlow(LINE_BYTES_MAX);
    if (!this.isOpen) this.#bytes = 0;
    this.isOpen = true;
    const bytes = Math.max(0, end - start);
    if (this.#bytes + bytes <= LINE_BYTES_MAX) buffer.copy(this.buffer, this.#bytes, start, end);
    // Once too long it stays so, up to its end.
    this.#bytes = Math.min(LINE_BYTES_MAX + 1, this.#bytes + bytes);
  }

  /** Ends the line. @returns how many bytes it has, 0 when it was too long. */
  take(): number {
    this.isOpen = false;
    return this.#bytes > LINE_BYTES_MAX ? 0 : this.#bytes;
  }
}
