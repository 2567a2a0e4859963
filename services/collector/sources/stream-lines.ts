/** Cuts a stream into lines: what is not complete is kept, because it can't be read again. */
import type { Readable } from 'node:stream';
import { LineSplitter } from './line-splitter.ts';
import type { LineSink } from './source.ts';

const PIECE_BYTES = 128 * 1024;

export class StreamLines {
  readonly #sink: Pick<LineSink, 'line'>;
  readonly #splitter: LineSplitter;
  readonly #buffer: Buffer;
  #kept = 0;

  /** @param lineBytesMax bytes of a line that are wanted */
  constructor(sink: Pick<LineSink, 'line'>, lineBytesMax: number) {
    this.#sink = sink;
    this.#splitter = new LineSplitter(0, lineBytesMax);
    this.#buffer = Buffer.allocUnsafeSlow(lineBytesMax + PIECE_BYTES + 1);
  }

  /** Bytes of the stream of which all lines have been passed on. */
  get taken(): number {
    return this.#splitter.taken;
  }

  push(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) this.#push(chunk.subarray(at, at + PIECE_BYTES));
  }

  /** Nothing more will come: what is left is a line. */
  finish(): void {
    this.#splitter.finish(this.#buffer, this.#kept, this.#sink);
    this.#kept = 0;
  }

  #push(piece: Uint8Array): void {
    this.#buffer.set(piece, this.#kept);
    const bytes = this.#kept + piece.length;
    const before = this.#splitter.position;
    this.#splitter.push(this.#buffer, bytes, this.#sink);
    const done = this.#splitter.position - before;
    this.#buffer.copyWithin(0, done, bytes);
    this.#kept = bytes - done;
  }
}

/** Passes on the lines of a stream up to its end, which is the end of its last line, too; or until `signal` is aborted. */
export async function passOnStream(
  stream: Readable,
  sink: LineSink,
  lineBytesMax: number,
  signal: AbortSignal,
): Promise<void> {
  const lines = new StreamLines(sink, lineBytesMax);
  for await (const chunk of stream) {
    lines.push(chunk);
    await sink.flush(lines.taken);
    if (signal.aborted) return;
  }
  lines.finish();
  await sink.flush(lines.taken);
  sink.end();
}
