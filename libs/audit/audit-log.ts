/**
 * Who changed what by hand or by configuration: a stream that drops its oldest records when it is full. A record is
 * written before what it tells of is done. The other way round a crash in between would leave a change that nobody
 * knows of; so it leaves a record of what was only wanted, and the ledger tells what became of that.
 */
import { weir } from '#proto';
import type { StoredMessage, Streams } from '../bus/streams.ts';
import type { Clock } from '../clock/clock.ts';
import { AUDIT, AUDIT_SUBJECT } from '../cluster/names.ts';

export type AuditRecord = weir.v1.AuditRecord.$Properties;
export type AuditAction =
  | 'add'
  | 'extend'
  | 'delete'
  | 'import'
  | 'imported'
  | 'scenarios'
  | 'restore'
  | 'restored';

/** Records that are read at a time: few first, as the newest are asked for most. */
const BLOCK_FIRST = 256;
const BLOCK_MAX = 8192;
/** Records that one search looks through. */
const SEARCH_MAX = 50_000;

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

  /** @param streams in which the stream is there already */
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
    const { firstSequence, lastSequence } = await this.#streams.state(AUDIT);
    const records: AuditRecord[] = [];
    let to = lastSequence;
    for (let block = BLOCK_FIRST; to >= firstSequence; block = Math.min(BLOCK_MAX, 2 * block)) {
      const from = Math.max(firstSequence, to - block + 1);
      for (const message of (await this.#read(from, to)).reverse()) {
        const record = weir.v1.AuditRecord.decode(message.data);
        if (accepts(record)) records.push(record);
        const { sequence } = message;
        const isEnough = records.length === limit || lastSequence - sequence >= SEARCH_MAX;
        if (isEnough && sequence > firstSequence) return { records, searchedToMs: record.timeMs };
      }
      to = from - 1;
    }
    return { records, searchedToMs: 0 };
  }

  /** What the stream still has of a range that reaches to a sequence that it had. */
  async #read(from: number, to: number): Promise<StoredMessage[]> {
    const messages: StoredMessage[] = [];
    const end = new AbortController();
    try {
      for await (const message of this.#streams.read(AUDIT, from, end.signal)) {
        if (message.sequence <= to) messages.push(message);
        if (message.sequence >= to) break;
      }
    } finally {
      end.abort();
    }
    return messages;
  }
}
