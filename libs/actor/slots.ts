/**
 * Named pieces of state in a versioned binary form: what a snapshot of a shard is made of.
 *
 * A reader that finds another version than its own drops the slot with a log line; it never misreads it.
 */
import { WeirError } from '../errors/weir-error.ts';

export interface Slot {
  readonly name: string;
  /** Of the layout of `bytes`, not of the software. */
  readonly version: number;
  readonly bytes: Uint8Array;
}

/** Something that can be put away and taken up again, by another process too. */
export interface Stateful {
  readonly slotName: string;
  readonly slotVersion: number;
  save(writer: SlotWriter): void;
  /** Replaces the present state. @throws WeirError `corrupt` */
  restore(reader: SlotReader): void;
}

const MAGIC = 0x31524557; // "WER1"

/** All slots in one byte string. */
export function packSlots(slots: readonly Slot[]): Uint8Array {
  const writer = new SlotWriter();
  writer.uint32(MAGIC);
  writer.uint32(slots.length);
  for (const slot of slots) {
    writer.text(slot.name);
    writer.uint32(slot.version);
    writer.bytes(slot.bytes);
  }
  return writer.finish();
}

/** @throws WeirError `corrupt` */
export function unpackSlots(bytes: Uint8Array): Slot[] {
  const reader = new SlotReader(bytes);
  if (reader.uint32() !== MAGIC) throw new WeirError('corrupt', 'a snapshot does not begin as one');
  return Array.from({ length: reader.uint32() }, () => ({
    name: reader.text(),
    version: reader.uint32(),
    bytes: reader.bytes(),
  }));
}

export function saveSlot(state: Stateful): Slot {
  const writer = new SlotWriter();
  state.save(writer);
  return { name: state.slotName, version: state.slotVersion, bytes: writer.finish() };
}

/** Little-endian, grows as needed. */
export class SlotWriter {
  #buffer = Buffer.allocUnsafe(1024);
  #length = 0;

  uint32(value: number): void {
    this.#reserve(4);
    this.#length = this.#buffer.writeUInt32LE(value >>> 0, this.#length);
  }

  float64(value: number): void {
    this.#reserve(8);
    this.#length = this.#buffer.writeDoubleLE(value, this.#length);
  }

  bytes(value: Uint8Array): void {
    this.uint32(value.length);
    this.#append(value);
  }

  text(value: string): void {
    this.bytes(Buffer.from(value, 'utf8'));
  }

  /** The elements of a typed array, in the machine's order: little-endian on every machine Node runs on. */
  array(values: ArrayBufferView): void {
    this.bytes(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }

  finish(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  #append(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#buffer.set(value, this.#length);
    this.#length += value.length;
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(needed, 2 * this.#buffer.length));
    larger.set(this.#buffer.subarray(0, this.#length));
    this.#buffer = larger;
  }
}

export class SlotReader {
  readonly #buffer: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  uint32(): number {
    return this.#buffer.readUInt32LE(this.#take(4));
  }

  float64(): number {
    return this.#buffer.readDoubleLE(this.#take(8));
  }

  bytes(): Uint8Array {
    const length = this.uint32();
    const from = this.#take(length);
    return this.#buffer.subarray(from, from + length);
  }

  text(): string {
    return Buffer.from(this.bytes()).toString('utf8');
  }

  /** Copies an array that was written by `array` into `into`, which must be as long. */
  array(into: ArrayBufferView): void {
    const bytes = this.bytes();
    if (bytes.length !== into.byteLength) {
      throw new WeirError('corrupt', `an array of ${bytes.length} bytes is no array of ${into.byteLength}`);
    }
    new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(bytes);
  }

  #take(length: number): number {
    const from = this.#at;
    if (from + length > this.#buffer.length) throw new WeirError('corrupt', 'a snapshot ends too early');
    this.#at = from + length;
    return from;
  }
}
