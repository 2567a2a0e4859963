/** Lines of a stream that is read once, such as what another program prints. */
import type { Readable } from 'node:stream';
import type { Source, SourceSink } from './source.ts';
import { passOnStream } from './stream-lines.ts';

export class StreamSource implements Source {
  readonly name: string;
  readonly size = undefined;
  readonly #stream: Readable;

  constructor(name: string, stream: Readable) {
    this.name = name;
    this.#stream = stream;
  }

  run(sink: SourceSink, signal: AbortSignal): Promise<void> {
    return passOnStream(this.#stream, sink.begin(this.name, 0), sink.lineBytesMax, signal);
  }
}
