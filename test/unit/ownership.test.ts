/** Who runs what: members that join, leave, die, are paused and come back. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { ClusterView } from '#libs/cluster/cluster-view.ts';
import { Membership } from '#libs/cluster/membership.ts';
import { Ownership } from '#libs/cluster/ownership.ts';
import { recordingLog } from '../support/log.ts';
import { Pausing } from '../support/pausing.ts';

const TTL_MS = 2000;
const SHARDS = 8;

interface Act {
  readonly atMs: number;
  readonly member: string;
  readonly what: string;
  readonly shard: number;
  readonly epoch: number;
}

class Cluster {
  readonly clock = new SimulatedClock();
  readonly bus = new MemoryBus(this.clock);
  readonly acts: Act[] = [];
  readonly log = recordingLog();

  async join(id: string, group = 'analyzer'): Promise<Member> {
    const member = new Member(this, id, group);
    await member.start();
    return member;
  }
}

class Member {
  readonly pausing = new Pausing();
  readonly #cluster: Cluster;
  readonly #id: string;
  readonly #group: string;
  readonly #stop = new AbortController();
  #ownership: Ownership | undefined;
  #membership: Membership | undefined;

  constructor(cluster: Cluster, id: string, group: string) {
    this.#cluster = cluster;
    this.#id = id;
    this.#group = group;
  }

  get shards(): readonly number[] {
    return this.#ownership?.shards ?? [];
  }

  get holds(): boolean {
    return this.#membership?.holds ?? false;
  }

  async start(): Promise<void> {
    const clock = this.pausing.clock(this.#cluster.clock);
    const bus = this.pausing.bus(this.#cluster.bus);
    const cluster = await bus.keyValues.open({ bucket: 'cluster', maxBytes: 2 ** 20, replicas: 1 });
    const view = new ClusterView();
    const { log } = this.#cluster.log;
    const common = { group: this.#group, cluster, view, clock, log };
    this.#membership = new Membership({ ...common, id: this.#id, ttlMs: TTL_MS });
    this.#ownership = new Ownership({
      ...common,
      shards: SHARDS,
      membership: this.#membership,
      activate: async (shard, epoch) => {
        this.#note('start', shard, epoch);
        return { stop: async (reason) => this.#note(reason, shard, epoch) };
      },
    });
    const { signal } = this.#stop;
    void view.run(cluster, clock, seededRandom(1), log, signal);
    void this.#membership.run(() => this.#ownership?.fence(), signal);
    void this.#ownership.run(signal);
  }

  async leave(): Promise<void> {
    await this.#ownership?.drain();
    this.#stop.abort();
  }

  /** As kill -9 does it. */
  kill(): void {
    this.pausing.pause();
    this.#stop.abort();
  }

  #note(what: string, shard: number, epoch: number): void {
    this.#cluster.acts.push({ atMs: this.#cluster.clock.now(), member: this.#id, what, shard, epoch });
  }
}

const ALL = Array.from({ length: SHARDS }, (_, shard) => shard);
const together = (...members: Member[]) => members.flatMap(({ shards }) => shards).sort((a, b) => a - b);

