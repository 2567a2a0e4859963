/** Asks the analyzers what is known of an address: of each group the one that owns its shard answers. */
import type { Announcements } from '#libs/bus/announcements.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { explainAnswerFilter, explainAnswerSubject, explainSubject } from '#libs/cluster/names.ts';
import { addressOf, formatAddress } from '#libs/domain/address.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import { weir } from '#proto';

const PATIENCE_MS = 2000;
/** Whoever has the rest of the answer waits no longer for an analyzer of one's own. */
const OWN_PATIENCE_MS = 500;
const WAITING_MAX = 100;

export interface ExplanationsOptions {
  readonly instance: string;
  readonly announcements: Announcements;
  readonly clock: Clock;
  readonly log: Log;
  /** The groups of analyzers of one's own that are at work. */
  readonly ownGroups: () => readonly string[];
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
  async ask(text: string): Promise<weir.v1.ExplainReply.$Properties> {
    const found = addressOf(text.trim());
    if (!found) throw new WeirError('invalid', `${JSON.stringify(text)} is no address, such as 203.0.113.7`);
    if (this.#waiting.size >= WAITING_MAX) throw new WeirError('full', `${WAITING_MAX} others ask already`);
    const address = formatAddress(found);
    const reply = await this.#question({ address }, PATIENCE_MS);
    const known = reply.sessions;
    const own = this.#options
      .ownGroups()
      .map((group) => this.#question({ address, group, known }, OWN_PATIENCE_MS).catch(() => undefined));
    const others = (await Promise.all(own)).flatMap((each) => each?.progress ?? []);
    return { ...reply, progress: [...reply.progress, ...others] };
  }

  async #question(
    request: weir.v1.ExplainRequest.$Properties,
    patienceMs: number,
  ): Promise<weir.v1.ExplainReply> {
    const { announcements, instance, clock } = this.#options;
    const subject = explainSubject(instance, ++this.#asked);
    const answer = explainAnswerSubject(subject);
    const answered = Promise.withResolvers<weir.v1.ExplainReply>();
    this.#waiting.set(answer, answered.resolve);
    const patience = clock.after(patienceMs, () => {
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
