import { DeliverPolicy, type JetStreamManager, type JsMsg } from '@nats-io/jetstream';
import type { KV, KvEntry } from '@nats-io/kv';
import { CURRENT, type KeyValue, type KeyValueEntry } from '../key-value.ts';
import { OrderedReader, type ReaderContext } from './ordered-reader.ts';

/** Entries that a watch asks for before it takes them. */
const WATCH_AHEAD = 256;
/** Header of a message that removes a key. */
const OPERATION = 'KV-Operation';

export class NatsKeyValue implements KeyValue {
  readonly bucket: string;
  readonly #kv: KV;
  readonly #jsm: JetStreamManager;
  readonly #context: ReaderContext;

  constructor(bucket: string, kv: KV, jsm: JetStreamManager, context: ReaderContext) {
    this.bucket = bucket;
    this.#kv = kv;
    this.#jsm = jsm;
    this.#context = context;
  }

  incarnation(): Promise<string> {
    return this.#context.incarnationOf(this.#stream);
  }

  get(key: string): Promise<KeyValueEntry | undefined> {
    return this.#run(`get ${key}`, async () => {
      const entry = await this.#kv.get(key);
      return entry ? converted(entry) : undefined;
    });
  }

  create(key: string, value: Uint8Array): Promise<number> {
    return this.#run(`create ${key}`, () => this.#kv.create(key, value));
  }

  update(key: string, value: Uint8Array, revision: number): Promise<number> {
    return this.#run(`update ${key}`, () => this.#kv.update(key, value, revision));
  }

  delete(key: string, revision: number): Promise<void> {
    return this.#run(`delete ${key}`, () => this.#kv.delete(key, { previousSeq: revision }));
  }

  forget(key: string, revision: number): Promise<void> {
    // The KV client's own purge leaves a marker; purging the subject leaves nothing, and is faster.
    return this.#run(`forget ${key}`, async () => {
      await this.#jsm.streams.purge(this.#stream, {
        filter: this.#prefix + key,
        // The first that is kept.
        seq: revision + 1,
      });
    });
  }

  /** The KV client's own watch would wait for a minute until it looks for another server than the one it had. */
  async *watch(signal: AbortSignal): AsyncGenerator<KeyValueEntry | typeof CURRENT> {
    const latest = {
      deliver_policy: DeliverPolicy.LastPerSubject,
      filter_subjects: `${this.#prefix}>`,
    };
    const reader = await OrderedReader.open(this.#context, this.#stream, latest, WATCH_AHEAD);
    try {
      // Entries that change meanwhile come later, and those that are forgotten do not come.
      let initial = reader.pending;
      if (initial === 0) yield CURRENT;
      for await (const message of reader.messages(signal)) {
        yield this.#entryOf(message);
        if (initial > 0 && (--initial === 0 || message.info.pending === 0)) {
          initial = 0;
          yield CURRENT;
        }
      }
    } finally {
      reader.close();
    }
  }

  get #stream(): string {
    return `KV_${this.bucket}`;
  }

  get #prefix(): string {
    return `$KV.${this.bucket}.`;
  }

  #run<T>(what: string, operation: () => Promise<T>): Promise<T> {
    return this.#context.link.run(what, operation);
  }

  #entryOf({ subject, data, seq, headers }: JsMsg): KeyValueEntry {
    return {
      key: subject.slice(this.#prefix.length),
      value: data,
      revision: seq,
      deleted: (headers?.get(OPERATION) ?? '') !== '',
    };
  }
}

function converted(entry: KvEntry): KeyValueEntry {
  return { key: entry.key, value: entry.value, revision: entry.revision, deleted: entry.operation !== 'PUT' };
}