describe('the owners of shards', () => {
  it('share them, and a member that joins is given its part', async () => {
    const cluster = new Cluster();
    const one = await cluster.join('one');
    await cluster.clock.advance(1000);
    assert.deepEqual(one.shards, ALL);
    const two = await cluster.join('two');
    await cluster.clock.advance(2000);
    assert.deepEqual(together(one, two), ALL);
    assert.ok(one.shards.length > 0 && two.shards.length > 0);
    const moved = cluster.acts.filter(({ what }) => what === 'handed-over').map(({ shard }) => shard);
    assert.deepEqual(moved.sort(), [...two.shards], 'only what moves is stopped');
  });

  it('take over at once from one that leaves, after it has let go', async () => {
    const cluster = new Cluster();
    const one = await cluster.join('one');
    const two = await cluster.join('two');
    await cluster.clock.advance(3000);
    const leaving = two.shards;
    const leftMs = cluster.clock.now();
    await Promise.all([two.leave(), cluster.clock.advance(200)]);
    assert.deepEqual(one.shards, ALL);
    for (const shard of leaving) {
      const acts = cluster.acts.filter((act) => act.shard === shard && act.atMs >= leftMs);
      assert.deepEqual(
        acts.map(({ member, what }) => `${member} ${what}`),
        ['two shutdown', 'one start'],
      );
      assert.ok(acts[1].atMs - leftMs <= 100, `${acts[1].atMs - leftMs} ms`);
    }
  });

  it('hand over one shard after the other, so that each stands still for its own hand-over only', async () => {
    const cluster = new Cluster();
    const one = await cluster.join('one');
    const two = await cluster.join('two');
    await cluster.clock.advance(3000);
    const before = cluster.acts.length;
    const leaving = two.shards;
    await Promise.all([two.leave(), cluster.clock.advance(1000)]);
    assert.ok(leaving.length > 1);
    assert.deepEqual(
      cluster.acts.slice(before).map(({ member, what, shard }) => `${member} ${what} ${shard}`),
      leaving.flatMap((shard) => [`two shutdown ${shard}`, `one start ${shard}`]),
    );
    assert.deepEqual(one.shards, ALL);
  });

  it('let go of everything soon though nobody takes it', async () => {
    const cluster = new Cluster();
    const one = await cluster.join('one');
    const two = await cluster.join('two');
    await cluster.clock.advance(3000);
    const startMs = cluster.clock.now();
    const leaving = two.shards;
    one.pausing.pause();
    await Promise.all([two.leave(), cluster.clock.advance(3000)]);
    const ended = cluster.acts.filter(({ what }) => what === 'shutdown');
    assert.deepEqual(
      ended.map(({ shard }) => shard),
      leaving,
    );
    assert.ok(Math.max(...ended.map(({ atMs }) => atMs)) - startMs <= 2100);
  });

  it('take over from one that dies after its time to live', async () => {
    const cluster = new Cluster();
    const one = await cluster.join('one');
    const two = await cluster.join('two');
    await cluster.clock.advance(3000);
    const diedMs = cluster.clock.now();
    two.kill();
    await cluster.clock.advance(1.3 * TTL_MS + 300);
    assert.deepEqual(one.shards, ALL);
    const lastMs = Math.max(...cluster.acts.map(({ atMs }) => atMs));
    assert.ok(lastMs - diedMs >= TTL_MS / 2, `${lastMs - diedMs} ms`);
  });

  it('never two at once: one that was paused finds out before it acts, and comes back', async () => {
    const cluster = new Cluster();
    const one = await cluster.join('one');
    const two = await cluster.join('two');
    await cluster.clock.advance(3000);
    const before = two.shards;
    two.pausing.pause();
    await cluster.clock.advance(3 * TTL_MS);
    assert.deepEqual(one.shards, ALL);
    assert.equal(two.holds, false, 'known without hearing of anything');
    two.pausing.resume();
    await cluster.clock.advance(3 * TTL_MS);
    assert.deepEqual(together(one, two), ALL);
    assert.deepEqual(two.shards, before);
    for (const shard of ALL) {
      const epochs = cluster.acts.filter((act) => act.shard === shard && act.what === 'start');
      const numbers = epochs.map(({ epoch }) => epoch);
      assert.deepEqual(
        numbers,
        numbers.toSorted((a, b) => a - b),
      );
      assert.equal(new Set(numbers).size, numbers.length);
    }
  });

  it('tell when two have the same name', async () => {
    const cluster = new Cluster();
    await cluster.join('one');
    await cluster.clock.advance(1000);
    await cluster.join('one');
    await cluster.clock.advance(2000);
    assert.ok(cluster.log.lines.some(({ msg }) => /another process is member one/.test(msg)));
  });

  it('of different groups never meet', async () => {
    const cluster = new Cluster();
    const analyzer = await cluster.join('one', 'analyzer');
    const decision = await cluster.join('one', 'decision');
    await cluster.clock.advance(3000);
    assert.deepEqual([analyzer.shards, decision.shards], [ALL, ALL]);
    analyzer.kill();
    await cluster.clock.advance(3 * TTL_MS);
    assert.deepEqual(decision.shards, ALL);
    assert.equal(cluster.acts.length, 2 * SHARDS);
  });
});
