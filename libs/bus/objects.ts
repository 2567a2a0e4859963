/**
 * Immutable byte objects of any size, in a stream: one subject for each object, one message for each chunk.
 *
 * JetStream's own object store leaves a tombstone for every name that is deleted, for ever; here a deleted object
 * leaves nothing, so that an owner can write a snapshot every second for years.
 */
import { createHash } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import { WeirError } from '../errors/weir-error.ts';
import type { StreamSpec, Streams } from './streams.ts';

const CHUNK_BYTES = 128 * 1024;
/** Chunks that are made, sent or checked before everything else gets a turn. */
const CHUNKS_A_TURN = 4;
/** A reader that gets no chunk for so long takes the rest for lost. */
const READ_PATIENCE_MS = 10_000;

/** Where an object is and what it must be. Kept by whoever wants to read it again. */
export interface ObjectReference {
  /** Dot-separated parts; the first ones are shared by objects that belong together. */
  readonly name: string;
  readonly bytes: number;
  readonly chunks: number;
  /** SHA-256 of the whole, hex. */
  readonly digest: string;
}

export class Objects {
  readonly #streams: Streams;
  readonly #clock: Clock;
  readonly #stream: string;

  private constructor(streams: Streams, clock: Clock, stream: string) {
    this.#streams = streams;
    this.#clock = clock;
    this.#stream = stream;
  }

  /** Opens the store `name` and makes its stream unless it is there. */
  static async open(streams: Streams, clock: Clock, spec: Omit<StreamSpec, 'subjects'>): Promise<Objects> {
    await streams.ensure({ ...spec, subjects: [`${spec.name}.>`] });
    return new Objects(streams, clock, spec.name);
  }

  /**
   * Stores the pieces, one after the other, as one object, under a name that was never used. A piece is asked for when
   * the ones before it are on their way, and may be overwritten once the next one is asked for.
   * @throws WeirError as Streams.publish
   */
  async put(name: string, pieces: Iterable<Uint8Array>): Promise<ObjectReference> {
    const hash = createHash('sha256');
    let bytes = 0;
    let chunks = 0;
    let sending: Promise<unknown>[] = [];
    for (const data of inChunks(pieces)) {
      hash.update(data);
      bytes += data.length;
      sending.push(this.#send(name, chunks++, data));
      if (sending.length < CHUNKS_A_TURN) continue;
      await Promise.all(sending);
      sending = [];
      await this.#clock.yield();
    }
    await Promise.all(sending);
    return { name, bytes, chunks, digest: hash.digest('hex') };
  }

  /**
   * Reads objects in one go that all begin with `prefix`, a whole number of dot-separated parts.
   * @throws WeirError `corrupt` when one is not what its reference says
   */
  async getUnder(prefix: string, references: readonly ObjectReference[]): Promise<Uint8Array[]> {
    const parts = references.map((reference) => new Part(reference));
    const bySubject = new Map(parts.map((part) => [this.#subject(part.reference.name), part]));
    await this.#receive(`${this.#subject(prefix)}.>`, bySubject);
    for (const { reference, missing, whole } of parts) {
      if (missing.size === 0 && (await this.#digestOf(whole)) === reference.digest) continue;
      throw new WeirError('corrupt', `stored object ${reference.name} is incomplete or damaged`, {
        missing: missing.size,
      });
    }
    return parts.map(({ whole }) => whole);
  }

  /** Names of the objects that begin with `prefix`, a whole number of dot-separated parts. */
  async list(prefix: string): Promise<string[]> {
    const subjects = await this.#streams.subjects(this.#stream, `${this.#subject(prefix)}.>`);
    return subjects.map((subject) => subject.slice(this.#stream.length + 1));
  }

  async delete(name: string): Promise<void> {
    await this.#streams.purge(this.#stream, { subject: this.#subject(name) });
  }

  /** Deletes the objects that `list` would name, at once. */
  async deleteUnder(prefix: string): Promise<void> {
    await this.#streams.purge(this.#stream, { subject: `${this.#subject(prefix)}.>` });
  }

  #send(name: string, chunk: number, data: Uint8Array): Promise<unknown> {
    return this.#streams.publish(this.#subject(name), data, {
      id: `${this.#subject(name)}-${chunk}`,
      headers: { 'Weir-Chunk': String(chunk) },
    });
  }

  /** Fills the parts, by subject, with their chunks, until none is missing or no more come. */
  async #receive(filter: string, parts: ReadonlyMap<string, Part>): Promise<void> {
    let left = [...parts.values()].reduce((sum, { missing }) => sum + missing.size, 0);
    if (left === 0) return;
    const end = new AbortController();
    let patience = this.#clock.after(READ_PATIENCE_MS, () => end.abort());
    try {
      for await (const message of this.#streams.read(this.#stream, 1, end.signal, filter)) {
        if (parts.get(message.subject)?.take(Number(message.header('Weir-Chunk')), message.data)) left--;
        if (left === 0) break;
        patience.cancel();
        patience = this.#clock.after(READ_PATIENCE_MS, () => end.abort());
      }
    } finally {
      patience.cancel();
    }
  }

  async #digestOf(whole: Uint8Array): Promise<string> {
    const hash = createHash('sha256');
    for (let from = 0; from < whole.length; from += CHUNKS_A_TURN * CHUNK_BYTES) {
      hash.update(whole.subarray(from, from + CHUNKS_A_TURN * CHUNK_BYTES));
      await this.#clock.yield();
    }
    return hash.digest('hex');
  }

  #subject(name: string): string {
    return `${this.#stream}.${name}`;
  }
}

/** The bytes of all pieces, cut anew into chunks of the same size. */
function* inChunks(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  let chunk = new Uint8Array(CHUNK_BYTES);
  let length = 0;
  for (const piece of pieces) {
    for (let from = 0; from < piece.length; ) {
      const part = piece.subarray(from, from + CHUNK_BYTES - length);
      chunk.set(part, length);
      length += part.length;
      from += part.length;
      if (length < CHUNK_BYTES) continue;
      yield chunk;
      chunk = new Uint8Array(CHUNK_BYTES);
      length = 0;
    }
  }
  if (length > 0) yield chunk.subarray(0, length);
}

/** An object of which not all chunks may be there yet. */
class Part {
  readonly reference: ObjectReference;
  readonly whole: Uint8Array;
  readonly missing: Set<number>;

  constructor(reference: ObjectReference) {
    this.reference = reference;
    this.whole = new Uint8Array(reference.bytes);
    this.missing = new Set(Array.from({ length: reference.chunks }, (_, chunk) => chunk));
  }

  /** Returns whether the chunk was missing. */
  take(chunk: number, data: Uint8Array): boolean {
    if (!this.missing.delete(chunk)) return false;
    const from = chunk * CHUNK_BYTES;
    this.whole.set(data.subarray(0, this.whole.length - from), from);
    return true;
  }
}
