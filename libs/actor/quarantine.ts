/** Where messages go that end whoever applies them: out of the way, and there for whoever wants to find out why. */
import type { StoredMessage, Streams } from '../bus/streams.ts';
import { quarantineSubject } from '../cluster/names.ts';
import { failureOf } from '../errors/weir-error.ts';
import { type Log, logError } from '../telemetry/logging.ts';

export interface QuarantineOptions {
  readonly streams: Streams;
  /** That the messages are of. */
  readonly stream: string;
  readonly log: Log;
}

export class Quarantine {
  readonly #options: QuarantineOptions;

  constructor(options: QuarantineOptions) {
    this.#options = options;
  }

  /** Keeps a copy of the message. When the quarantine is full, only the log tells of it. @throws WeirError `unavailable` */
  async put({ sequence, data, subject }: StoredMessage, reason: string): Promise<void> {
    const { streams, stream, log } = this.#options;
    log.error({ stream, sequence, bytes: data.length, reason }, 'message put into quarantine');
    try {
      await streams.publish(quarantineSubject(stream), data, {
        id: `${stream}-${sequence}`,
        headers: { 'Weir-Subject': subject, 'Weir-Sequence': String(sequence), 'Weir-Reason': reason },
      });
    } catch (error) {
      if (failureOf(error) !== 'full') throw error;
      logError(log, error, 'keeping a message in quarantine');
    }
  }
}
