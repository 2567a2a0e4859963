/** The log of one web server: it outlasts every collector. */
import type { Clock } from '#libs/clock/clock.ts';
import type { Source, SourceSink } from '#services/collector/sources/source.ts';

const POLL_MS = 100;
const CHUNK_LINES = 20;

export class LogFile {
  readonly lines: { readonly bytes: Buffer; readonly at: number }[] = [];
  size = 0;

  append(line: string): void {
    const bytes = Buffer.from(line);
    this.lines.push({ bytes, at: this.size });
    this.size += bytes.length + 1;
  }
}

/** Reads a log from where the collector was. */
export class LogSource implements Source {
  readonly name: string;
  readonly #file: LogFile;
  readonly #clock: Clock;

  constructor(name: string, file: LogFile, clock: Clock) {
    this.name = name;
    this.#file = file;
    this.#clock = clock;
  }

  get size(): number {
    return this.#file.size;
  }

  async run(sink: SourceSink, signal: AbortSignal): Promise<void> {
    const { lines } = this.#file;
    const from = sink.known[0]?.position ?? 0;
    const lineSink = sink.begin('log-1', from);
    let next = lines.findIndex(({ at }) => at >= from);
    if (next < 0) next = from === 0 ? 0 : lines.length;
    while (!signal.aborted) {
      if (next >= lines.length) {
        lineSink.caughtUp();
        await this.#clock.sleep(POLL_MS, signal);
        continue;
      }
      const end = Math.min(lines.length, next + CHUNK_LINES);
      for (; next < end; next++) {
        const { bytes, at } = lines[next];
        lineSink.line(bytes, 0, bytes.length, at);
      }
      await lineSink.flush(next < lines.length ? lines[next].at : this.#file.size);
    }
  }
}
