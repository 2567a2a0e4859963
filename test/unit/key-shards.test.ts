/** Scenarios whose keys come from many ranges: what must not depend on shards of either kind, batches, order and owners. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Random, seededRandom } from '#libs/clock/random.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { FLAG } from '#libs/domain/event.ts';
import { shardOfAddress } from '#libs/domain/range.ts';
import { type Batch, decodeBatch } from '#libs/wire/batch.ts';
import { TEXT_INDEX } from '#libs/wire/row.ts';
import { encodeBatch, event, START_MS, type TestEvent, testHash, words } from '../support/batches.ts';
import { COLLECTION_ACROSS } from '../support/collections.ts';
import { chunks, streamFrom } from '../support/event-streams.ts';
import { ACROSS, EACH, LEAKY, scenario } from '../support/scenarios.ts';
import { identities, TestShards } from '../support/shards.ts';

const ALL = [...ACROSS, COLLECTION_ACROSS, EACH, LEAKY];
/** In twelve ranges. */
const CLIENTS = Array.from({ length: 24 }, (_, i) => `10.${i % 12}.0.${i}`);
/** Later than anything. */
const END_MS = START_MS + 10 ** 7;

const stream = streamFrom(CLIENTS);

function expected(events: readonly TestEvent[]): string[] {
  const shards = new TestShards({ scenarios: ALL });
  return identities([...shards.take(events), ...shards.tellTime(END_MS)]);
}

/** The events through so many shards, which now and then change their owner, in an orderly way or not. */
function found(
  parts: readonly (readonly TestEvent[])[],
  options: { readonly shards: number; readonly keyShards: number },
  random: Random,
): string[] {
  const shards = new TestShards({ scenarios: ALL, chance: random, ...options });
  const detections: Detection[] = [];
  const any = () => Math.floor(random.next() * shards.states.length);
  let newestMs = 0;
  for (const part of parts) {
    detections.push(...shards.take(part));
    newestMs = Math.max(newestMs, ...part.map(({ timeMs }) => timeMs));
    if (random.next() < 0.5) detections.push(...shards.tellTime(newestMs));
    if (random.next() < 0.5) shards.seal(any());
    if (random.next() < 0.3) detections.push(...shards.crash(any()));
  }
  detections.push(...shards.arrive(), ...shards.tellTime(END_MS), ...shards.arrive());
  // What arrives may have been overtaken by the time: it is told again.
  detections.push(...shards.tellTime(END_MS + 60_000), ...shards.arrive());
  assert.deepEqual([shards.failed, shards.corrupt], [[], 0]);
  return identities(detections);
}

describe('the same detections of keys from many ranges', () => {
  it('are found however many the shards, whatever the batches, the order and the owners', () => {
    const some = new Set<string>();
    fc.assert(
      fc.property(
        stream,
        fc.integer(),
        fc.constantFrom(1, 7, 50),
        fc.constantFrom(1, 8, 32),
        fc.constantFrom(1, 2, 5),
        (events, seed, longest, shards, keyShards) => {
          const wanted = expected(events);
          const parts = chunks(events, seed, longest);
          assert.deepEqual(found(parts, { shards, keyShards }, seededRandom(seed)), wanted);
          for (const each of wanted) some.add(JSON.parse(each)[0]);
        },
      ),
      { numRuns: 60 },
    );
    assert.deepEqual([...some].sort(), ALL.map(({ name }) => name).sort());
  });
});

/** What the stream of a shard holds. */
function batchesOf(shards: TestShards, shard: number): Batch[] {
  return shards.storedOf(shard).map(({ data }) => decodeBatch(data));
}

/** Rows of the key shard `shard` that wait. */
function waitingOf(shards: TestShards, shard: number): number {
  const { stage } = shards.states[shard];
  return stage.kind === 'key' ? stage.waiting.rows : 0;
}

const bad = (atMs: number, from: string, options: Partial<TestEvent> = {}) =>
  event({ atMs, from, path: '/bad', ...options });

/** More than one client asks one host within ten seconds. */
const TWO_CLIENTS = scenario({
  name: 'two-clients',
  key: ['host'],
  detect: { kind: 'distinct', of: 'client.ip', over: 1, withinMs: 10_000 },
  cooldownMs: 60_000,
});
const ONE_OF_EACH = { scenarios: [TWO_CLIENTS], shards: 1, keyShards: 1 };

