/**
 * Where a source that can't be closed for a while passes its lines: to one sink after the other. Between two of them it has to wait,
 * as it does when there is no room, so no more is held here than comes before a sender does.
 */
import type { LineSink, SourceSink } from './source.ts';

/** Bytes that are held of what one source has begun; what comes beyond is counted as overrun. */
const HELD_BYTES_MAX = 16 * 1024 * 1024;

export class LastingSink implements SourceSink {
  readonly lineBytesMax: number;
  readonly known = [];
  readonly #begun = new Set<LastingLines>();
  #sink: SourceSink | undefined;

  constructor(lineBytesMax: number) {
    this.lineBytesMax = lineBytesMax;
  }

  begin(identity: string, position: number): LineSink {
    const lines = new LastingLines(identity, position, () => this.#begun.delete(lines));
    this.#begun.add(lines);
    if (this.#sink) lines.attach(this.#sink);
    return lines;
  }

  /** Lines go to `sink` from now on, first those that are held. */
  attach(sink: SourceSink): void {
    this.#sink = sink;
    for (const lines of [...this.#begun]) lines.attach(sink);
  }

  /** The sink takes no more: it is told that nothing more will come. */
  detach(): void {
    this.#sink = undefined;
    for (const lines of this.#begun) lines.detach();
  }
}

class LastingLines implements LineSink {
  readonly #identity: string;
  readonly #onEnd: () => void;
  #position: number;
  #inner: LineSink | undefined;
  #attached = Promise.withResolvers<LineSink>();
  #held: { readonly line: Buffer; readonly position: number }[] = [];
  #heldBytes = 0;
  #overrun = 0;
  #isEnded = false;

  constructor(identity: string, position: number, onEnd: () => void) {
    this.#identity = identity;
    this.#position = position;
    this.#onEnd = onEnd;
  }

  attach(sink: SourceSink): void {
    const inner = sink.begin(this.#identity, this.#position);
    this.#inner = inner;
    for (const { line, position } of this.#held) inner.line(line, 0, line.length, position);
    if (this.#overrun > 0) inner.overrun(this.#overrun);
    this.#held = [];
    this.#heldBytes = 0;
    this.#overrun = 0;
    this.#attached.resolve(inner);
    if (this.#isEnded) this.end();
  }

  detach(): void {
    this.#inner?.end();
    this.#inner = undefined;
    this.#attached = Promise.withResolvers();
  }

  line(buffer: Buffer, start: number, end: number, position: number): void {
    if (this.#inner) {
      this.#inner.line(buffer, start, end, position);
    } else if (this.#heldBytes + end - start > HELD_BYTES_MAX) {
      this.#overrun++;
    } else {
      this.#held.push({ line: Buffer.from(buffer.subarray(start, end)), position });
      this.#heldBytes += end - start;
    }
  }

  overrun(lines: number): void {
    if (this.#inner) this.#inner.overrun(lines);
    else this.#overrun += lines;
  }

  /** While there is no sink, no more may come. */
  async flush(position: number): Promise<void> {
    this.#position = position;
    let inner: LineSink;
    do {
      inner = this.#inner ?? (await this.#attached.promise);
      await inner.flush(position);
    } while (inner !== this.#inner && !this.#isEnded);
  }

  async stored(): Promise<void> {
    await (this.#inner ?? (await this.#attached.promise)).stored();
  }

  dropped(): number {
    return this.#inner?.dropped() ?? 0;
  }

  caughtUp(): void {
    this.#inner?.caughtUp();
  }

  /** What is held is for the next sink all the same. */
  end(): void {
    this.#isEnded = true;
    if (!this.#inner) return;
    this.#inner.end();
    this.#onEnd();
  }
}
