/** The ledger as one process knows it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#libs/clock/random.ts';
import { type LedgerChange, LedgerReplica } from '#libs/ledger/replica.ts';
import { decision } from '../support/decisions.ts';

const some = decision();
const changeOf = (key: string, revision: number, there = true): LedgerChange => ({
  key,
  revision,
  decision: there ? some : undefined,
});

/** Changes of a few keys, by ascending revision with gaps; some sweep their key. */
const changes: fc.Arbitrary<LedgerChange[]> = fc
  .array(
    fc.record({
      key: fc.nat(6),
      step: fc.integer({ min: 1, max: 3 }),
      there: fc.integer({ min: 0, max: 3 }),
    }),
    {
      minLength: 1,
      maxLength: 40,
    },
  )
  .map((list) => {
    let revision = 0;
    return list.map(({ key, step, there }) => {
      revision += step;
      return changeOf(`k${key}`, revision, there > 0);
    });
  });

function replicaOf(list: Iterable<LedgerChange>): LedgerReplica {
  const replica = new LedgerReplica();
  replica.reset('store');
  for (const each of list) replica.apply(each);
  return replica;
}

/** The latest change of each key. */
function latest(list: readonly LedgerChange[]): LedgerChange[] {
  const byKey = new Map<string, LedgerChange>();
  for (const each of list)
    if (each.revision > (byKey.get(each.key)?.revision ?? 0)) byKey.set(each.key, each);
  return [...byKey.values()].sort((a, b) => a.revision - b.revision);
}

const summary = (replica: LedgerReplica) => ({
  token: replica.token,
  count: replica.count,
  checksum: replica.checksum,
  entries: [...replica.entries()].sort((a, b) => a.revision - b.revision),
});

describe('a replica', () => {
  it('knows the latest of each key, and tells what came after any revision', () => {
    fc.assert(
      fc.property(changes, fc.array(fc.nat(130), { maxLength: 4 }), (list, revisions) => {
        const replica = replicaOf(list);
        const expected = latest(list);
        assert.deepEqual(
          summary(replica).entries,
          expected.filter((each) => each.decision),
        );
        assert.deepEqual([...replica.swept()].length, expected.filter((each) => !each.decision).length);
        assert.equal(replica.count, expected.filter((each) => each.decision).length);
        assert.deepEqual(replica.token, { incarnation: 'store', revision: expected.at(-1)?.revision });
        for (const each of expected) assert.equal(replica.get(each.key), each);
        for (const revision of [0, ...revisions]) {
          assert.deepEqual(
            replica.since(revision),
            expected.filter((each) => each.revision > revision),
          );
        }
      }),
      { numRuns: 200 },
    );
  });

  it('has the checksum of another that came to the same by another way', () => {
    fc.assert(
      fc.property(changes, fc.integer(), fc.nat(40), (list, seed, cut) => {
        const random = seededRandom(seed);
        const one = replicaOf(list);
        // A snapshot in any order, then the changes after it, some of them twice.
        const before = latest(list.slice(0, cut)).filter((each) => each.decision);
        const other = replicaOf(before.toSorted(() => random.next() - 0.5));
        other.advance(list.slice(0, cut).at(-1)?.revision ?? 0);
        const after = list.slice(cut);
        after.forEach((each, i) => {
          other.apply(each);
          if (random.next() < 0.3) other.apply(after[Math.floor(random.next() * (i + 1))]);
        });
        assert.deepEqual(summary(other), summary(one));
        assert.deepEqual(other.since(0), latest([...before, ...after]));
        for (const { revision } of after) assert.deepEqual(other.since(revision), one.since(revision));
      }),
      { numRuns: 300 },
    );
  });

  it('has another checksum when one entry is missing, of another revision or under another key', () => {
    const list = [changeOf('a', 1), changeOf('b', 2), changeOf('c', 3)];
    const others = [
      list.slice(1),
      [changeOf('a', 4), ...list.slice(1)],
      [changeOf('d', 1), ...list.slice(1)],
      [changeOf('a', 2), changeOf('b', 1), list[2]],
      [],
    ];
    const checksums = [list, ...others].map((each) => replicaOf(each).checksum);
    assert.equal(new Set(checksums).size, checksums.length);
    assert.match(checksums[0], /^[0-9a-f]{16}$/);
    assert.equal(checksums.at(-1), '0'.repeat(16));
  });

  it('takes no change that is not newer than what it knows', () => {
    const replica = replicaOf([changeOf('a', 5)]);
    for (const revision of [4, 5]) assert.equal(replica.apply(changeOf('a', revision, false)), false);
    assert.equal(replica.count, 1);
    assert.equal(replica.apply(changeOf('a', 6, false)), true);
    assert.equal(replica.count, 0);
  });

  it('forgets what was swept, and nothing else', () => {
    const replica = replicaOf([changeOf('a', 1), changeOf('b', 2), changeOf('b', 3, false)]);
    replica.forget('a');
    replica.forget('b');
    assert.deepEqual(replica.since(0), [changeOf('a', 1)]);
  });

  it('tells the same of many thousands of changes, though it remembers the order of the latest only', () => {
    // Some keys change early and never again.
    const list = Array.from({ length: 30_000 }, (_, i) =>
      changeOf(i < 500 ? `old${i}` : `k${i % 3000}`, i + 1),
    );
    const replica = replicaOf(list);
    const expected = latest(list);
    for (const revision of [0, 10, 500, 20_000, 27_500, 29_999, 30_000]) {
      assert.deepEqual(
        replica.since(revision),
        expected.filter((each) => each.revision > revision),
      );
    }
  });

  it('brings up to date who is neither too far behind nor ahead nor somewhere else', () => {
    const replica = replicaOf([changeOf('a', 10), changeOf('b', 20)]);
    replica.raiseFloor(15);
    replica.raiseFloor(12);
    replica.advance(25);
    const can = (revision: number, incarnation = 'store') => replica.canResume({ incarnation, revision });
    assert.deepEqual(
      [14, 15, 20, 25, 26].map((revision) => can(revision)),
      [false, true, true, true, false],
    );
    assert.equal(can(20, 'another'), false);
    assert.equal(new LedgerReplica().canResume({ incarnation: '', revision: 0 }), false);
  });

  it('begins anew, empty, in another store', () => {
    const replica = replicaOf([changeOf('a', 10)]);
    replica.raiseFloor(5);
    replica.reset('another');
    assert.deepEqual(summary(replica), {
      token: { incarnation: 'another', revision: 0 },
      count: 0,
      checksum: '0'.repeat(16),
      entries: [],
    });
    assert.equal(replica.canResume({ incarnation: 'another', revision: 0 }), true);
    replica.apply(changeOf('a', 1));
    assert.equal(replica.count, 1);
  });

  it('wakes who waits, at the next change or when told', async () => {
    const replica = replicaOf([]);
    const signal = new AbortController();
    const woken: string[] = [];
    const waiting = [
      replica.changed(signal.signal).then(() => woken.push('change')),
      replica.changed(AbortSignal.timeout(60_000)).then(() => woken.push('change')),
    ];
    replica.apply(changeOf('a', 1));
    await Promise.all(waiting);
    assert.deepEqual(woken, ['change', 'change']);
    const told = replica.changed(signal.signal);
    signal.abort();
    await told;
  });
});
