/**
 * Lines as container runtimes write them into files: `2025-12-31T17:37:40.493035218+01:00 stdout F …`. What a container
 * writes is cut after 16 KB; `P` stands before each part but the last. A part alone must not be read as a line: its
 * beginning is for a client to choose.
 */
import type { EventRow } from '#libs/wire/row.ts';
import { MINUS, SPACE } from './ascii.ts';
import { type Format, INCOMPLETE, LINE_BYTES_MAX } from './format.ts';

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
  #isCut = false;

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

  get isCut(): boolean {
    return this.#isCut;
  }

  turnTo(reading: object): void {
    this.#parts = this.#others.get(reading) ?? STREAMS.map(() => new Parts());
    this.#others.set(reading, this.#parts);
  }

  parse(buffer: Buffer, start: number, end: number, row: EventRow): string {
    this.#isCut = false;
    const stream = streamAt(buffer, start, end);
    if (stream < 0) return 'not of a container';
    const content = Math.min(end, stream + PREFIX_BYTES);
    const parts = this.#partsAt(buffer, stream);
    const isPart = buffer[stream + STREAM_BYTES + 1] === PARTIAL;
    if (!isPart && !parts.isOpen) return this.#inner.parse(buffer, content, end, row);
    parts.add(buffer, content, end);
    return isPart ? INCOMPLETE : this.#readParts(parts, row);
  }

  parseCut(buffer: Buffer, start: number, end: number, row: EventRow): string {
    const stream = streamAt(buffer, start, end);
    if (stream < 0) return 'not of a container';
    const content = Math.min(end, stream + PREFIX_BYTES);
    const parts = this.#partsAt(buffer, stream);
    parts.add(buffer, content, end);
    parts.cut();
    return buffer[stream + STREAM_BYTES + 1] === PARTIAL ? INCOMPLETE : this.#readParts(parts, row);
  }

  #partsAt(buffer: Buffer, stream: number): Parts {
    return this.#parts[buffer[stream + 3] === STDOUT[3] ? 0 : 1];
  }

  #readParts(parts: Parts, row: EventRow): string {
    this.#isCut = parts.isCut;
    const bytes = parts.take();
    return this.#isCut
      ? this.#inner.parseCut(parts.buffer, 0, bytes, row)
      : this.#inner.parse(parts.buffer, 0, bytes, row);
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

/** The parts of one line: as much memory as a line may have, and what is longer is cut. */
class Parts {
  buffer: Buffer = Buffer.alloc(0);
  isOpen = false;
  /** Whether something of it was left out. */
  isCut = false;
  #bytes = 0;

  add(buffer: Buffer, start: number, end: number): void {
    if (this.buffer.length === 0) this.buffer = Buffer.allocUnsafeSlow(LINE_BYTES_MAX);
    if (!this.isOpen) {
      this.#bytes = 0;
      this.isCut = false;
    }
    this.isOpen = true;
    if (this.isCut || end <= start) return;
    const taken = buffer.copy(this.buffer, this.#bytes, start, end);
    this.#bytes += taken;
    this.isCut = taken < end - start;
  }

  /** Something is missing behind what was added last, so nothing more is to be added. */
  cut(): void {
    this.isCut = true;
  }

  /** Ends the line. @returns how many bytes it has. */
  take(): number {
    this.isOpen = false;
    return this.#bytes;
  }
}
