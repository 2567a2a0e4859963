/** What is found and decided, told to people while it happens, from the moment they ask. */
import type { Streams } from '#libs/bus/streams.ts';
import { DETECTIONS } from '#libs/cluster/names.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import type { LedgerReplica } from '#libs/ledger/replica.ts';
import { decisionToMessage } from '#libs/wire/decision.ts';
import { weir } from '#proto';

const LISTENERS_MAX = 20;

type Send = (reply: weir.v1.TapReply.$Properties) => Promise<void>;

export class Tap {
  readonly #streams: Pick<Streams, 'read' | 'state'>;
  readonly #replica: LedgerReplica;
  #listeners = 0;

  constructor(streams: Pick<Streams, 'read' | 'state'>, replica: LedgerReplica) {
    this.#streams = streams;
    this.#replica = replica;
  }

  /**
   * Tells until `signal`. Whoever listens slowly hears of an entry that changes often its latest state only.
   * @throws WeirError `full`, `unavailable`
   */
  async listen(
    { detections, decisions }: weir.v1.TapRequest,
    send: Send,
    signal: AbortSignal,
  ): Promise<void> {
    if (this.#listeners >= LISTENERS_MAX)
      throw new WeirError('full', `${LISTENERS_MAX} others listen already`);
    const ending = new AbortController();
    const end = () => ending.abort();
    signal.addEventListener('abort', end, { once: true });
    this.#listeners++;
    try {
      await Promise.all([
        detections ? this.#tellDetections(send, ending.signal) : undefined,
        decisions ? this.#tellDecisions(send, ending.signal) : undefined,
      ]);
    } finally {
      this.#listeners--;
      end();
      signal.removeEventListener('abort', end);
    }
  }

  async #tellDetections(send: Send, signal: AbortSignal): Promise<void> {
    const { lastSequence } = await this.#streams.state(DETECTIONS);
    for await (const { data } of this.#streams.read(DETECTIONS, lastSequence + 1, signal)) {
      await send({ detection: weir.v1.Detection.decode(data) });
    }
  }

  async #tellDecisions(send: Send, signal: AbortSignal): Promise<void> {
    let { revision } = this.#replica.token;
    while (!signal.aborted) {
      const changes = this.#replica.since(revision);
      revision = this.#replica.token.revision;
      for (const { decision } of changes) if (decision) await send({ decision: decisionToMessage(decision) });
      if (this.#replica.token.revision === revision) await this.#replica.changed(signal);
    }
  }
}
