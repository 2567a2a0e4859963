/** The requests behind a decision, read again from where the events are stored, as long as they are. */
import type { StoredMessage, Streams } from '#libs/bus/streams.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { eventStream } from '#libs/cluster/names.ts';
import { ADDRESS_WORDS, formatAddress } from '#libs/domain/address.ts';
import type { Decision } from '#libs/domain/decision.ts';
import type { Evidence } from '#libs/domain/detection.ts';
import { TEXT_FIELDS } from '#libs/domain/event.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import { type Batch, decodeBatch } from '#libs/wire/batch.ts';
import type { weir } from '#proto';

/** Requests that one question reads. */
const REQUESTS_MAX = 50;
const PATIENCE_MS = 2000;

export class EvidenceReader {
  readonly #streams: Pick<Streams, 'read' | 'state'>;
  readonly #clock: Clock;

  constructor(streams: Pick<Streams, 'read' | 'state'>, clock: Clock) {
    this.#streams = streams;
    this.#clock = clock;
  }

  /** The newest reasons first; a request that is not stored any more has nothing but its summary. */
  async of({ contributions }: Decision): Promise<weir.v1.StoredRequest.$Properties[]> {
    const references = [...contributions]
      .sort((a, b) => b.lastSeenMs - a.lastSeenMs)
      .flatMap(({ scenario, evidence }) => evidence.map((each) => ({ scenario, evidence: each })))
      .slice(0, REQUESTS_MAX);
    // Many are in one message.
    const messages = new Map<string, Promise<StoredMessage | undefined>>();
    const messageOf = ({ shard, sequence }: Evidence) => {
      const key = `${shard} ${sequence}`;
      const message = messages.get(key) ?? this.#message(eventStream(shard), sequence);
      messages.set(key, message);
      return message;
    };
    return Promise.all(
      references.map(async ({ scenario, evidence }) => ({
        scenario,
        evidence,
        request: requestIn(await messageOf(evidence), evidence),
      })),
    );
  }

  async #message(stream: string, sequence: number): Promise<StoredMessage | undefined> {
    const reading = new AbortController();
    const patience = this.#clock.after(PATIENCE_MS, () => reading.abort());
    try {
      const { firstSequence, lastSequence } = await this.#streams.state(stream);
      if (sequence < firstSequence || sequence > lastSequence) return undefined;
      for await (const message of this.#streams.read(stream, sequence, reading.signal))
        return message.sequence === sequence ? message : undefined;
    } catch (error) {
      if (failureOf(error) !== 'missing') throw error;
    } finally {
      patience.cancel();
      reading.abort();
    }
    return undefined;
  }
}

function requestIn(
  message: StoredMessage | undefined,
  { row }: Evidence,
): weir.v1.RequestFields.$Properties | null {
  const batch = message && decodeBatch(message.data);
  return batch && row < batch.rows ? fieldsOf(batch, row) : null;
}

function fieldsOf(batch: Batch, row: number): weir.v1.RequestFields.$Properties {
  const texts = TEXT_FIELDS.map((field, i) => [field, batch.texts[i].textAt(row)] as const);
  return {
    timeMs: batch.timeMs[row],
    address: formatAddress(batch.address, ADDRESS_WORDS * row),
    status: batch.status[row],
    bytesSent: batch.bytesSent[row],
    texts: Object.fromEntries(texts.filter(([, text]) => text !== '')),
  };
}
