/** How far a cluster goes: 800 shards, 200 members, a hundred collectors, with the code that runs in production. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KeyValue } from '#libs/bus/key-value.ts';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { type Random, seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { ClusterView } from '#libs/cluster/cluster-view.ts';
import { Membership } from '#libs/cluster/membership.ts';
import { Ownership } from '#libs/cluster/ownership.ts';
import { targetOwner } from '#libs/cluster/rendezvous.ts';
import { decodeBatch } from '#libs/wire/batch.ts';
import { START_MS } from '../support/batches.ts';
import { Collecting, Reading } from '../support/collecting.ts';
import { quietLog } from '../support/log.ts';

const SHARDS = 800;
const MEMBERS = 200;
const TTL_MS = 2000;
/** Three in each time to live. */
const BEATS_PER_SECOND = 1.5;
/** How long an acknowledgement takes. */
const ACK_MS = 2;
/** A chunk is read so often. */
const CHUNK_MS = 5;
const SETTLE_S = 8;
const MEASURE_S = 4;

const range = (count: number) => Array.from({ length: count }, (_, i) => i);
const names = (count: number) => range(count).map((i) => `analyzer-${i + 1}`);

describe('800 shards on 200 analyzers', () => {
  const members = names(MEMBERS);
  const owners = range(SHARDS).map((shard) => targetOwner(shard, members));

  it('move only to whoever joins: 1/n of them on average', (t) => {
    // Among many, a shard goes to the one who joins exactly if it does so among that one and its owner.
    const gained = (joining: string) =>
      range(SHARDS).filter((shard) => targetOwner(shard, [owners[shard]!, joining]) === joining);
    const counts = range(200).map((i) => gained(`joining-${i}`).length);
    t.diagnostic(`joins: ${stats(counts)} of ${SHARDS} shards`);
    assert.ok(mean(counts) <= (1.2 * SHARDS) / (MEMBERS + 1), `${mean(counts)}`);
    assert.ok(Math.max(...counts) <= worst(SHARDS / MEMBERS), `${Math.max(...counts)}`);
    const after = range(SHARDS).map((shard) => targetOwner(shard, [...members, 'joining-0']));
    const moved = range(SHARDS).filter((shard) => after[shard] !== owners[shard]);
    assert.deepEqual(moved, gained('joining-0'));
  });

  it('move only from whoever leaves: exactly what it had', (t) => {
    const had = (member: string) => range(SHARDS).filter((shard) => owners[shard] === member);
    const counts = members.map((member) => had(member).length);
    t.diagnostic(`leaves: ${stats(counts)} of ${SHARDS} shards`);
    assert.ok(Math.max(...counts) <= worst(SHARDS / MEMBERS), `${Math.max(...counts)}`);
    for (const leaving of members.slice(0, 5)) {
      const stay = members.filter((member) => member !== leaving);
      const moved = range(SHARDS).filter((shard) => targetOwner(shard, stay) !== owners[shard]);
      assert.deepEqual(moved, had(leaving));
    }
  });

  it('are spread as chance has it', (t) => {
    for (const [shards, count] of [
      [800, 200],
      [800, 20],
      [4096, 200],
      [8, 3],
    ]) {
      const among = names(count);
      const held = new Map(among.map((member) => [member, 0]));
      for (const shard of range(shards)) {
        const owner = targetOwner(shard, among)!;
        held.set(owner, held.get(owner)! + 1);
      }
      t.diagnostic(`${shards} shards on ${count}: ${stats([...held.values()])}`);
      assert.ok(Math.max(...held.values()) <= worst(shards / count));
    }
  });
});

/**
 * How many of 200 draws with this mean can come to: a number of shards follows a Poisson distribution, of which this
 * many standard deviations are exceeded less than once in ten thousand.
 */
const worst = (mean: number) => mean + 4.5 * Math.sqrt(mean) + 1;

const mean = (counts: readonly number[]) => counts.reduce((a, b) => a + b) / counts.length;

function stats(counts: readonly number[]): string {
  const sorted = counts.toSorted((a, b) => a - b);
  return `mean ${mean(counts).toFixed(2)}, least ${sorted[0]}, most ${sorted.at(-1)}`;
}

/** Members with an ownership each, of tenants that do nothing, and the writes they make. */
class Cluster {
  readonly clock = new SimulatedClock();
  readonly writes = { member: 0, lease: 0 };
  readonly #bus = new MemoryBus(this.clock);
  readonly #shards: number;

  constructor(shards: number) {
    this.#shards = shards;
  }

  async join(id: string): Promise<{ readonly shards: () => number; leave(): Promise<void> }> {
    const { clock } = this;
    const cluster = this.#counted(
      await this.#bus.keyValues.open({ bucket: 'cluster', maxBytes: 2 ** 24, replicas: 1 }),
    );
    const view = new ClusterView();
    const common = { group: 'analyzer', cluster, view, clock, log: quietLog };
    const membership = new Membership({ ...common, id, ttlMs: TTL_MS });
    const activate = async () => ({ stop: async () => {} });
    const ownership = new Ownership({ ...common, shards: this.#shards, membership, activate });
    const stop = new AbortController();
    void view.run(cluster, clock, seededRandom(1), quietLog, stop.signal);
    void membership.run(() => ownership.fence(), stop.signal);
    void ownership.run(stop.signal);
    return {
      shards: () => ownership.shards.length,
      leave: async () => {
        await ownership.drain();
        stop.abort();
      },
    };
  }

  /** Writes while so many seconds pass, by the second. */
  async during(seconds: number): Promise<{ readonly member: number; readonly lease: number }> {
    this.writes.member = 0;
    this.writes.lease = 0;
    await this.clock.advance(1000 * seconds);
    return { member: this.writes.member / seconds, lease: this.writes.lease / seconds };
  }

  #counted(store: KeyValue): KeyValue {
    const count = (key: string) => {
      this.writes[key.startsWith('member.') ? 'member' : 'lease']++;
    };
    return new Proxy(store, {
      get: (target, name) => {
        const value = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          if (name === 'create' || name === 'update') count(String(args[0]));
          return value.apply(target, args);
        };
      },
    });
  }
}