describe('a key shard', () => {
  it('counts over all range shards in the order of time, and shows where the requests are', () => {
    const shards = new TestShards({ scenarios: [TWO_CLIENTS], shards: 8, keyShards: 2 });
    assert.deepEqual(shards.take([bad(0, CLIENTS[0]), bad(400, CLIENTS[1]), bad(200, CLIENTS[2])]), []);
    assert.deepEqual(shards.tellTime(START_MS + 30_000), []);
    const [found, ...others] = shards.tellTime(START_MS + 40_000);
    assert.deepEqual(others, []);
    assert.deepEqual([found.openedMs, found.firstSeenMs], [START_MS + 200, START_MS]);
    assert.deepEqual(found.key, [{ field: 'host', value: 'shop.example' }]);
    assert.ok(found.shard >= 8);
    const stored = batchesOf(shards, found.shard);
    assert.equal(found.evidence.length, 2);
    for (const { shard, sequence, row, timeMs } of found.evidence) {
      assert.equal(shard, found.shard);
      assert.equal(stored[sequence - 1].timeMs[row], timeMs);
    }
    assert.deepEqual(
      shards.states.map(({ scenarios, counters }) => [scenarios.length, counters.relayed]),
      Array.from({ length: 10 }, (_, shard) => [shard < 8 ? 0 : 1, shard === found.shard ? 3 : 0]),
    );
  });

  it('waits for every range shard, those that it has not heard too', () => {
    const shards = new TestShards({ scenarios: [TWO_CLIENTS], shards: 2 });
    const time = (shard: number, number: number) =>
      shards.pass(shard, encodeBatch([], { newestMs: START_MS + 60_000, shard, number }), START_MS + 60_000);
    const own = CLIENTS.filter((from) => shardOfAddress(words(from), 0, testHash, 2) === 0).slice(0, 3);
    shards.take(own.map((from, i) => bad(i, from)));
    assert.deepEqual(time(0, 2), []);
    assert.equal(waitingOf(shards, 2), 3);
    assert.deepEqual(
      time(1, 1).map(({ openedMs }) => openedMs),
      [START_MS + 1],
    );
    assert.equal(waitingOf(shards, 2), 0);
  });

  it('is told no time by a batch that has overtaken another', () => {
    const shards = new TestShards(ONE_OF_EACH);
    shards.take([bad(0, CLIENTS[0])]);
    shards.take([bad(3000, CLIENTS[1])]);
    for (const atMs of [6000, 50_000, 60_000]) shards.tellTime(START_MS + atMs);
    const [first, second, third, last] = shards.storedOf(1);
    assert.deepEqual(
      batchesOf(shards, 1).map(({ rows, number }) => [rows, number]),
      [
        [1, 1],
        [1, 2],
        [0, 3],
        [0, 4],
      ],
    );
    const other = new TestShards(ONE_OF_EACH);
    const found = [first, third, second, third, last].map(({ data, storedMs }) =>
      other.pass(1, data, storedMs).map(({ openedMs }) => openedMs - START_MS),
    );
    assert.deepEqual(found, [[], [], [], [], [3000]]);
    const { overtaken, repeated } = other.states[1].counters;
    assert.deepEqual({ overtaken, repeated }, { overtaken: 0, repeated: 1 });
  });

  it('judges the oldest before their time when too many wait', () => {
    const shards = new TestShards({ ...ONE_OF_EACH, limits: { waitingBytesMax: 12_000 } });
    const found: Detection[] = [];
    for (let i = 0; i < 100; i++) {
      found.push(...shards.take([bad(100 * i, CLIENTS[i % 24]), bad(100 * i + 1, CLIENTS[i % 24])]));
      shards.seal(1);
      found.push(...shards.crash(1));
    }
    assert.ok(waitingOf(shards, 1) < 100, `${waitingOf(shards, 1)} wait`);
    assert.equal(identities(found).length, 1);
    shards.take([bad(-20_000, CLIENTS[0])]);
    shards.tellTime(START_MS + 20_000);
    assert.equal(shards.states[1].counters.overtaken, 1);
  });

  it('is sent no request that Weir refused or that came late', () => {
    const shards = new TestShards(ONE_OF_EACH);
    const flags = [0, FLAG.refused, FLAG.late, FLAG.notHttp];
    shards.take(flags.map((each, i) => bad(i, CLIENTS[i], { flags: each })));
    shards.tellTime(START_MS + 60_000);
    assert.deepEqual(
      batchesOf(shards, 1).flatMap(({ flags: [...sent] }) => sent),
      [0, FLAG.notHttp],
    );
    assert.equal(shards.states[1].counters.relayed, 2);
  });
});

