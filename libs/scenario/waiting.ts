/**
 * The rows of a key shard whose time has not come. They come from all range shards, each at its own pace; so that what is
 * found does not depend on who was faster, they are judged in the order of event time, once all range shards have passed it.
 * At the same time it is the order of the clients' addresses, and with each client that of its stream.
 */
import type { SlotReader, SlotWriter, Stateful } from '../actor/slots.ts';
import { ADDRESS_WORDS } from '../domain/address.ts';
import type { Batch } from '../wire/batch.ts';

/** A message that carries rows. */
export interface WaitingMessage {
  readonly sequence: number;
  readonly storedMs: number;
  readonly traceparent: string;
  readonly data: Uint8Array;
}

/** A row that one scenario is about. */
export interface WaitingRow {
  readonly timeMs: number;
  readonly scenario: number;
  readonly batch: Batch;
  readonly at: number;
  /** Bit i: it meets the i-th condition of the scenario's detector. */
  readonly parts: number;
  readonly message: WaitingMessage;
}

export interface WaitingOptions {
  /** Bytes that may wait, about. */
  readonly bytesMax: number;
  /** A message's rows, as they are to be judged. The data is Weir's own: it has been read before. */
  readonly read: (message: WaitingMessage) => readonly WaitingRow[];
}

/** Memory of a batch beside its bytes, and of a row, about. */
const BATCH_BYTES = 4096;
const ROW_BYTES = 64;

export class Waiting implements Stateful {
  readonly slotName = 'waiting';
  readonly slotVersion = 1;
  readonly #bytesMax: number;
  #read: WaitingOptions['read'];
  #rows: WaitingRow[] = [];
  /** Messages that have rows left, with their number. */
  readonly #messages = new Map<WaitingMessage, number>();
  #bytes = 0;
  /** Nothing that waits is older. */
  #oldestMs = Number.POSITIVE_INFINITY;
  /** What is older has been judged. */
  #releasedMs = Number.NEGATIVE_INFINITY;

  constructor(options: WaitingOptions) {
    this.#bytesMax = options.bytesMax;
    this.#read = options.read;
  }

  get rows(): number {
    return this.#rows.length;
  }

  /** Takes in a message. Returns how many of its rows are older than some that were judged. */
  add(message: WaitingMessage): number {
    // The message is part of something larger, which need not be kept.
    const rows = this.#add({ ...message, data: Uint8Array.from(message.data) });
    return rows.filter(({ timeMs }) => timeMs < this.#releasedMs).length;
  }

  /** Gives out the rows older than `untilMs`, and the oldest ones as long as there are too many, in order of time. */
  release(untilMs: number): WaitingRow[] {
    this.#releasedMs = Math.max(this.#releasedMs, untilMs);
    const released = this.#take();
    while (this.#bytes > this.#bytesMax) {
      this.#rows.sort(byTime);
      this.#releasedMs = this.#rows[this.#rows.length >>> 1].timeMs + 1;
      released.push(...this.#take());
    }
    return released;
  }

  save(writer: SlotWriter): void {
    writer.float64(this.#releasedMs);
    writer.uint32(this.#messages.size);
    for (const { sequence, storedMs, traceparent, data } of this.#messages.keys()) {
      writer.float64(sequence);
      writer.float64(storedMs);
      writer.text(traceparent);
      writer.bytes(data);
    }
  }

  /** Reads what waits again: other scenarios will judge it. */
  readAnew(read: WaitingOptions['read']): void {
    const messages = [...this.#messages.keys()];
    this.#read = read;
    this.#clear();
    for (const message of messages) this.#add(message);
    this.#take();
  }

  restore(reader: SlotReader): void {
    this.#clear();
    this.#releasedMs = reader.float64();
    for (let left = reader.uint32(); left > 0; left--) {
      const sequence = reader.float64();
      const storedMs = reader.float64();
      const traceparent = reader.text();
      this.#add({ sequence, storedMs, traceparent, data: Uint8Array.from(reader.bytes()) });
    }
    // Nothing that has been judged waits.
    this.#take();
  }

  #clear(): void {
    this.#rows = [];
    this.#messages.clear();
    this.#bytes = 0;
    this.#oldestMs = Number.POSITIVE_INFINITY;
  }

  #add(message: WaitingMessage): readonly WaitingRow[] {
    const rows = this.#read(message);
    if (rows.length > 0) {
      for (const row of rows) {
        this.#rows.push(row);
        if (row.timeMs < this.#oldestMs) this.#oldestMs = row.timeMs;
      }
      this.#messages.set(message, rows.length);
      this.#bytes += bytesOf(message) + ROW_BYTES * rows.length;
    }
    return rows;
  }

  /** Takes out what is older than the time of release. */
  #take(): WaitingRow[] {
    if (this.#oldestMs >= this.#releasedMs) return [];
    this.#rows.sort(byTime);
    const count = this.#rows.findIndex(({ timeMs }) => timeMs >= this.#releasedMs);
    const taken = this.#rows.splice(0, count < 0 ? this.#rows.length : count);
    this.#oldestMs = this.#rows[0]?.timeMs ?? Number.POSITIVE_INFINITY;
    for (const { message } of taken) {
      const left = (this.#messages.get(message) ?? 0) - 1;
      this.#bytes -= ROW_BYTES;
      if (left > 0) this.#messages.set(message, left);
      else {
        this.#messages.delete(message);
        this.#bytes -= bytesOf(message);
      }
    }
    return taken;
  }
}

function byTime(a: WaitingRow, b: WaitingRow): number {
  return (
    a.timeMs - b.timeMs ||
    byAddress(a, b) ||
    a.message.sequence - b.message.sequence ||
    a.at - b.at ||
    a.scenario - b.scenario
  );
}

function byAddress(a: WaitingRow, b: WaitingRow): number {
  for (let word = 0; word < ADDRESS_WORDS; word++) {
    const order = a.batch.address[ADDRESS_WORDS * a.at + word] - b.batch.address[ADDRESS_WORDS * b.at + word];
    if (order !== 0) return order;
  }
  return 0;
}

function bytesOf({ data }: WaitingMessage): number {
  return BATCH_BYTES + 2 * data.length;
}
