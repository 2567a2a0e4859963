/** The bus as a process of the simulated cluster has it: one server in memory behind a network. */
import type { Announcements } from '#libs/bus/announcements.ts';
import type { Bus } from '#libs/bus/bus.ts';
import type { CURRENT, KeyValue, KeyValueEntry, KeyValueSpec, KeyValues } from '#libs/bus/key-value.ts';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import type { Delivery, StoredMessage, Streams } from '#libs/bus/streams.ts';
import type { Random } from '#libs/clock/random.ts';
import type { SimulatedClock } from '#libs/clock/simulated.ts';
import { Feed, type Link } from './network.ts';
import type { Process } from './process.ts';

/** So short that a repeated message is stored again: nothing may rely on the server to know it. */
const DEDUPE_MS = 1000;

/** The server side, shared by all. */
export class Server {
  readonly memory: MemoryBus;
  readonly world: SimulatedClock;
  /** Without a leader nothing is stored, and nobody is answered. */
  leaderless = false;
  /** Share of reads of a key that tell what it was before. */
  stale = 0;
  /** Called for every write to a bucket that was accepted. */
  onWrite: (bucket: string, key: string, value: Uint8Array, revision: number) => void = () => {};
  /** Told of every message that a process sends to be stored. */
  onPublish: (process: Process, subject: string) => void = () => {};
  /** What keys were before their last write, and when that was. */
  readonly before = new Map<string, { entry: KeyValueEntry | undefined; untilMs: number }>();

  constructor(world: SimulatedClock) {
    this.world = world;
    this.memory = new MemoryBus(world, DEDUPE_MS);
  }
}

export class RemoteBus implements Bus {
  readonly payloadMax = 1024 * 1024;
  readonly streams: Streams;
  readonly keyValues: KeyValues;
  readonly announcements: Announcements;
  readonly #server: Server;
  readonly #link: Link;
  readonly #process: Process;
  readonly #random: Random;

  constructor(server: Server, link: Link, process: Process, random: Random) {
    this.#server = server;
    this.#link = link;
    this.#process = process;
    this.#random = random;
    this.streams = this.#openStreams();
    this.keyValues = { open: (spec) => this.#openKeyValue(spec) };
    const { announcements } = server.memory;
    this.announcements = {
      announce: (subject, data) => link.send(() => announcements.announce(subject, data)),
      listen: (filter, handler, signal) => {
        const receive = (subject: string, data: Uint8Array) =>
          link.send(() => process.run(() => handler(subject, data)));
        announcements.listen(filter, receive, signal);
      },
    };
  }

  get connected(): boolean {
    return this.#link.connected;
  }

  async close(): Promise<void> {}

  #ask<T>(operation: () => Promise<T>): Promise<T> {
    return this.#link.request(operation, () => !this.#server.leaderless);
  }

  #feed<T>(source: (signal: AbortSignal) => AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
    return new Feed<T>(this.#link, this.#process, this.#server.world).carry(source, signal);
  }

  #openStreams(): Streams {
    const { streams } = this.#server.memory;
    const ask = <T>(operation: () => Promise<T>) => this.#ask(operation);
    const feed = <T>(source: (signal: AbortSignal) => AsyncIterable<T>, signal: AbortSignal) =>
      this.#feed(source, signal);
    const link = this.#link;
    return {
      ensure: (spec) => ask(() => streams.ensure(spec)),
      state: (stream) => ask(() => streams.state(stream)),
      publish: (subject, data, options) => {
        const sent = ask(() => streams.publish(subject, data, options));
        this.#server.onPublish(this.#process, subject);
        return sent;
      },
      async *read(stream, fromSequence, signal, subject): AsyncGenerator<StoredMessage> {
        await ask(() => streams.state(stream));
        yield* feed((serving) => streams.read(stream, fromSequence, serving, subject), signal);
      },
      async *consume(stream, durable, options, signal): AsyncGenerator<Delivery> {
        await ask(() => streams.state(stream));
        for await (const delivery of feed(
          (serving) => streams.consume(stream, durable, options, serving),
          signal,
        )) {
          yield {
            ...delivery,
            ack: () => link.send(() => delivery.ack()),
            redeliver: (afterMs) => link.send(() => delivery.redeliver(afterMs)),
          };
        }
      },
      acknowledged: (stream, durable) => ask(() => streams.acknowledged(stream, durable)),
      purge: (stream, what) => ask(() => streams.purge(stream, what)),
      subjects: (stream, filter) => ask(() => streams.subjects(stream, filter)),
    };
  }

  async #openKeyValue(spec: KeyValueSpec): Promise<KeyValue> {
    const server = this.#server;
    const store = await this.#ask(() => server.memory.keyValues.open(spec));
    const { bucket } = spec;
    const write = <T>(key: string, value: Uint8Array, operation: () => Promise<T>) =>
      this.#ask(async () => {
        const entry = await store.get(key);
        const written = await operation();
        server.before.set(`${bucket} ${key}`, { entry, untilMs: server.world.now() + 500 });
        server.onWrite(bucket, key, value, Number(written ?? 0));
        return written;
      });
    return {
      bucket,
      incarnation: () => this.#ask(() => store.incarnation()),
      get: (key) =>
        this.#ask(async () => {
          const before = server.before.get(`${bucket} ${key}`);
          const isOld = before && before.untilMs > server.world.now() && this.#random.next() < server.stale;
          return isOld ? before.entry : store.get(key);
        }),
      create: (key, value) => write(key, value, () => store.create(key, value)),
      update: (key, value, revision) => write(key, value, () => store.update(key, value, revision)),
      delete: (key, revision) => write(key, new Uint8Array(), () => store.delete(key, revision)),
      forget: (key, revision) => this.#ask(() => store.forget(key, revision)),
      watch: (signal) => this.#watch(store, signal),
    };
  }

  async *#watch(store: KeyValue, signal: AbortSignal): AsyncGenerator<KeyValueEntry | typeof CURRENT> {
    await this.#ask(() => store.incarnation());
    yield* this.#feed<KeyValueEntry | typeof CURRENT>((serving) => store.watch(serving), signal);
  }
}
