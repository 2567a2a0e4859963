/** Asks the analyzers what is known of an address: the one that owns its shard answers. */
import type { Announcements } from '#libs/bus/announcements.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { explainAnswerFilter, explainAnswerSubject, explainSubject } from '#libs/cluster/names.ts';
import { addressOf, formatAddress } from '#libs/domain/address.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import { weir } from '#proto';

const PATIENCE_MS = 2000;
const WAITING_MAX = 100;

export interface ExplanationsOptions {
  readonly instance: string;
  readonly announcements: Announcements;
  readonly clock: Clock;
  readonly log: Log;
}

export class Explanations {
  readonly #options: ExplanationsOptions;
  /** Callers that wait, by the subject that the answer will have. */
  readonly #waiting = new Map<string, (reply: weir.v1.ExplainReply) => void>();
  #asked = 0;

  constructor(options: ExplanationsOptions, signal: AbortSignal) {
    this.#options = options;
    const { announcements, instance, log } = options;
    announcements.listen(
      explainAnswerFilter(instance),
      (subject, data) => {
        try {
          this.#waiting.get(subject)?.(weir.v1.ExplainReply.decode(data));
        } catch (error) {
          logError(log, error, `answer ${subject}`);
        }
      },
      signal,
    );
  }

  /** @throws WeirError `invalid` for what is no address; `full`; `unavailable` when nobody answers */
  async ask(text: string): Promise<weir.v1.ExplainReply> {
    const { announcements, instance, clock } = this.#options;
    const address = addressOf(text.trim());
    if (!address)
      throw new WeirError('invalid', `${JSON.stringify(text)} is no address, such as 203.0.113.7`);
    if (this.#waiting.size >= WAITING_MAX) throw new WeirError('full', `${WAITING_MAX} others ask already`);
    const subject = explainSubject(instance, ++this.#asked);
    const answer = explainAnswerSubject(subject);
    const request = { address: formatAddress(address) };
    const answered = Promise.withResolvers<weir.v1.ExplainReply>();
    this.#waiting.set(answer, answered.resolve);
    const patience = clock.after(PATIENCE_MS, () => {
      answered.reject(new WeirError('unavailable', `no analyzer owns the shard of ${request.address} now`));
    });
    announcements.announce(subject, weir.v1.ExplainRequest.encode(request).finish());
    try {
      return await answered.promise;
    } finally {
      patience.cancel();
      this.#waiting.delete(answer);
    }
  }
}
