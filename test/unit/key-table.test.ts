import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Cut } from '#libs/actor/cut.ts';
import type { Stateful } from '#libs/actor/slots.ts';
import type { Cells, Column } from '#libs/detect/column.ts';
import { KeyTable } from '#libs/detect/key-table.ts';
import type { Lists } from '#libs/detect/lists.ts';
import { testHash } from '../support/batches.ts';
import { bytesOf, cutOf, restoreSlots } from '../support/cuts.ts';
import { failing } from '../support/failures.ts';

/** The print of a key. */
type PrintOf = (key: number) => [first: number, second: number];
const goodPrint: PrintOf = (key) => {
  const print = new Uint32Array(2);
  testHash.words64(Uint32Array.of(key), 0, 1, print, 0);
  return [print[0], print[1]];
};
/** Under which most keys collide. */
const poorPrint: PrintOf = (key) => [goodPrint(key)[0] & 3, goodPrint(key)[1]];

interface SampleOptions {
  readonly rowsMax?: number;
  readonly printOf?: PrintOf;
}

/** A table as a detector has it: columns of several kinds, and a list, beside the time. */
class Sample {
  readonly table: KeyTable;
  readonly count: Column<Uint32Array>;
  /** Nothing, and the key, which is a small number in these tests. */
  readonly pair: Column<Cells>;
  /** As often as the key was added, but for some times at which it was cut: the key and how often it was added. */
  readonly list: Lists;

  readonly #printOf: PrintOf;

  constructor({ rowsMax = 1000, printOf = goodPrint }: SampleOptions = {}) {
    this.table = new KeyTable(rowsMax);
    this.#printOf = printOf;
    this.count = this.table.uint32(1, 5);
    this.pair = this.table.numbers(10_000, 2);
    this.list = this.table.lists();
  }

