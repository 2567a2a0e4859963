/** The live view of an analyzer, and what the command line makes of those of several. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FLAG } from '#libs/domain/event.ts';
import { LiveView } from '#services/analyzer/live-view.ts';
import { mergeTop } from '#services/cli/commands/top.ts';
import { batchOf, event, START_MS, type TestEvent, testHash } from '../support/batches.ts';
import { tally, zipf } from '../support/zipf.ts';

const request = (client: number, options: Partial<TestEvent> = {}) =>
  event({
    from: client % 2 ? `2001:db8::${client.toString(16)}` : `198.51.${client >> 8}.${client & 255}`,
    ...options,
  });

function take(view: LiveView, events: readonly TestEvent[], atMs = 0): void {
  for (let from = 0; from < events.length; from += 100) {
    view.take(batchOf(events.slice(from, from + 100)), START_MS + atMs);
  }
}

const brief = (view: LiveView, atMs = 0) =>
  mergeTop([{ top: view.top(START_MS + atMs) }]).map(({ field, requests, values }) => [
    field,
    requests,
    values.map(({ value, requests: count }) => [value, count]),
  ]);

describe('the live view', () => {
  it('tells clients, hosts and paths with the most requests', () => {
    const view = new LiveView(testHash);
    take(view, [
      request(2, { path: '/a' }),
      request(3, { path: '/b', host: '' }),
      request(2, { path: '/a', flags: FLAG.refused }),
      request(2, { path: '/c', flags: FLAG.waf }),
    ]);
    assert.deepEqual(brief(view), [
      [
        'client.ip',
        3,
        [
          ['198.51.0.2', 2],
          ['2001:db8::3', 1],
        ],
      ],
      ['host', 3, [['shop.example', 2]]],
      [
        'path',
        3,
        [
          ['/a', 2],
          ['/b', 1],
        ],
      ],
    ]);
  });

  it('is about the last minute, in slices of ten seconds', () => {
    const view = new LiveView(testHash);
    for (let second = 0; second < 120; second++) take(view, [request(2)], 1000 * second);
    assert.deepEqual(
      view.top(START_MS + 119_999).map(({ requests }) => requests),
      [60, 60, 60],
    );
    // What is stored is what counts: a backlog of earlier does not.
    take(view, [request(2)], 30_000);
    assert.equal(view.top(START_MS + 119_999)[0].requests, 60);
    assert.equal(view.top(START_MS + 160_000)[0].requests, 10);
    assert.deepEqual(view.top(START_MS + 600_000)[0], {
      field: 'client.ip',
      requests: 0,
      values: [],
      limit: 25,
    });
  });

  it('has a limit to what it remembers, and keeps the frequent ones', () => {
    const view = new LiveView(testHash);
    const clients = zipf(7, 30_000, 20_000, 1);
    take(
      view,
      clients.map((client) => request(client, { path: `/${'x'.repeat(500)}${client}\u0007` })),
    );
    const counts = [...tally(clients)].sort(([, a], [, b]) => b - a);
    const [{ values = [] }, , paths] = view.top(START_MS);
    assert.equal(values?.length, 25);
    const top = new Map(values?.map(({ value, requests }) => [value, requests ?? 0]));
    for (const [client, count] of counts.slice(0, 10)) {
      const told = top.get(request(client).from) ?? 0;
      assert.ok(told >= count && told <= count + clients.length / 100, `${client}: ${told} of ${count}`);
    }
    for (const { value } of paths.values ?? []) assert.ok((value?.length ?? 0) === 200);
  });

  it('counts one request in sixteen where there are many, for sixteen', () => {
    const view = new LiveView(testHash);
    const events = Array.from({ length: 400 }, (_, i) => request(i % 8, { path: `/${i % 2}` }));
    for (let number = 0; number < 500; number++) view.take(batchOf(events, { number }), START_MS);
    const [clients, , paths] = view.top(START_MS);
    assert.deepEqual([clients.requests, clients.values?.length], [200_000, 8]);
    for (const { requests } of clients.values ?? []) assert.equal(requests, 25_000);
    for (const { requests } of paths.values ?? []) assert.equal(requests, 100_000);
  });

  it('of several analyzers is merged, with what each may not have told', () => {
    const views = [0, 1, 2].map(() => new LiveView(testHash));
    const streams = views.map((_, i) => zipf(i, 6000, 400, 1));
    for (const [i, view] of views.entries())
      take(
        view,
        streams[i].map((client) => request(client)),
      );
    const counts = tally(streams.flat());
    const [clients] = mergeTop(views.map((view) => ({ top: view.top(START_MS) })));
    assert.equal(clients.requests, 18_000);
    assert.equal(clients.values.length, 10);
    const byAddress = new Map([...counts].map(([client, count]) => [request(client).from, count]));
    for (const { value, requests, error } of clients.values) {
      const actual = byAddress.get(value) ?? 0;
      assert.ok(
        actual <= requests && actual >= requests - error,
        `${value}: ${requests - error} to ${requests}`,
      );
    }
    const [most] = [...counts].sort(([, a], [, b]) => b - a);
    assert.equal(clients.values[0].value, request(most[0]).from);
  });
});
