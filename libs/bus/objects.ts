/**
 * Immutable byte objects of any size, in a stream: one subject for each object, one message for each chunk.
 *
 * JetStream's own object store leaves a tombstone for every name that is deleted, for ever; here a deleted object
 * leaves nothing, so that an owner can write a snapshot every second for years.
 */
import { createHash } from 'node:crypto';
import { WeirError } from '../errors/weir-error.ts';
import type { StreamSpec, Streams } from './streams.ts';

const CHUNK_BYTES = 128 * 1024;
const CHUNKS_IN_FLIGHT = 4;
const READ_TIMEOUT_MS = 10_000;

/** Where an object is and what it must be. Kept by whoever wants to read it again. */
export interface ObjectReference {
  readonly name: string;
  readonly bytes: number;
  readonly chunks: number;
  /** SHA-256 of the whole, hex. */
  readonly digest: string;
}

export class Objects {
  readonly #streams: Streams;
  readonly #stream: string;

  private constructor(streams: Streams, stream: string) {
    this.#streams = streams;
    this.#stream = stream;
  }

  /** Opens the store `name` and makes its stream unless it is there. */
  static async open(streams: Streams, spec: Omit<StreamSpec, 'subjects'>): Promise<Objects> {
    await streams.ensure({ ...spec, subjects: [`${spec.name}.>`] });
    return new Objects(streams, spec.name);
  }

  /** Stores an object under a name that was never used. @throws WeirError as Streams.publish */
  async put(name: string, bytes: Uint8Array): Promise<ObjectReference> {
    const chunks = Math.ceil(bytes.length / CHUNK_BYTES);
    for (let first = 0; first < chunks; first += CHUNKS_IN_FLIGHT) {
      const last = Math.min(chunks, first + CHUNKS_IN_FLIGHT);
      await Promise.all(
        Array.from({ length: last - first }, (_, i) => {
          const chunk = first + i;
          const data = bytes.subarray(chunk * CHUNK_BYTES, (chunk + 1) * CHUNK_BYTES);
          return this.#streams.publish(this.#subject(name), data, {
            id: `${this.#subject(name)}-${chunk}`,
            headers: { 'Weir-Chunk': String(chunk) },
          });
        }),
      );
    }
    return { name, bytes: bytes.length, chunks, digest: digestOf(bytes) };
  }

  /** @throws WeirError `corrupt` when the object is not what the reference says */
  async get(reference: ObjectReference): Promise<Uint8Array> {
    const whole = new Uint8Array(reference.bytes);
    const missing = new Set(Array.from({ length: reference.chunks }, (_, chunk) => chunk));
    if (missing.size > 0) {
      const signal = AbortSignal.timeout(READ_TIMEOUT_MS);
      for await (const message of this.#streams.read(
        this.#stream,
        1,
        signal,
        this.#subject(reference.name),
      )) {
        const chunk = Number(message.header('Weir-Chunk'));
        if (missing.delete(chunk)) whole.set(message.data.subarray(0, whole.length), chunk * CHUNK_BYTES);
        if (missing.size === 0) break;
      }
    }
    if (missing.size > 0 || digestOf(whole) !== reference.digest) {
      throw new WeirError('corrupt', `stored object ${reference.name} is incomplete or damaged`, {
        missing: missing.size,
      });
    }
    return whole;
  }

  /** Names of the objects that begin with `prefix`, a whole number of dot-separated parts. */
  async list(prefix: string): Promise<string[]> {
    const subjects = await this.#streams.subjects(this.#stream, `${this.#subject(prefix)}.>`);
    return subjects.map((subject) => subject.slice(this.#stream.length + 1));
  }

  async delete(name: string): Promise<void> {
    await this.#streams.purge(this.#stream, { subject: this.#subject(name) });
  }

  #subject(name: string): string {
    return `${this.#stream}.${name}`;
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
