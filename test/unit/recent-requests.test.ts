import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RecentRequests } from '#services/collector/recent-requests.ts';
import { event, rowOf, testHash } from '../support/batches.ts';

const rowWith = (id: string, atMs = 0, address = '198.51.100.1') =>
  rowOf(event({ request_id: id, atMs, from: address }));

describe('requests that come again', () => {
  it('are known while they are among the latest, and never taken for others', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { maxLength: 300 }), fc.integer({ min: 2, max: 40 }), (ids, max) => {
        const recent = new RecentRequests(testHash, max);
        const seen: number[] = [];
        for (const id of ids) {
          const distinct = [...new Set(seen.toReversed())];
          const isKnown = recent.has(rowWith(`id-${id}`));
          if (isKnown) assert.ok(seen.includes(id));
          else {
            assert.ok(!distinct.slice(0, Math.floor(max / 2)).includes(id), 'one of the latest');
            seen.push(id);
          }
          assert.ok(recent.size <= max + 1);
        }
      }),
    );
  });

  it('are others when their client or time is another, and none without an id', () => {
    const recent = new RecentRequests(testHash, 100);
    assert.deepEqual(
      [
        recent.has(rowWith('a')),
        recent.has(rowWith('a', 1)),
        recent.has(rowWith('a', 0, '198.51.100.2')),
        recent.has(rowWith('b')),
        recent.has(rowWith('')),
        recent.has(rowWith('')),
        recent.has(rowWith('a')),
      ],
      [false, false, false, false, false, false, true],
    );
  });

  it('are forgotten when some of them were lost', () => {
    const recent = new RecentRequests(testHash, 4);
    for (const id of 'abc') recent.has(rowWith(id));
    recent.forget();
    assert.deepEqual([recent.size, recent.has(rowWith('c')), recent.has(rowWith('a'))], [0, false, false]);
  });
});
