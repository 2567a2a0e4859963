/** How far a collector has come. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Progress, type RecordMeta, type SourceProgress } from '#services/collector/progress.ts';

const source = (options: Partial<SourceProgress> = {}): SourceProgress => ({
  name: 'access',
  identity: 'file-1',
  to: 100,
  low: 50,
  newestMs: 7,
  ...options,
});

function progressOf(
  ...records: (Partial<Omit<RecordMeta, 'sources'>> & { sources?: readonly SourceProgress[] })[]
): Progress {
  const progress = new Progress('c');
  for (const record of records)
    progress.apply({ collector: 'c', shard: 0, number: 1, sources: [], ...record });
  return progress;
}

/** All that it says, in an order of its own. */
function summary(progress: Progress) {
  const { collector, numbers, sources } = progress.toJson();
  return {
    collector,
    numbers: Object.fromEntries(numbers),
    sources: Object.fromEntries(
      sources.map(({ name, identity, covered, ...rest }) => [
        `${name} ${identity}`,
        { ...rest, covered: Object.fromEntries(covered) },
      ]),
    ),
  };
}

/** Records as one collector writes them: numbers go up, and so do the places of its sources. */
const records: fc.Arbitrary<RecordMeta[]> = fc
  .array(fc.tuple(fc.nat(3), fc.nat(1), fc.nat(50), fc.nat(30)), { maxLength: 25 })
  .map((list) => {
    const numbers = [0, 0, 0, 0];
    const at = [0, 0];
    return list.map(([shard, file, step, behind]) => {
      at[file] += step;
      const of = {
        identity: `file-${file}`,
        to: at[file],
        low: Math.max(0, at[file] - behind),
        newestMs: at[file],
      };
      return { collector: 'c', shard, number: ++numbers[shard], sources: [source(of)] };
    });
  });

describe('the progress', () => {
  it('knows the last number of each shard, and which lines of which shard have been taken over', () => {
    const progress = progressOf(
      { shard: 0, number: 1, sources: [source({ to: 100, low: 50 })] },
      { shard: 2, number: 1, sources: [source({ to: 120, low: 60, newestMs: 9 })] },
      { shard: 0, number: 2, sources: [source({ identity: 'file-2', to: 10, low: 10 })] },
    );
    assert.deepEqual([progress.number(0), progress.number(2), progress.number(1)], [2, 1, 0]);
    const known = progress.source('access', 'file-1');
    assert.deepEqual([known?.low, known?.newestMs], [60, 9]);
    assert.deepEqual(
      [...(known?.covered ?? [])],
      [
        [0, 100],
        [2, 120],
      ],
    );
    assert.deepEqual(
      progress.sources('access').map(({ identity }) => identity),
      ['file-1', 'file-2'],
    );
    assert.equal(progress.source('other', 'file-1'), undefined);
  });

  it('is the same from an older one and the records since, however many of those it has already', () => {
    fc.assert(
      fc.property(records, fc.nat(25), fc.nat(25), (list, kept, again) => {
        const whole = progressOf(...list);
        const older = Progress.fromJson(
          JSON.parse(JSON.stringify(progressOf(...list.slice(0, kept)).toJson())),
        );
        for (const record of list.slice(Math.max(0, kept - again))) older.apply(record);
        assert.deepEqual(summary(older), summary(whole));
      }),
      { numRuns: 300 },
    );
  });

  it('never goes back', () => {
    const progress = progressOf(
      { number: 5, sources: [source({ to: 100, low: 50, newestMs: 7 })] },
      { number: 4, sources: [source({ to: 90, low: 40, newestMs: 6 })] },
    );
    assert.equal(progress.number(0), 5);
    assert.deepEqual(progress.source('access', 'file-1'), {
      name: 'access',
      identity: 'file-1',
      low: 50,
      newestMs: 7,
      covered: new Map([[0, 100]]),
    });
  });

  it('of a copy is its own', () => {
    const progress = progressOf({ sources: [source()] });
    const copy = progress.clone();
    copy.apply({ collector: 'c', shard: 0, number: 9, sources: [source({ to: 999, low: 999 })] });
    assert.deepEqual(summary(progress), summary(progressOf({ sources: [source()] })));
  });

  it('numbers anew under another identity, and keeps what has been taken over', () => {
    const progress = progressOf({ number: 5, sources: [source()] });
    progress.apply({ collector: 'd', shard: 1, number: 1, sources: [] });
    assert.deepEqual([progress.collector, progress.number(0), progress.number(1)], ['d', 0, 1]);
    assert.equal(progress.source('access', 'file-1')?.low, 50);
    progress.renumber('e');
    assert.deepEqual([progress.collector, progress.number(1)], ['e', 0]);
  });

  it('reads again from where no shard lacks a line when the shards are others', () => {
    const progress = progressOf({ shard: 3, number: 5, sources: [source({ to: 100, low: 50 })] });
    progress.reshard(undefined);
    const known = progress.source('access', 'file-1');
    assert.deepEqual([known?.low, known?.covered.size], [50, 0]);
  });

  it('remembers what is read and 16 more files of one name, those heard last', () => {
    const progress = progressOf(
      ...Array.from({ length: 20 }, (_, i) => ({
        number: i + 1,
        sources: [source({ identity: `file-${i}` })],
      })),
      { number: 21, sources: [source({ identity: 'file-4' }), source({ name: 'error' })] },
      { number: 22, sources: [source({ identity: 'file-20' })] },
    );
    const names = progress.sources('access').map(({ identity }) => identity);
    assert.equal(names.length, 17);
    assert.ok(names.includes('file-4') && names.includes('file-20') && !names.includes('file-3'));
    assert.equal(progress.sources('error').length, 1);
    const sources = Array.from({ length: 40 }, (_, i) => source({ identity: `site-${i}` }));
    progress.apply({ collector: 'c', shard: 0, number: 23, sources });
    assert.equal(progress.sources('access').length, 56);
    const other = progressOf();
    other.skipAll(progress);
    assert.equal(other.sources('access').length, 56);
  });

  it('remembers so many senders as are asked for, while one of them is heard alone', () => {
    const sender = (i: number) => source({ identity: `web-${i}`, to: i, low: i, remembered: 30 });
    const all = Array.from({ length: 50 }, (_, i) => sender(i));
    const before = progressOf({ sources: all });
    assert.equal(before.sources('access').length, 50);
    // As after a restart: nobody is connected but the first that has come again, and again.
    const after = Progress.fromJson(JSON.parse(JSON.stringify(before.toJson())));
    for (let number = 2; number < 9; number++)
      after.apply({ collector: 'c', shard: 0, number, sources: [sender(3)] });
    const names = after.sources('access').map(({ identity }) => identity);
    assert.equal(names.length, 31);
    assert.ok(names.includes('web-3') && names.includes('web-20') && !names.includes('web-19'));
    assert.equal(after.source('access', 'web-49')?.low, 49);
  });
});
