/**
 * Who changed what by hand or by configuration: a stream that drops its oldest records when it is full. A record is
 * written before what it tells of is done. The other way round a crash in between would leave a change that nobody
 * knows of; so it leaves a record of what was only wanted, and the ledger tells what became of that.
 *
 * A record that is to be redacted moves to a second stream, since messages can't be changed. Its copy names the message that it
 * was made of, so that one of which both are there, or two copies, counts once.
 */
import { weir } from '#proto';
import { readRange } from '../bus/read-range.ts';
import type { StoredMessage, Streams } from '../bus/streams.ts';
import type { Clock } from '../clock/clock.ts';
import { AUDIT, AUDIT_SUBJECT, REDACTED_AUDIT, REDACTED_AUDIT_SUBJECT } from '../cluster/names.ts';

export type AuditRecord = weir.v1.AuditRecord.$Properties;
export type AuditAction =
  | 'add'
  | 'extend'
  | 'delete'
  | 'import'
  | 'imported'
  | 'scenarios'
  | 'policies'
  | 'revoke'
  | 'release'
  | 'forget'
  | 'restore'
  | 'restored';

/** Records that are read at a time: few first, as the newest are asked for most. */
const BLOCK_FIRST = 256;
const BLOCK_MAX = 8192;
/** Records that one search looks through. */
const SEARCH_MAX = 50_000;
/** Of a copy: the stream and the sequence of what it was made of. */
const ORIGIN_HEADER = 'Weir-Origin';

export interface AuditPage {
  /** The newest first. */
  readonly records: readonly AuditRecord[];
  /** Unix ms; what is older was not looked through. 0: nothing is. */
  readonly searchedToMs: number;
}

export class AuditLog {
  readonly #streams: Streams;
  readonly #clock: Clock;
  #written = 0;

  /** @param streams in which both streams are there already */
  constructor(streams: Streams, clock: Clock) {
    this.#streams = streams;
    this.#clock = clock;
  }

  get written(): number {
    return this.#written;
  }

  /** @throws WeirError `unavailable`: then whatever it tells of must not be done */
  async record(action: AuditAction, record: Omit<AuditRecord, 'action' | 'timeMs'>): Promise<void> {
    const message = { ...record, action, timeMs: this.#clock.now() };
    await this.#streams.publish(AUDIT_SUBJECT, weir.v1.AuditRecord.encode(message).finish());
    this.#written++;
  }

  /** The newest records that `accepts` takes. @throws WeirError `unavailable` */
  async search(accepts: (record: AuditRecord) => boolean, limit: number): Promise<AuditPage> {
    const records: AuditRecord[] = [];
    const all = this.#newestFirst();
    let looked = 0;
    for (let next = await all.next(); !next.done; next = await all.next()) {
      const record = next.value;
      if (accepts(record)) records.push(record);
      if (records.length < limit && ++looked < SEARCH_MAX) continue;
      const isMore = !(await all.next()).done;
      return { records, searchedToMs: isMore ? (record.timeMs ?? 0) : 0 };
    }
    return { records, searchedToMs: 0 };
  }

  /**
   * Moves the oldest records to where redacted ones are. Whoever is interrupted, or does it at the same time as another,
   * leaves nothing undone and nothing twice.
   * @param beforeMs Unix ms; younger ones stay
   * @param max of them at most
   * @returns how many have moved
   * @throws WeirError `unavailable`
   */
  async redact(
    beforeMs: number,
    redacted: (record: AuditRecord) => AuditRecord,
    max: number,
  ): Promise<number> {
    const { incarnation, firstSequence, lastSequence } = await this.#streams.state(AUDIT);
    let done = await this.#lastRedacted(incarnation);
    // Somebody was interrupted after the copy and before this.
    if (done >= firstSequence) await this.#streams.purge(AUDIT, { before: done + 1 });
    const from = Math.max(firstSequence, done + 1);
    let moved = 0;
    const to = Math.min(lastSequence, from + max - 1);
    for (const { sequence, data } of await readRange(this.#streams, AUDIT, { from, to }, this.#clock)) {
      const record = weir.v1.AuditRecord.decode(data);
      if (record.timeMs >= beforeMs) break;
      const origin = originText(incarnation, sequence);
      const copy = weir.v1.AuditRecord.encode(redacted(record)).finish();
      const headers = { [ORIGIN_HEADER]: origin };
      await this.#streams.publish(REDACTED_AUDIT_SUBJECT, copy, { id: origin, headers });
      done = sequence;
      moved++;
    }
    if (moved > 0) await this.#streams.purge(AUDIT, { before: done + 1 });
    return moved;
  }

  /** Sequence of the newest record of this stream that has a copy; 0 when none has. */
  async #lastRedacted(incarnation: string): Promise<number> {
    const { firstSequence, lastSequence } = await this.#streams.state(REDACTED_AUDIT);
    if (firstSequence > lastSequence) return 0;
    const range = { from: lastSequence, to: lastSequence };
    const [last] = await readRange(this.#streams, REDACTED_AUDIT, range, this.#clock);
    return last ? sequenceOf(last, incarnation) : 0;
  }

  async *#newestFirst(): AsyncGenerator<AuditRecord> {
    const { incarnation } = await this.#streams.state(AUDIT);
    let oldest = Number.POSITIVE_INFINITY;
    for await (const message of this.#backwards(AUDIT)) {
      oldest = message.sequence;
      yield weir.v1.AuditRecord.decode(message.data);
    }
    const seen = new Set<string>();
    for await (const message of this.#backwards(REDACTED_AUDIT)) {
      const origin = message.header(ORIGIN_HEADER);
      if (seen.has(origin) || sequenceOf(message, incarnation) >= oldest) continue;
      seen.add(origin);
      yield weir.v1.AuditRecord.decode(message.data);
    }
  }

  async *#backwards(stream: string): AsyncGenerator<StoredMessage> {
    const { firstSequence, lastSequence } = await this.#streams.state(stream);
    let to = lastSequence;
    for (let block = BLOCK_FIRST; to >= firstSequence; block = Math.min(BLOCK_MAX, 2 * block)) {
      const from = Math.max(firstSequence, to - block + 1);
      yield* (await readRange(this.#streams, stream, { from, to }, this.#clock)).reverse();
      to = from - 1;
    }
  }
}

function originText(incarnation: string, sequence: number): string {
  return `${incarnation}/${sequence}`;
}

/** Of what a copy was made of; 0 when that was in another stream of the name. */
function sequenceOf(message: StoredMessage, incarnation: string): number {
  const origin = message.header(ORIGIN_HEADER);
  const at = origin.lastIndexOf('/');
  return origin.slice(0, at) === incarnation ? Number(origin.slice(at + 1)) : 0;
}
