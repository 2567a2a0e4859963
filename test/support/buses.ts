/** A bus that a contract is tried on, with streams and buckets that no other test uses. */
import type { Bus } from '#libs/bus/bus.ts';
import type { KeyValue } from '#libs/bus/key-value.ts';
import type { BusKind, StartedBus } from './every-bus.ts';

export const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
export const bytes = (content: string) => Buffer.from(content);

const BYTES_MAX = 1024 * 1024;

export class BusUnderTest {
  readonly #start: BusKind['start'];
  #started: StartedBus | undefined;
  #serial = 0;

  constructor(start: BusKind['start']) {
    this.#start = start;
  }

  get bus(): Bus {
    if (!this.#started) throw new Error('the bus was not started');
    return this.#started.bus;
  }

  async start(): Promise<void> {
    this.#started = await this.#start();
  }

  async stop(): Promise<void> {
    await this.#started?.stop();
  }

  /** One that was never used. */
  name(kind: string): string {
    return `${kind}-${++this.#serial}`;
  }

  async stream(maxBytes = BYTES_MAX): Promise<string> {
    const name = this.name('stream');
    await this.bus.streams.ensure({ name, subjects: [`${name}.>`], maxBytes, replicas: 1 });
    return name;
  }

  bucket(): Promise<KeyValue> {
    return this.bus.keyValues.open({ bucket: this.name('bucket'), maxBytes: BYTES_MAX, replicas: 1 });
  }
}