describe('heartbeats and leases', () => {
  for (const [members, shards] of [
    [10, 40],
    [20, 80],
    [30, 120],
  ]) {
    it(`of ${members} members: so many heartbeats for each, and leases on change only`, async (t) => {
      const cluster = new Cluster(shards);
      const nodes = await Promise.all(names(members).map((name) => cluster.join(name)));
      await cluster.during(8);
      const held = () => nodes.reduce((sum, node) => sum + node.shards(), 0);
      assert.equal(held(), shards);
      const rest = await cluster.during(4);
      assert.equal(rest.member, members * BEATS_PER_SECOND);
      assert.equal(rest.lease, 0);
      const joining = await cluster.join('joining');
      const join = await cluster.during(4);
      const moved = joining.shards();
      assert.equal(held(), shards - moved);
      const [leave] = await Promise.all([cluster.during(4), joining.leave()]);
      assert.equal(held(), shards);
      t.diagnostic(
        `${rest.member} heartbeats/s; ${moved} shards moved: ${4 * join.lease} + ${4 * leave.lease} writes`,
      );
      // One hands over and one takes; sometimes one tries before it knows that another was faster.
      for (const writes of [4 * join.lease, 4 * leave.lease]) {
        assert.ok(writes >= 2 * moved && writes <= 3 * moved, `${writes}`);
      }
    });
  }
});

/** What a collector settles at that reads so many lines a second, evenly spread over clients. */
async function settle(options: {
  readonly shards: number;
  readonly eventsPerSecond: number;
  readonly messagesPerSecond: number;
  readonly lingerMaxMs: number;
}): Promise<{ readonly messages: number; readonly rows: number; readonly waitMs: number }> {
  const random = seededRandom(1);
  const clock = new SimulatedClock(START_MS);
  const collecting = new Collecting({
    ...options,
    clock,
    onSend: ({ record: { shard } }) => void clock.after(ACK_MS, () => collecting.acknowledge(shard)),
  });
  const reading = new Reading(collecting.intake());
  const client = () => `${random.next() < 0.5 ? 11 : 12}.${byte(random)}.${byte(random)}.1`;
  const read = async (seconds: number) => {
    for (let ms = 0; ms < 1000 * seconds; ms += CHUNK_MS) {
      const lines = range((options.eventsPerSecond * CHUNK_MS) / 1000);
      await reading.read(...lines.map(() => `${client()} ${clock.now() - START_MS} /`));
      await clock.advance(CHUNK_MS);
    }
  };
  await read(SETTLE_S);
  collecting.sent.length = 0;
  await read(MEASURE_S);
  const batches = collecting.sent.map(({ bytes }) => decodeBatch(bytes));
  const rows = batches.reduce((sum, batch) => sum + batch.rows, 0) / batches.length;
  const waitMs = Math.max(...batches.map(({ publishedMs, ingestedMs }) => publishedMs - ingestedMs));
  return { messages: batches.length / MEASURE_S, rows, waitMs };
}

const byte = (random: Random) => Math.floor(256 * random.next());

describe('a collector of 10,000 events a second', () => {
  const eventsPerSecond = 10_000;
  for (const { shards, budget, lingerMaxMs, expected } of [
    // Too many shards for its budget: lines wait no longer than they may, and the budget is exceeded.
    { shards: 800, budget: 1000, lingerMaxMs: 500, expected: { messages: 1380, waitMs: 500 } },
    // The same, allowed to wait for longer: it keeps to nine tenths of its budget, since it has rows to send.
    { shards: 800, budget: 500, lingerMaxMs: 2000, expected: { messages: 500, waitMs: 1550 } },
    // A hundredth of what three servers take that store everything three times.
    { shards: 24, budget: 60, lingerMaxMs: 500, expected: { messages: 55, waitMs: 440 } },
  ]) {
    it(`sends ${expected.messages} messages a second to ${shards} shards, of which it may send ${budget}`, async (t) => {
      const { messages, rows, waitMs } = await settle({
        shards,
        eventsPerSecond,
        messagesPerSecond: budget,
        lingerMaxMs,
      });
      t.diagnostic(`${messages} messages/s of ${rows.toFixed(1)} rows; lines wait for ${waitMs} ms at most`);
      assert.ok(Math.abs(messages / expected.messages - 1) < 0.1, `${messages}`);
      assert.ok(
        waitMs <= lingerMaxMs + CHUNK_MS && Math.abs(waitMs / expected.waitMs - 1) < 0.1,
        `${waitMs}`,
      );
    });
  }
});