describe('a range shard', () => {
  it('sends the very same again after a crash, and nothing counts twice', () => {
    const shards = new TestShards(ONE_OF_EACH);
    const part = (second: number) =>
      Array.from({ length: 30 }, (_, i) => bad(1000 * second + i, CLIENTS[i % 24], { host: `h${i % 7}` }));
    for (let second = 0; second < 20; second++) {
      if (second === 8) shards.seal(0);
      shards.take(part(second));
    }
    const before = shards.storedOf(1).slice();
    assert.deepEqual(shards.crash(0), []);
    const again = shards.storedOf(1).slice(before.length);
    assert.ok(again.length >= 2 && again.length < before.length);
    assert.deepEqual(
      again.map(({ data }) => Buffer.from(data)),
      before.slice(-again.length).map(({ data }) => Buffer.from(data)),
    );
    shards.tellTime(START_MS + 100_000);
    const { relayed, repeated, overtaken } = shards.states[1].counters;
    assert.deepEqual(
      { relayed, repeated, overtaken },
      { relayed: 600, repeated: again.length, overtaken: 0 },
    );
  });

  it('is another sender when it begins with nothing', () => {
    const shards = new TestShards(ONE_OF_EACH);
    for (let second = 0; second < 60; second += 6) shards.take([bad(1000 * second, CLIENTS[0])]);
    const fresh = new TestShards(ONE_OF_EACH);
    fresh.take([bad(66_000, CLIENTS[0])]);
    const [{ data, storedMs }] = fresh.storedOf(1);
    shards.pass(1, data, storedMs);
    const { repeated, relayed } = shards.states[1].counters;
    assert.deepEqual({ repeated, relayed }, { repeated: 0, relayed: 11 });
  });

  it('collects, and tells the time every five seconds of it: few messages, whatever the traffic', () => {
    const shards = new TestShards({ scenarios: [TWO_CLIENTS], shards: 1, keyShards: 3 });
    for (let i = 0; i < 600; i++) shards.take([event({ atMs: 100 * i }), bad(100 * i, CLIENTS[i % 24])]);
    for (const shard of [1, 2, 3]) assert.equal(batchesOf(shards, shard).length, 12);
    const none = new TestShards({ scenarios: [EACH], shards: 1 });
    for (let i = 0; i < 60; i++) none.take([bad(1000 * i, CLIENTS[0])]);
    assert.equal(none.storedOf(1).length, 0, 'nothing for nobody');
  });

  it('cuts a batch that is full', () => {
    const shards = new TestShards(ONE_OF_EACH);
    const query = 'q'.repeat(2000);
    for (let chunk = 0; chunk < 4; chunk++) {
      shards.take(Array.from({ length: 400 }, (_, i) => bad(chunk, CLIENTS[i % 24])));
      shards.take(Array.from({ length: 60 }, (_, i) => bad(chunk, CLIENTS[0], { query: `${i}${query}` })));
    }
    shards.tellTime(START_MS + 10_000);
    const batches = batchesOf(shards, 1);
    assert.equal(
      batches.reduce((rows, batch) => rows + batch.rows, 0),
      1840,
    );
    for (const [i, { data }] of shards.storedOf(1).entries()) {
      assert.ok(
        batches[i].rows <= 500 && data.length < 300_000,
        `${batches[i].rows} rows, ${data.length} bytes`,
      );
    }
  });

  it('passes on what was cut as it is', () => {
    const shards = new TestShards(ONE_OF_EACH);
    const kept = 'x'.repeat(2048);
    const queries = [`${kept}1`, `${kept}2`, kept, `${kept}1`, ''];
    shards.take(queries.map((query, i) => bad(i, CLIENTS[i], { query })));
    const passedOn = [decodeBatch(shards.storedOf(0)[0].data), decodeBatch(shards.storedOf(1)[0].data)];
    const [from, to] = passedOn.map(({ rows, texts }) => {
      const column = texts[TEXT_INDEX.query];
      const hash = new Uint32Array(2);
      return Array.from({ length: rows }, (_, row) => {
        column.hash(column.index[row], testHash, hash, 0);
        return [column.textAt(row), column.length(column.index[row]), ...hash];
      });
    });
    assert.deepEqual(to, from);
    assert.equal(new Set(to.map((each) => each.join())).size, 4);
  });
});
