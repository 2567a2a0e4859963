/**
 * Named pieces of state in a versioned binary form: what a snapshot of a shard is made of.
 *
 * A reader that finds another version than its own drops the slot with a log line; it never misreads it.
 */
import { WeirError } from '../errors/weir-error.ts';
import type { Pages } from './pages.ts';

/** Something that can be put away and taken up again, by another process too. */
export interface Stateful {
  readonly slotName: string;
  /** Of the layout of what is saved, not of the software. */
  readonly slotVersion: number;
  /** What is large in it; restored after what `save` has written. */
  readonly pages?: readonly Pages[];
  /** Writes the rest: it is in every snapshot as a whole, so it should be small. */
  save(writer: SlotWriter): void;
  /** Replaces the present state. @throws WeirError `corrupt` */
  restore(reader: SlotReader): void;
}

/** Little-endian, grows as needed. */
export class SlotWriter {
  #buffer: Buffer;
  #length = 0;

  /** @param bytes there is room for at first */
  constructor(bytes = 1024) {
    this.#buffer = Buffer.allocUnsafe(bytes);
  }

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

  /** What has been written; good until `clear`. */
  finish(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Begins anew with the same memory. */
  clear(): void {
    this.#length = 0;
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

  get ended(): boolean {
    return this.#at === this.#buffer.length;
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

  /** An array of 32-bit words of any length, as `array` has written it. @throws WeirError `corrupt` */
  words(): Uint32Array {
    const bytes = this.bytes();
    if (bytes.length % 4 !== 0)
      throw new WeirError('corrupt', `an array of ${bytes.length} bytes has no words`);
    const words = new Uint32Array(bytes.length / 4);
    new Uint8Array(words.buffer).set(bytes);
    return words;
  }

  #take(length: number): number {
    const from = this.#at;
    if (from + length > this.#buffer.length) throw new WeirError('corrupt', 'a snapshot ends too early');
    this.#at = from + length;
    return from;
  }
}
