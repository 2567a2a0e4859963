/**
 * What the owner of a shard lets its stream lose when that is nearly full: what is in a stored snapshot, and never anything else.
 * Others that read the stream are waited for, until it is so full that they would keep everybody from working.
 */
import type { Streams } from '../bus/streams.ts';
import { type Log, logError } from '../telemetry/logging.ts';

/** Share of a stream's limit above which what has been processed goes. */
const FULL_SHARE = 0.8;
/** And above which it goes although others need it still: they are left behind. */
const OVERFULL_SHARE = 0.9;

export interface RetentionOptions {
  readonly shard: number;
  readonly stream: string;
  readonly streams: Streams;
  readonly log: Log;
  /**
   * Up to which message others need nothing of the stream any more, which has this incarnation. Undefined where it is for
   * another owner to make room in the stream.
   */
  readonly spare: ((incarnation: string) => Promise<number>) | undefined;
}

export class Retention {
  readonly #options: RetentionOptions;

  constructor(options: RetentionOptions) {
    this.#options = options;
  }

  /**
   * Looks whether room is to be made, and makes it. Never rejects.
   * @param seal stores what has been processed, as far as that can be done now; resolves to what is sealed then
   */
  async review(incarnation: string, seal: () => Promise<number>): Promise<void> {
    const { shard, stream, streams, log, spare } = this.#options;
    try {
      const { bytes, maxBytes } = await streams.state(stream);
      if (bytes <= FULL_SHARE * maxBytes) return;
      const sealed = await seal();
      if (!spare) return;
      const spared = await spare(incarnation);
      const isOverfull = bytes > OVERFULL_SHARE * maxBytes;
      if (isOverfull && spared < sealed) log.warn({ shard, spared, sealed }, 'others are left behind');
      await streams.purge(stream, { before: (isOverfull ? sealed : Math.min(sealed, spared)) + 1 });
    } catch (error) {
      logError(log, error, `making room in the stream of shard ${shard}`);
    }
  }
}