  /** Counts an event of a key. Returns its row. */
  add(key: number, timeMs: number): number {
    const row = this.table.findOrAdd(...this.#printOf(key));
    this.table.setLastMs(row, FIRST_MS + timeMs);
    const count = ++this.count.array[this.count.at(row)] - 5;
    this.pair.array[this.pair.at(row) + 1] = key;
    const length = count % 11 === 10 ? 2 : this.list.length(row) + 1;
    this.list.setLength(row, length);
    this.list.words[this.list.start(row) + length - 1] = key * count;
    return row;
  }

  find(key: number): number {
    return this.table.find(...this.#printOf(key));
  }

  lastMs(row: number): number {
    return this.table.lastMs(row) - FIRST_MS;
  }

  listOf(row: number): number[] {
    const start = this.list.start(row);
    return [...this.list.words.subarray(start, start + this.list.length(row))];
  }

  /** What is known of each key: when it was seen and how often, by what its row says. */
  entries(): Map<number, [timeMs: number, count: number]> {
    return new Map(
      Array.from({ length: this.table.size }, (_, row) => {
        const key = this.pair.array[this.pair.at(row) + 1];
        const count = this.count.array[this.count.at(row)] - 5;
        assert.equal(this.find(key), row);
        assert.equal(this.pair.array[this.pair.at(row)], 0);
        assert.deepEqual(this.listOf(row), listAfter(key, count));
        return [key, [this.lastMs(row), count]];
      }),
    );
  }

  /** The table as the state of an actor. */
  get slots(): Stateful[] {
    const { table } = this;
    return [
      {
        slotName: 'sample',
        slotVersion: 1,
        pages: [table.pages],
        save: (writer) => table.save(writer),
        restore: (reader) => table.restore(reader),
      },
    ];
  }

  save(): Uint8Array {
    return cutOf(this.slots, 'base');
  }
}

function restored(cuts: readonly Uint8Array[], options: SampleOptions = {}): Sample {
  const sample = new Sample(options);
  restoreSlots(sample.slots, cuts);
  return sample;
}

/** The list of a key that was added so often. */
function listAfter(key: number, count: number): number[] {
  const list: number[] = [];
  for (let i = 1; i <= count; i++) {
    if (i % 11 === 10) list.length = 1;
    list.push(key * i);
  }
  return list;
}

/** Everything, in the order of rows. */
function stateOf(sample: Sample) {
  const { table, count, pair } = sample;
  const rows = Array.from({ length: table.size }, (_, row) => [
    pair.array[pair.at(row) + 1],
    pair.array[pair.at(row)],
    sample.lastMs(row),
    count.array[count.at(row)],
    ...sample.listOf(row),
  ]);
  return { rows, evicted: table.evicted };
}

const inOrder = (entries: Map<number, unknown>) => [...entries].sort(([a], [b]) => a - b);

/** Until a sweep finds nothing more: a row that takes the place of a removed one may be passed over once. */
function sweepAll({ table }: Sample, expired: (row: number) => boolean): void {
  for (let before = -1; before !== table.size; ) {
    before = table.size;
    table.sweep(Number.POSITIVE_INFINITY, expired);
  }
}

/** Times of the tests are counted from here, across a multiple of 2^32 ms. */
const FIRST_MS = 411 * 2 ** 32 - 500;

type Operation = readonly [kind: 'add' | 'find' | 'remove' | 'sweep' | 'restore', argument: number];

const operation = (keys: number): fc.Arbitrary<Operation> =>
  fc.oneof(
    { weight: 20, arbitrary: fc.tuple(fc.constant('add' as const), fc.nat(keys)) },
    { weight: 5, arbitrary: fc.tuple(fc.constant('find' as const), fc.nat(keys)) },
    { weight: 5, arbitrary: fc.tuple(fc.constant('remove' as const), fc.nat(keys)) },
    { weight: 2, arbitrary: fc.tuple(fc.constant('sweep' as const), fc.nat(60)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant('restore' as const), fc.nat(1)) },
  );

describe('a key table', () => {
  for (const [name, printOf] of Object.entries({
    seeded: goodPrint,
    'poor hash, many collisions': poorPrint,
  })) {
    it(`is a map that can forget, save and restore (${name})`, () => {
      const keys = printOf === poorPrint ? 40 : 400;
      fc.assert(
        fc.property(fc.array(operation(keys), { maxLength: 500, size: 'max' }), (operations) => {
          let sample = new Sample({ printOf });
          const expected = new Map<number, [number, number]>();
          operations.forEach(([kind, argument], nowMs) => {
            if (kind === 'add') {
              sample.add(argument, nowMs);
              expected.set(argument, [nowMs, (expected.get(argument)?.[1] ?? 0) + 1]);
            } else if (kind === 'find') {
              assert.equal(sample.find(argument) >= 0, expected.has(argument));
            } else if (kind === 'remove') {
              const row = sample.find(argument);
              if (row >= 0) sample.table.remove(row);
              expected.delete(argument);
            } else if (kind === 'sweep') {
              const isOld = ([timeMs]: [number, number]) => timeMs < nowMs - argument;
              sweepAll(sample, (row) => isOld([sample.lastMs(row), 0]));
              for (const [key, value] of expected) if (isOld(value)) expected.delete(key);
            } else sample = restored([sample.save()], { printOf });
            assert.equal(sample.table.size, expected.size);
          });
          assert.deepEqual(inOrder(sample.entries()), inOrder(expected));
        }),
        { numRuns: 60 },
      );
    });
  }

  it('looks at so many rows in a sweep, and at all of them in turn', () => {
    const sample = new Sample();
    for (let key = 0; key < 100; key++) sample.add(key, key % 2);
    let looks = 0;
    for (let sweeps = 0; sweeps < 10; sweeps++) {
      sample.table.sweep(10, (row) => {
        looks++;
        return sample.lastMs(row) === 0;
      });
    }
    assert.equal(looks, 100);
    assert.deepEqual(
      [...sample.entries().keys()].sort((a, b) => a - b),
      Array.from({ length: 50 }, (_, i) => 2 * i + 1),
    );
  });

  it('that is full lets the longest unseen of the next 16 rows go', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(fc.tuple(fc.nat(60), fc.nat(1000)), { minLength: 50, maxLength: 200 }),
        (rowsMax, events) => {
          const gone: [key: number, timeMs: number][] = [];
          const sample = new Sample({ rowsMax });
          sample.table.onEvict((row) =>
            gone.push([sample.pair.array[sample.pair.at(row) + 1], sample.lastMs(row)]),
          );
          let evicted = 0;
          for (const [key, timeMs] of events) {
            const before = sample.entries();
            sample.add(key, timeMs);
            const after = sample.entries();
            assert.ok(sample.table.size <= rowsMax);
            assert.ok(after.has(key));
            const missing = [...before].filter(([each]) => !after.has(each));
            assert.equal(missing.length, !before.has(key) && before.size === rowsMax ? 1 : 0);
            evicted += missing.length;
            assert.equal(gone.length, evicted);
            for (const [each, [seenMs]] of missing) {
              assert.deepEqual(gone.at(-1), [each, seenMs]);
              const younger = [...before.values()].filter(([other]) => other >= seenMs).length;
              assert.ok(younger >= Math.min(16, before.size), `${younger} of ${before.size} are as young`);
            }
          }
          assert.equal(sample.table.evicted, evicted);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('goes on after a restore exactly as the one that was saved, also when both are full', () => {
    const events = fc.array(fc.tuple(fc.nat(50), fc.nat(1000)), { minLength: 60, maxLength: 120 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        events,
        events,
        fc.nat(30),
        (rowsMax, before, after, budget) => {
          const options = { rowsMax };
          const one = new Sample(options);
          for (const [key, timeMs] of before) one.add(key, timeMs);
          one.table.sweep(budget, (row) => one.lastMs(row) < 300);
          const other = restored([one.save()], options);
          for (const [key, timeMs] of after) assert.equal(other.add(key, timeMs), one.add(key, timeMs));
          for (const each of [one, other]) each.table.sweep(budget, (row) => each.lastMs(row) < 600);
          assert.deepEqual(other.entries(), one.entries());
          assert.equal(other.table.evicted, one.table.evicted);
          assert.deepEqual(Buffer.from(other.save()), Buffer.from(one.save()));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('keeps to a smaller limit than the one it was saved under', () => {
    for (const rowsMax of [1, 10, 64, 100, 299]) {
      const large = new Sample();
      for (let key = 0; key < 300; key++) large.add(key, key);
      const small = restored([large.save()], { rowsMax });
      small.add(999, 999);
      assert.equal(small.table.size, rowsMax);
      assert.equal(small.table.evicted, 301 - rowsMax);
      for (let key = 1000; key < 1700; key++) {
        small.add(key, key);
        assert.equal(small.table.size, rowsMax);
      }
    }
  });

  it('is the same from a base and deltas, cut at any moment while it goes on, some of them lost', () => {
    const rowsMax = 900;
    fc.assert(
      fc.property(
        fc.infiniteStream(fc.nat(3 * rowsMax)),
        fc.array(fc.tuple(fc.nat(400), fc.nat(9), fc.nat(2 ** 20)), { minLength: 4, maxLength: 12 }),
        (keys, rounds) => {
          const sample = new Sample({ rowsMax });
          let nowMs = 0;
          let cuts: Uint8Array[] = [];
          const change = (events: number) => {
            for (let i = 0; i < events; i++) sample.add(keys.next().value, nowMs++);
            const size = sample.table.size;
            if (size > 0 && nowMs % 3 === 0) sample.table.remove(nowMs % size);
            if (nowMs % 5 === 0)
              sample.table.sweep(nowMs % 700, (row) => sample.count.array[sample.count.at(row)] === 6);
          };
          for (const [events, fate, mix] of rounds) {
            change(events);
            const kind = cuts.length === 0 || fate === 0 ? 'base' : 'delta';
            const expected = stateOf(sample);
            const cut = new Cut(sample.slots, nowMs, kind);
            const pieces: Buffer[] = [];
            for (const piece of cut.pieces()) {
              pieces.push(Buffer.from(piece));
              change(mix % (pieces.length + 3));
            }
            const stored = fate !== 1;
            cut.end(stored);
            if (!stored) continue;
            cuts = [...(kind === 'base' ? [] : cuts), Buffer.concat(pieces)];
            const other = restored(cuts, { rowsMax });
            assert.deepEqual(stateOf(other), expected);
            assert.equal(other.entries().size, expected.rows.length);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('has in a delta the pages that changed, and those of a cut that was not stored', () => {
    const sample = new Sample({ rowsMax: 100_000 });
    for (let key = 0; key < 2560; key++) sample.add(key, key);
    const whole = cutOf(sample.slots, 'base').length;
    const pages = (bytes: Uint8Array) => Math.round((10 * bytes.length) / whole);
    assert.equal(pages(cutOf(sample.slots, 'delta')), 0);
    for (const key of [1, 2, 3]) sample.add(key, 0);
    assert.equal(pages(cutOf(sample.slots, 'delta')), 1);
    sample.add(500, 0);
    const lost = new Cut(sample.slots, 1, 'delta');
    assert.equal(pages(bytesOf(lost)), 1);
    lost.end(false);
    sample.add(2000, 0);
    assert.equal(pages(cutOf(sample.slots, 'delta')), 2);
    assert.equal(pages(cutOf(sample.slots, 'delta')), 0);
  });

  it('refuses state of another shape', () => {
    const bare = new KeyTable(10);
    const slot = { ...new Sample().slots[0], restore: bare.restore.bind(bare) };
    assert.throws(() => restoreSlots([slot], [new Sample().save()]), failing('corrupt', /does not fit/));
  });

  it('takes the memory that it tells, and little more than its rows need', () => {
    const sample = new Sample({ rowsMax: 10_000 });
    // 8 of key, 6 of time, 4 of count, 4 of pair, 4 and 12 of a short list, 2 to come to whole words, 6 of index.
    const ofRow = 46;
    for (let key = 0; key < 10_000; key++) {
      sample.add(key, key);
      const { bytes, size } = sample.table;
      const perRow = bytes / size;
      if (size > 500)
        assert.ok(perRow > ofRow - 1 && perRow < 1.3 * ofRow, `${perRow} bytes a row of ${size}`);
    }
  });

  it('takes no column once it has rows', () => {
    const sample = new Sample();
    sample.add(1, 0);
    assert.throws(() => sample.table.uint32(), failing('bug'));
  });
});
