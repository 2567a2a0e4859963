/** Refused requests by decision: totals in the enforcer, and sums over enforcers in the decision service. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Hits as DecisionHits } from '#services/decision/planes/hits.ts';
import { Hits } from '#services/enforcer/hits.ts';

const hit = (id: string, refused: number, lastSeenMs = 1000) => ({ id, refused, lastSeenMs });

describe('the totals of an enforcer', () => {
  test('grow, and are news until they are reported', () => {
    const hits = new Hits();
    hits.add(hit('a', 2, 5000));
    hits.add(hit('b', 1));
    hits.add(hit('a', 3, 4000));
    assert.deepEqual(
      hits.news(10),
      [hit('b', 1), hit('a', 5, 5000)].sort((x, y) => x.id.localeCompare(y.id)),
    );
    assert.equal(hits.news(1).length, 1);
    const told = hits.news(10);
    hits.add(hit('b', 1));
    hits.reported(told);
    assert.deepEqual(hits.news(10), [hit('b', 2)]);
    hits.reported(hits.news(10));
    assert.deepEqual(hits.news(10), []);
    hits.repeat();
    assert.equal(hits.news(10).length, 2);
  });

  test('are kept of 10,000 decisions, those with the latest refusals', () => {
    const hits = new Hits();
    for (let i = 0; i < 10_000; i++) hits.add(hit(`id${i}`, 1));
    hits.add(hit('id0', 1));
    hits.add(hit('new', 1));
    const ids = new Set(hits.news(20_000).map(({ id }) => id));
    assert.equal(ids.size, 10_000);
    assert.deepEqual([ids.has('id0'), ids.has('id1'), ids.has('new')], [true, false, true]);
  });
});

describe('the totals of all enforcers', () => {
  test('are sums, which a report that comes twice does not change', () => {
    const hits = new DecisionHits();
    for (let i = 0; i < 2; i++) {
      hits.report('one', [hit('a', 5, 7000), hit('b', 1)]);
      hits.report('two', [hit('a', 2, 6000)]);
    }
    assert.deepEqual(hits.of(['a', 'b', 'c']), [hit('a', 7, 7000), hit('b', 1)]);
  });

  test('go on when an enforcer begins anew', () => {
    const hits = new DecisionHits();
    hits.report('one', [hit('a', 5)]);
    hits.report('one', [hit('a', 2, 3000)]);
    hits.report('one', [hit('a', 4, 4000)]);
    assert.deepEqual(hits.of(['a']), [hit('a', 9, 4000)]);
  });

  test('tell what is new, and since when it can have come', () => {
    const hits = new DecisionHits();
    const news = (refused: number, lastSeenMs: number) =>
      hits
        .report('one', [hit('a', refused, lastSeenMs)])
        .map((each) => [each.refused, each.sinceMs, each.lastSeenMs]);
    assert.deepEqual(news(5, 7000), [[5, 0, 7000]]);
    assert.deepEqual(news(5, 7000), []);
    assert.deepEqual(news(8, 9000), [[3, 7000, 9000]]);
    assert.deepEqual(news(6, 8000), [], 'a report that was overtaken');
    assert.deepEqual(news(2, 9500), [[2, 9000, 9500]], 'an enforcer that began anew');
    assert.equal(hits.of(['a'])[0].refused, 10);
  });

  test('are remembered of 20,000 decisions', () => {
    const hits = new DecisionHits();
    hits.report(
      'one',
      Array.from({ length: 20_001 }, (_, i) => hit(`id${i}`, 1)),
    );
    assert.deepEqual(hits.of(['id0', 'id1']), [hit('id1', 1)]);
  });
});
