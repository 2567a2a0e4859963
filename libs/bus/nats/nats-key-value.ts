import type { JetStreamManager } from '@nats-io/jetstream';
import type { KV, KvEntry } from '@nats-io/kv';
import type { Clock } from '../../clock/clock.ts';
import { failureOf, WeirError } from '../../errors/weir-error.ts';
import { CURRENT, type KeyValue, type KeyValueEntry } from '../key-value.ts';
import type { Link } from './link.ts';
import { translate } from './nats-errors.ts';

const VIGIL_MS = 10_000;

export class NatsKeyValue implements KeyValue {
  readonly bucket: string;
  readonly #kv: KV;
  readonly #jsm: JetStreamManager;
  readonly #link: Link;
  readonly #clock: Clock;

  constructor(bucket: string, kv: KV, jsm: JetStreamManager, link: Link, clock: Clock) {
    this.#link = link;
    this.bucket = bucket;
    this.#kv = kv;
    this.#jsm = jsm;
    this.#clock = clock;
  }

  incarnation(): Promise<string> {
    return this.#link.run(`bucket ${this.bucket}`, async () =>
      String((await this.#jsm.streams.info(this.#stream)).created),
    );
  }

  get(key: string): Promise<KeyValueEntry | undefined> {
    return this.#link.run(`get ${key}`, async () => {
      const entry = await this.#kv.get(key);
      return entry ? converted(entry) : undefined;
    });
  }

  create(key: string, value: Uint8Array): Promise<number> {
    return this.#link.run(`create ${key}`, () => this.#kv.create(key, value));
  }

  update(key: string, value: Uint8Array, revision: number): Promise<number> {
    return this.#link.run(`update ${key}`, () => this.#kv.update(key, value, revision));
  }

  delete(key: string, revision: number): Promise<void> {
    return this.#link.run(`delete ${key}`, () => this.#kv.delete(key, { previousSeq: revision }));
  }

  forget(key: string, revision: number): Promise<void> {
    // The KV client's own purge leaves a marker; purging the subject leaves nothing, and is faster.
    return this.#link.run(`forget ${key}`, async () => {
      await this.#jsm.streams.purge(this.#stream, {
        filter: `$KV.${this.bucket}.${key}`,
        // The first that is kept.
        seq: revision + 1,
      });
    });
  }

  async *watch(signal: AbortSignal): AsyncGenerator<KeyValueEntry | typeof CURRENT> {
    const incarnation = await this.incarnation();
    const entries = await this.#link.run(`watch ${this.bucket}`, () => this.#kv.watch());
    const { broken } = this.#link;
    const stop = () => entries.stop();
    const give = () => entries.stop(broken.reason);
    signal.addEventListener('abort', stop, { once: true });
    broken.addEventListener('abort', give, { once: true });
    if (signal.aborted) stop();
    const vigil = this.#vigil(incarnation, (error) => entries.stop(error));
    try {
      // The watch counts what was there when it began; `isUpdate` is set on the last of those, too.
      let initial = await this.#count();
      if (initial === 0) yield CURRENT;
      for await (const entry of entries) {
        if (signal.aborted) return;
        yield converted(entry);
        if (initial > 0 && (--initial === 0 || entry.isUpdate)) {
          initial = 0;
          yield CURRENT;
        }
      }
    } catch (error) {
      throw translate(`watch ${this.bucket}`, error);
    } finally {
      vigil.cancel();
      signal.removeEventListener('abort', stop);
      broken.removeEventListener('abort', give);
      entries.stop();
    }
  }

  get #stream(): string {
    return `KV_${this.bucket}`;
  }

  async #count(): Promise<number> {
    return this.#link.run(
      `bucket ${this.bucket}`,
      async () => (await this.#jsm.streams.info(this.#stream)).state.messages,
    );
  }

  #vigil(incarnation: string, lost: (error: WeirError) => void) {
    return this.#clock.every(VIGIL_MS, () => {
      this.incarnation().then(
        (now) => {
          if (now !== incarnation) lost(new WeirError('missing', `bucket ${this.bucket} was made again`));
        },
        (error) => {
          if (failureOf(error) === 'missing') lost(error as WeirError);
        },
      );
    });
  }
}

function converted(entry: KvEntry): KeyValueEntry {
  return { key: entry.key, value: entry.value, revision: entry.revision, deleted: entry.operation !== 'PUT' };
}
