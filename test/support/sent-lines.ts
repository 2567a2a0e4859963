/** Sources that are sent lines, and what they pass on: as a collector takes it in, with room or without. */

import type { TestContext } from 'node:test';
import { systemRandom } from '#libs/clock/random.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { parseConfig } from '#libs/config/load.ts';
import { fileSchema } from '#libs/config/service-config.ts';
import { collectorConfig, type SourceConfig } from '#services/collector/config.ts';
import { LINE_BYTES_MAX } from '#services/collector/formats/format.ts';
import type { LineSink, Source, SourceSink } from '#services/collector/sources/source.ts';
import { syslogSource } from '#services/collector/sources/syslog/syslog-source.ts';

export class SentSink implements SourceSink {
  readonly lineBytesMax = LINE_BYTES_MAX;
  readonly known = [];
  readonly lines: string[] = [];
  /** Of lines that are too long, what came of them. */
  readonly tooLong: string[] = [];
  overrun = 0;
  flushes = 0;
  ended = 0;
  /** Resolved before more is taken in. */
  hold: Promise<void> = Promise.resolve();

  begin(): LineSink {
    return {
      line: (buffer, start, end) => {
        const kept = end - start > LINE_BYTES_MAX ? this.tooLong : this.lines;
        kept.push(buffer.toString('latin1', start, end));
      },
      overrun: (lines) => {
        this.overrun += lines;
      },
      flush: () => {
        this.flushes++;
        return this.hold;
      },
      stored: async () => {},
      dropped: () => 0,
      caughtUp: () => {},
      end: () => void this.ended++,
    };
  }
}

/** A source of the configuration, as YAML says it. */
export function sourceConfig(yaml: string): SourceConfig {
  const schema = fileSchema('collector', collectorConfig);
  return parseConfig(`collector: { sources: [${yaml}] }`, 'weir.yaml', schema).own.sources[0];
}

/** A source at work, until it is stopped. */
export class Sending<S extends Source> {
  readonly source: S;
  readonly sink: SentSink;
  readonly done: Promise<void>;
  readonly #stopping = new AbortController();

  constructor(source: S, sink = new SentSink()) {
    this.source = source;
    this.sink = sink;
    this.done = source.run(sink, this.#stopping.signal);
    this.done.catch(() => {});
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.done;
  }
}

/** A syslog source on a free port of the loopback interface; `settings` are more lines of its configuration. */
export function syslog(t: TestContext, settings = 'transport: udp', listen = '127.0.0.1:0') {
  const config = sourceConfig(`{ type: syslog, name: edge, listen: "${listen}", ${settings} }`);
  if (config.type !== 'syslog') throw new Error(config.type);
  const sending = new Sending(syslogSource({ ...config, clock: new SystemClock(), random: systemRandom }));
  t.after(() => sending.stop().catch(() => {}));
  return sending;
}
