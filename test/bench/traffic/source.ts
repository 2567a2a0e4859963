/** The traffic as a log that is being read: a source of lines as a collector has them. */
import type { Source, SourceSink } from '#services/collector/sources/source.ts';
import { weirLine } from './line.ts';
import type { Request } from './request.ts';

const LINES_A_CHUNK = 500;

export class TrafficSource implements Source {
  readonly name = 'traffic';
  readonly size = undefined;
  readonly #requests: Iterable<Request>;
  readonly #onRequest: (request: Request) => void;

  /** @param onRequest is told of each request before its line is passed on */
  constructor(requests: Iterable<Request>, onRequest: (request: Request) => void) {
    this.#requests = requests;
    this.#onRequest = onRequest;
  }

  async run(sink: SourceSink): Promise<void> {
    const lines = sink.begin('traffic', 0);
    let position = 0;
    let number = 0;
    for (const request of this.#requests) {
      this.#onRequest(request);
      const bytes = Buffer.from(weirLine(request, ++number));
      lines.line(bytes, 0, bytes.length - 1, position);
      position += bytes.length;
      if (number % LINES_A_CHUNK === 0) await lines.flush(position);
    }
    await lines.flush(position);
    lines.end();
  }
}
