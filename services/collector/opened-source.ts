/** A source of the configuration, for as long as the collector runs: terms come and go, and take its lines one after the other. */
import type { ServiceContext } from '#libs/service/service.ts';
import type { SourceConfig } from './config.ts';
import { LINE_BYTES_MAX } from './formats/format.ts';
import { keepRunning } from './sources/keep-running.ts';
import { LastingSink } from './sources/lasting-sink.ts';
import type { SourceContext } from './sources/open-source.ts';
import type { Source, SourceSink } from './sources/source.ts';

/** Opens what a source of the configuration reads. */
export type OpenSource = (config: SourceConfig, context: SourceContext) => Source;

export class OpenedSource {
  readonly config: SourceConfig;
  readonly source: Source;
  readonly #context: Pick<ServiceContext, 'clock' | 'log' | 'random'>;
  readonly #lasting = new LastingSink(LINE_BYTES_MAX);

  constructor(config: SourceConfig, context: SourceContext, open: OpenSource) {
    this.config = config;
    this.source = open(config, context);
    this.#context = context;
  }

  /** Lets a source that lasts run until `signal` is aborted, whoever takes its lines. Others are run by `feed`. Never rejects. */
  async keep(signal: AbortSignal): Promise<void> {
    if (this.source.lasts) await keepRunning(this.source, this.#lasting, { ...this.#context, signal });
  }

  /** Passes its lines to `sink`. Resolves when it has come to its end (true), or `signal` is aborted (false). */
  async feed(sink: SourceSink, signal: AbortSignal): Promise<boolean> {
    if (!this.source.lasts) return keepRunning(this.source, sink, { ...this.#context, signal });
    this.#lasting.attach(sink);
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
      if (signal.aborted) resolve();
    });
    this.#lasting.detach();
    return false;
  }
}
