/** What a test sees of its cluster over the bus: who owns which shard, how far each is, and since when. */
import { NatsBus } from '#libs/bus/nats/nats-bus.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { eventStream, STATUS_FILTER } from '#libs/cluster/names.ts';
import { weir } from '#proto';

type Status = weir.v1.ServiceStatus;

/** A service that was not heard for so long does not count. */
const FRESH_MS = 1000;
const POLL_MS = 10;

/** A shard as its owner has announced it. */
export interface ShardSight {
  readonly shard: number;
  readonly owner: string;
  readonly epoch: number;
  readonly processed: number;
  readonly sealed: number;
  readonly stored: number;
  /** By the owner's wall clock, Unix ms. */
  readonly atMs: number;
}

/** The longest time in which a shard processed nothing. */
export interface Pauses {
  soFarMs(): number;
  /** Ends the measuring. @returns the same as `soFarMs` */
  end(): number;
}

/** Told of each announcement. */
type Watcher = (sight: ShardSight) => void;

export class ClusterView {
  readonly bus: NatsBus;
  readonly #clock: Clock;
  readonly #statuses = new Map<string, Status>();
  readonly #watchers = new Set<Watcher>();
  readonly #closing = new AbortController();

  private constructor(bus: NatsBus, clock: Clock) {
    this.bus = bus;
    this.#clock = clock;
    bus.announcements.listen(STATUS_FILTER, (_, data) => this.#hear(data), this.#closing.signal);
  }

  static async open(servers: readonly string[], clock: Clock): Promise<ClusterView> {
    return new ClusterView(await NatsBus.connect({ servers, name: 'test' }, clock), clock);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.bus.close();
  }

  isHeard(instance: string): boolean {
    return this.#fresh().some((status) => status.instance === instance);
  }

  /** Status of a service that was heard lately. */
  status(instance: string): Status | undefined {
    return this.#fresh().find((status) => status.instance === instance);
  }

  /** The owner of each shard, by the highest epoch that was announced lately. */
  owners(): Map<number, ShardSight> {
    const owners = new Map<number, ShardSight>();
    for (const status of this.#fresh()) {
      for (const sight of sightsOf(status)) {
        const known = owners.get(sight.shard);
        if (!known || known.epoch < sight.epoch) owners.set(sight.shard, sight);
      }
    }
    return owners;
  }

  /** Shards that an analyzer owns. */
  shardsOf(instance: string): number[] {
    return [...this.owners().values()].filter(({ owner }) => owner === instance).map(({ shard }) => shard);
  }

  /** Sum of a number of all services that are heard. */
  total(name: string): number {
    return this.#fresh().reduce((sum, { numbers }) => sum + (numbers[name] ?? 0), 0);
  }

  /** Last stored message of each shard. */
  async storedNow(shards: readonly number[]): Promise<Map<number, number>> {
    const states = await Promise.all(shards.map((shard) => this.bus.streams.state(eventStream(shard))));
    return new Map(shards.map((shard, i) => [shard, states[i].lastSequence]));
  }

  /** Last processed message of each shard, as announced. */
  processedNow(shards: readonly number[]): Map<number, number> {
    const sights = [...this.#statuses.values()].flatMap(sightsOf);
    const processed = (shard: number) =>
      sights.reduce((most, sight) => (sight.shard === shard ? Math.max(most, sight.processed) : most), 0);
    return new Map(shards.map((shard) => [shard, processed(shard)]));
  }

  /**
   * Waits until each shard was announced to have processed a message beyond `after`, by another than `notBy`, which
   * has itself read from the stream.
   * @returns when the last one had, Unix ms
   */
  async processedBeyond(after: ReadonlyMap<number, number>, patienceMs: number, notBy = ''): Promise<number> {
    const missing = new Map(after);
    let lastMs = 0;
    const watcher: Watcher = ({ shard, owner, processed, sealed, atMs }) => {
      const sequence = missing.get(shard);
      if (sequence === undefined || owner === notBy || processed <= sequence || processed <= sealed) return;
      missing.delete(shard);
      lastMs = Math.max(lastMs, atMs);
    };
    this.#watchers.add(watcher);
    const endMs = this.#clock.elapsed() + patienceMs;
    while (missing.size > 0 && this.#clock.elapsed() < endMs) await this.#clock.sleep(POLL_MS);
    this.#watchers.delete(watcher);
    if (missing.size > 0)
      throw new Error(`shards ${[...missing.keys()].join(', ')} did not go on within ${patienceMs} ms`);
    return lastMs;
  }

  /** Measures from now on for how long each of these shards stands still. Call it while all of them have work. */
  measurePauses(shards: ReadonlySet<number>): Pauses {
    const progress = new Map<number, { epoch: number; processed: number; atMs: number }>();
    let longestMs = 0;
    const watcher: Watcher = ({ shard, epoch, processed, atMs }) => {
      if (!shards.has(shard)) return;
      const known = progress.get(shard);
      if (known && (epoch < known.epoch || processed <= known.processed)) return;
      if (known) longestMs = Math.max(longestMs, atMs - known.atMs);
      progress.set(shard, { epoch, processed, atMs });
    };
    this.#watchers.add(watcher);
    return {
      soFarMs: () => longestMs,
      end: () => {
        this.#watchers.delete(watcher);
        return longestMs;
      },
    };
  }

  #hear(data: Uint8Array): void {
    const status = weir.v1.ServiceStatus.decode(data);
    this.#statuses.set(status.instance, status);
    if (this.#watchers.size === 0) return;
    for (const sight of sightsOf(status)) for (const watcher of this.#watchers) watcher(sight);
  }

  #fresh(): Status[] {
    const nowMs = this.#clock.now();
    return [...this.#statuses.values()].filter(({ atMs }) => nowMs - atMs < FRESH_MS);
  }
}

function sightsOf({ shards, atMs }: Status): ShardSight[] {
  return shards.map(({ shard, owner, epoch, processed, sealed, stored }) => ({
    shard: shard ?? 0,
    owner: owner ?? '',
    epoch: epoch ?? 0,
    processed: processed ?? 0,
    sealed: sealed ?? 0,
    stored: stored ?? 0,
    atMs,
  }));
}
