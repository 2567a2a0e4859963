import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { number, or, text } from '#libs/match/condition.ts';
import { MaskCache } from '#libs/match/mask-cache.ts';
import { Matcher } from '#libs/match/matcher.ts';
import { hasRow } from '#libs/match/row-set.ts';
import { batchOf, event } from '../support/batches.ts';

const WORDS = 2;

/** A cache, and a batch of values that are looked up in it and kept. */
function cacheOf() {
  const counts = { lookups: 0, hits: 0 };
  const cache = new MaskCache(WORDS, counts);
  const masks = new Uint32Array(WORDS);
  /** Known masks of a batch of values; undefined when the cache is not used for it. */
  const take = (values: readonly { readonly text: string; readonly mask: number }[]) => {
    const data = Buffer.from(`..${values.map((value) => value.text).join('')}`);
    if (!cache.begin(data)) return undefined;
    let start = 2;
    return values.map(({ text, mask }) => {
      const end = start + Buffer.byteLength(text);
      const isKnown = cache.read(start, end, masks, 0);
      const found = isKnown ? [...masks] : undefined;
      if (!isKnown) cache.keep(start, end, Uint32Array.of(mask, mask + 1), 0);
      start = end;
      return found;
    });
  };
  return { counts, take };
}

const distinct = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({ text: `/path/${from + i}`, mask: from + i }));

describe('the cache of masks', () => {
  it('knows the masks of the values that it has kept, and of no others', () => {
    const value = fc
      .tuple(fc.string({ minLength: 1, maxLength: 4 }), fc.constantFrom('', 'x'.repeat(600)))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(fc.array(value), { maxLength: 4 }), (batches) => {
        const { take } = cacheOf();
        const masks = new Map<string, number>();
        for (const batch of batches) {
          const kept = new Map(masks);
          const values = [...new Set(batch)].map((text) => ({ text, mask: masks.get(text) ?? masks.size }));
          for (const { text, mask } of values) masks.set(text, mask);
          const known = take(values)?.map((found) => found?.[0]);
          const isShort = (text: string) => Buffer.byteLength(text) <= 512;
          assert.deepEqual(
            known,
            values.map(({ text }) => (isShort(text) ? kept.get(text) : undefined)),
          );
        }
      }),
    );
  });

  it('begins anew when it is full', () => {
    const { take } = cacheOf();
    const often = distinct(0, 400);
    for (let from = 1000; from < 60_000; from += 100) {
      const known = take([...often, ...distinct(from, 100)]);
      if (from === 1000) continue;
      assert.ok(known, 'it is worth its cost');
      for (const [i, mask] of known.entries()) if (mask) assert.deepEqual(mask, [i, i + 1]);
    }
  });

  it('is hardly used while nothing comes twice, and again when it does', () => {
    const { counts, take } = cacheOf();
    const used = (batches: number, next: (batch: number) => ReturnType<typeof distinct>) =>
      Array.from({ length: batches }, (_, batch) => take(next(batch))).filter((known) => known).length;
    const few = used(640, (batch) => distinct(1000 * batch, 300));
    assert.ok(few < 20, `${few} of 640 batches`);
    assert.equal(counts.hits, 0);
    const many = used(1000, () => distinct(0, 300));
    assert.ok(many > 500, `${many} of 1000 batches`);
    assert.ok(counts.hits > 0.5 * counts.lookups);
  });

  it('changes nothing about what is found', () => {
    const paths = Array.from({ length: 490 }, (_, i) => `/${i % 13 === 0 ? 'admin' : 'page'}/${i}`);
    const matcher = new Matcher([or(text('path', 'contains', 'admin'), number('status', 'in', 404))]);
    for (let round = 0; round < 4; round++) {
      const events = paths.map((path) => event({ path }));
      const [found] = matcher.match(batchOf(events));
      const rows = events.flatMap((_, row) => (found && hasRow(found, row) ? [row] : []));
      assert.deepEqual(
        rows,
        events.flatMap((_, row) => (row % 13 === 0 ? [row] : [])),
      );
    }
    assert.ok(matcher.counts.hits > 900, `${matcher.counts.hits} hits`);
  });
});
