/** The path of events through range shards: what must not depend on batches, shards and owners. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#libs/clock/random.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { FLAG } from '#libs/domain/event.ts';
import { encodeBatch, event, START_MS, type TestEvent } from '../support/batches.ts';
import { COLLECTION } from '../support/collections.ts';
import { CLIENTS, chunks, stream } from '../support/event-streams.ts';
import { COUNT, EACH, LEAKY, LOCAL, scenario, THROWING } from '../support/scenarios.ts';
import { identities, TestShards, type TestShardsOptions } from '../support/shards.ts';

const ALL = [...LOCAL, COLLECTION];

function judged(options: TestShardsOptions, parts: readonly (readonly TestEvent[])[]): Detection[] {
  const shards = new TestShards(options);
  const found = parts.flatMap((part) => shards.take(part));
  assert.deepEqual(shards.failed, []);
  return found;
}

describe('the same detections', () => {
  it('are found whatever the batches and however many the shards', () => {
    const some = new Set<string>();
    fc.assert(
      fc.property(
        stream,
        fc.integer(),
        fc.constantFrom(1, 7, 100),
        fc.constantFrom(1, 8, 64),
        (events, seed, longest, shards) => {
          const expected = identities(judged({ scenarios: ALL }, [events]));
          const found = judged({ scenarios: ALL, shards }, chunks(events, seed, longest));
          assert.deepEqual(identities(found), expected);
          for (const each of expected) some.add(JSON.parse(each)[0]);
        },
      ),
      { numRuns: 50 },
    );
    assert.deepEqual([...some].sort(), ALL.map(({ name }) => name).sort());
  });

  it('in every revision are found by the owner that goes on from a snapshot, also when tables are full', () => {
    const limits = fc.constantFrom({}, { keysMax: 4 }, { openMax: 2 });
    fc.assert(
      fc.property(stream, fc.integer(), limits, fc.nat(100), (events, seed, limit, cut) => {
        const parts = chunks(events, seed, 9);
        const options = { scenarios: ALL, shards: 2, limits: limit };
        const one = new TestShards(options);
        let other = new TestShards(options);
        parts.forEach((part, i) => {
          if (i === cut % parts.length) other = other.handOver();
          assert.deepEqual(other.take(part), one.take(part));
        });
        const endMs = START_MS + 10 ** 7;
        assert.deepEqual(other.tellTime(endMs), one.tellTime(endMs));
        // What was counted goes on too: numbers do not depend on how often an owner was killed.
        assert.deepEqual(
          other.states.map(({ counters }) => counters),
          one.states.map(({ counters }) => counters),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('leave the same state behind, so that two owners also forget alike', () => {
    const one = new TestShards({ scenarios: [LEAKY] });
    one.take(Array.from({ length: 150 }, (_, i) => event({ path: '/bad', from: `198.51.100.${i}` })));
    const other = one.handOver();
    assert.equal(other.states[0].clock.watermarkMs, START_MS - 30_000);
    for (let minutes = 60; minutes < 63; minutes++) {
      for (const shards of [one, other]) shards.tellTime(START_MS + minutes * 60_000);
      assert.equal(other.states[0].scenarios[0].keys, one.states[0].scenarios[0].keys);
    }
    assert.equal(one.states[0].scenarios[0].keys, 0);
  });

  it('are found when batches come more than once', () => {
    fc.assert(
      fc.property(stream, fc.integer(), (events, seed) => {
        const random = seededRandom(seed);
        const once = new TestShards({ scenarios: ALL });
        const again = new TestShards({ scenarios: ALL });
        const sent: Uint8Array[] = [];
        chunks(events, seed, 9).forEach((part, i) => {
          const newestMs = Math.max(
            ...events.slice(0, events.indexOf(part.at(-1)!) + 1).map(({ timeMs }) => timeMs),
          );
          const bytes = encodeBatch(part, { number: i + 1, newestMs });
          sent.push(bytes);
          const expected = once.pass(0, bytes, newestMs);
          const found = again.pass(0, bytes, newestMs);
          while (random.next() < 0.4) {
            const copy = sent[Math.floor(random.next() * sent.length)];
            assert.deepEqual(again.pass(0, copy, newestMs), []);
          }
          assert.deepEqual(identities(found), identities(expected));
        });
        assert.equal(again.states[0].counters.events, events.length);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a detection', () => {
  const bad = (atMs: number, options: Partial<TestEvent> = {}) => event({ atMs, path: '/bad', ...options });
  const brief = (found: readonly Detection[]) =>
    found.map(({ rev, closed, events }) => [rev, closed, events]);

  it('opens at the first crossing, grows, and closes after a quiet cool-down', () => {
    const shards = new TestShards({ scenarios: [scenario({ cooldownMs: 60_000 })] });
    const [opened, ...none] = shards.take([bad(0), bad(1000)]);
    assert.deepEqual(none, []);
    assert.deepEqual(brief([opened]), [[1, false, 2]]);
    assert.deepEqual(brief(shards.take([bad(9000)])), []);
    const [grown] = shards.take([bad(11_000), bad(11_000)]);
    assert.deepEqual(brief([grown]), [[2, false, 5]]);
    // The source may be up to 30 s out of order: only then is it certain that all was quiet.
    assert.deepEqual(shards.tellTime(START_MS + 11_000 + 60_000 + 30_000), []);
    const [closed] = shards.tellTime(START_MS + 11_000 + 60_000 + 31_001);
    assert.deepEqual(brief([closed]), [[3, true, 5]]);
    for (const each of [grown, closed]) {
      assert.deepEqual([each.id, each.openedMs], [opened.id, opened.openedMs]);
    }
    assert.deepEqual([closed.firstSeenMs, closed.lastSeenMs], [START_MS, START_MS + 11_000]);
    const [again] = shards.take([bad(120_000)]);
    assert.notEqual(again.id, opened.id);
    assert.equal(shards.states[0].scenarios[0].open, 1);
  });

  it('grows with what comes late but in time', () => {
    const shards = new TestShards({ scenarios: [EACH] });
    shards.take([bad(0)]);
    shards.tellTime(START_MS + 31_000);
    assert.deepEqual(shards.take([bad(2000)]), []);
    assert.equal(shards.states[0].scenarios[0].open, 1);
  });

  it('tells when it began, how much at most there was in a second, and shows ten requests', () => {
    const shards = new TestShards({ scenarios: [COUNT] });
    const events = [bad(0), bad(900), bad(1000), bad(1100), ...Array.from({ length: 20 }, () => bad(1200))];
    const [found] = shards.take(events);
    assert.deepEqual([found.firstSeenMs, found.openedMs], [START_MS, START_MS + 1100]);
    assert.deepEqual([found.events, found.peakPerSecond, found.evidence.length], [24, 21, 10]);
    assert.equal(found.evidence[0].row, 3);
    assert.deepEqual(found.key, [
      { field: 'client.ip', value: '198.51.100.7' },
      { field: 'host', value: 'shop.example' },
    ]);
  });

  it('is judged by the newest time of its key, which never goes back', () => {
    const found = new TestShards({ scenarios: [LEAKY] }).take([bad(4000), bad(2000), bad(4000)]);
    assert.deepEqual(brief(found), [[1, false, 3]]);
  });

  it('is forgeable only while nothing but forgeable requests speak for it', () => {
    const forged = { referer: 'https://evil.example/' };
    const shards = new TestShards({ scenarios: [scenario({ cooldownMs: 60_000 }), COUNT] });
    assert.equal(shards.take([bad(0, forged)])[0].forgeable, true);
    assert.equal(shards.take([bad(20_000)])[0].forgeable, false);
    const counted = shards.take(Array.from({ length: 9 }, (_, i) => bad(40_000 + i, forged)));
    assert.deepEqual(counted.map(({ scenario: { length }, forgeable }) => [length, forgeable]).sort(), [
      ['bad'.length, false],
      ['count'.length, false],
    ]);
  });

  it('keeps to the time at which its events were stored', () => {
    const shards = new TestShards({ scenarios: [EACH] });
    const [found] = shards.pass(0, encodeBatch([bad(3_600_000)]), START_MS);
    assert.equal(found.openedMs, START_MS + 2000);
  });

  it('makes room for another when there are too many: the oldest closes', () => {
    const shards = new TestShards({ scenarios: [EACH], limits: { openMax: 2 } });
    const found = shards.take(CLIENTS.slice(0, 3).map((from, i) => bad(i, { from })));
    assert.deepEqual(
      found.map(({ key: [{ value }], closed }) => [value, closed]),
      [
        [CLIENTS[0], true],
        [CLIENTS[1], false],
        [CLIENTS[2], false],
      ],
    );
    assert.equal(shards.states[0].scenarios[0].open, 2);
  });

  it('closes when its key has to make room', () => {
    const shards = new TestShards({ scenarios: [EACH], limits: { keysMax: 1 } });
    const found = shards.take([bad(0), bad(1, { from: '203.0.113.1' })]);
    assert.deepEqual(brief(found), [
      [1, true, 1],
      [1, false, 1],
    ]);
    assert.equal(shards.states[0].scenarios[0].evicted, 1);
  });

  it('is not looked for by a scenario that is off, and is marked by one in shadow mode', () => {
    const modes = (['off', 'shadow'] as const).map((mode) => scenario({ name: mode, mode }));
    const found = new TestShards({ scenarios: modes }).take([bad(0)]);
    assert.deepEqual(
      found.map((each) => [each.scenario, each.mode]),
      [['shadow', 'shadow']],
    );
  });
});

describe('a shard', () => {
  it('counts what was refused and what is late, and judges neither', () => {
    const shards = new TestShards({ scenarios: [EACH] });
    const flags = [FLAG.refused, FLAG.late, FLAG.refused | FLAG.late];
    assert.deepEqual(shards.take(flags.map((each) => event({ path: '/bad', flags: each }))), []);
    const { events, refused, late } = shards.states[0].counters;
    assert.deepEqual({ events, refused, late }, { events: 3, refused: 2, late: 2 });
    assert.equal(shards.take([event({ path: '/bad', flags: FLAG.notHttp })]).length, 1);
  });

  it('leaves out what is no batch, what is for another, and what it has seen', () => {
    const shards = new TestShards({ scenarios: [EACH] });
    const events = [event({ path: '/bad' })];
    shards.pass(0, Buffer.from('no batch'), START_MS);
    shards.pass(0, encodeBatch(events, { shard: 1 }), START_MS);
    shards.pass(0, encodeBatch(events, { shardMapVersion: 2 }), START_MS);
    assert.equal(shards.pass(0, encodeBatch(events), START_MS).length, 1);
    assert.deepEqual(shards.pass(0, encodeBatch(events), START_MS), []);
    const { corrupt, foreign, repeated, batches } = shards.states[0].counters;
    assert.deepEqual(
      { corrupt, foreign, repeated, batches },
      { corrupt: 1, foreign: 2, repeated: 1, batches: 1 },
    );
    assert.equal(shards.corrupt, 1);
  });

  it('begins a scenario that throws anew, lets the others go on, and switches it off after three times', () => {
    const shards = new TestShards({ scenarios: [THROWING, LEAKY] });
    const bad = (atMs: number) => event({ atMs, path: '/bad' });
    const broken = event({ path: '/throw' });
    assert.deepEqual(shards.take([bad(0), broken, bad(1)]), []);
    assert.deepEqual(shards.failed, ['throwing']);
    // What the other one has counted before is still there.
    assert.equal(shards.take([bad(2), broken]).length, 1);
    shards.take([broken]);
    assert.deepEqual(shards.failed, Array(3).fill('throwing'));
    shards.take([broken]);
    assert.equal(shards.failed.length, 3);
    assert.equal(shards.states[0].scenario(0), undefined);
    assert.equal(shards.states[0].counters.scenarioFailures, 3);
    assert.equal(shards.states[0].scenario(1)?.keys, 1);
  });

  it('forgets keys once they can’t matter', () => {
    const shards = new TestShards({ scenarios: [LEAKY] });
    shards.take(CLIENTS.map((from) => event({ path: '/bad', from })));
    assert.equal(shards.states[0].scenarios[0].keys, CLIENTS.length);
    shards.tellTime(START_MS + 30_000 + 4000);
    assert.equal(shards.states[0].scenarios[0].keys, CLIENTS.length);
    // They are looked for once a second.
    shards.tellTime(START_MS + 30_000 + 5000);
    assert.equal(shards.states[0].scenarios[0].keys, 0);
  });
});
