import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answerExplain, explanationOf } from '#libs/analysis/explain.ts';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { number, text } from '#libs/match/condition.ts';
import { explainText } from '#services/cli/commands/explain.ts';
import { Explanations } from '#services/decision/planes/explanations.ts';
import { event, START_MS, type TestEvent, words } from '../support/batches.ts';
import { failing } from '../support/failures.ts';
import { quietLog } from '../support/log.ts';
import { scenario } from '../support/scenarios.ts';
import { TestShards } from '../support/shards.ts';

const BAD = text('path', 'startsWith', '/bad');
const IS_LATE = text('path', 'is', '/bad/late');
const within = { withinMs: 60_000 };

/** One for each detector, none of which has fired after three different requests of /bad. */
const SCENARIOS = [
  scenario({ name: 'leaky', detect: { kind: 'leaky', capacity: 5, leak: { events: 1, perMs: 10_000 } } }),
  scenario({ name: 'count', key: ['client.ip', 'host'], detect: { kind: 'count', over: 12, ...within } }),
  scenario({ name: 'count-many', detect: { kind: 'count', over: 100, ...within } }),
  scenario({ name: 'count-approx', detect: { kind: 'count', over: 100, approx: true, ...within } }),
  scenario({ name: 'sum', detect: { kind: 'sum', of: 'bytes_sent', over: 10_000, ...within } }),
  scenario({
    name: 'distinct',
    key: ['client.net'],
    detect: { kind: 'distinct', of: 'path', over: 11, ...within },
  }),
  scenario({ name: 'ratio', detect: { kind: 'ratio', part: IS_LATE, over: 0.5, min: 20, ...within } }),
  scenario({
    name: 'absence',
    detect: { kind: 'absence', after: BAD, of: number('status', 'in', 500), times: 8, ...within },
  }),
  scenario({
    name: 'sequence',
    detect: {
      kind: 'sequence',
      steps: [
        { when: BAD, times: 1 },
        { when: number('status', 'in', 500), times: 1 },
      ],
      ...within,
    },
  }),
  scenario({ name: 'session', source: 'session', when: number('session.requests', '>=', 1) }),
];

const bad = (atMs: number, path: string, options: Partial<TestEvent> = {}) =>
  event({ atMs, path, ...options });

function shards(): TestShards {
  const made = new TestShards({ scenarios: SCENARIOS });
  made.take([
    bad(0, '/bad/a'),
    bad(1000, '/bad/b'),
    bad(5000, '/bad/late'),
    bad(6000, '/', { from: '198.51.100.8' }),
  ]);
  return made;
}

const ADDRESS = words('198.51.100.7');

describe('an explanation', () => {
  it('tells how far each key has come, and what session is open', () => {
    const { shard, owner, sessions, progress } = explanationOf(shards().states[0], ADDRESS, 'analyzer-1');
    assert.deepEqual([shard, owner], [0, 'analyzer-1']);
    assert.deepEqual(
      sessions?.map(({ userAgent, host, lastMs, trail, numbers }) => [
        userAgent,
        host,
        lastMs,
        trail,
        numbers?.['session.requests'],
        numbers?.['session.closed'],
      ]),
      [['Mozilla/5.0', 'shop.example', START_MS + 5000, '/bad/a > /bad/b > /bad/late', 3, 0]],
    );
    assert.deepEqual(
      Object.fromEntries(progress!.map(({ scenario: name, level, threshold }) => [name, [level, threshold]])),
      {
        leaky: [2.5, 5],
        count: [3, 12],
        'count-many': [3, 100],
        'count-approx': [3, 100],
        sum: [1536, 10_000],
        distinct: [3, 11],
        ratio: [1 / 3, 0.5],
        absence: [3, 7],
        sequence: [1, 1],
      },
    );
    const named = progress!.map(({ scenario: name, key }) => [
      name,
      key?.map(({ value }) => value).join(' '),
    ]);
    assert.deepEqual(Object.fromEntries(named).count, '198.51.100.7 shop.example');
    assert.deepEqual(Object.fromEntries(named).distinct, '198.51.100.0/24');
    assert.ok(progress!.every(({ open, lastMs }) => open === false && lastMs === START_MS + 5000));
  });

  it('changes nothing', () => {
    const [one, other] = [shards(), shards()];
    for (let i = 0; i < 20; i++) {
      explanationOf(one.states[0], ADDRESS, '');
      const next = [bad(7000 + 1000 * i, `/bad/${i}`)];
      assert.deepEqual(one.take(next), other.take(next));
    }
  });

  it('says that a detection is open, and what is not known', () => {
    const made = new TestShards({ scenarios: [scenario()] });
    made.take([bad(0, '/bad')]);
    const known = explainText({
      ...explanationOf(made.states[0], ADDRESS, 'a'),
      announcedBy: 'AS64500 Net\n',
    });
    assert.match(known, /^announced by AS64500 Net\\/);
    assert.match(known, /no open session is known/);
    assert.match(
      known,
      /bad +client\.ip=198\.51\.100\.7 +2026-01-01T00:00:00Z +detection open; each event fires/,
    );
    const unknown = explainText(explanationOf(made.states[0], words('192.0.2.1'), 'a'));
    assert.match(unknown, /no scenario remembers it/);
  });

  it('is asked of the owner of the shard over the bus', async () => {
    const clock = new SimulatedClock(START_MS);
    const { announcements } = new MemoryBus(clock);
    const { signal } = new AbortController();
    const [state] = shards().states;
    const owned = (address: Uint32Array) => (address.at(-1) === ADDRESS.at(-1) ? state : undefined);
    for (const [instance, stateOf] of [
      ['a', () => undefined],
      ['b', owned],
    ] as const) {
      answerExplain({ instance, group: '', announcements, log: quietLog, stateOf }, signal);
    }
    const mine = new TestShards({
      scenarios: [
        scenario({ name: 'mine', key: ['client.ip', 'host'], detect: { kind: 'count', over: 7, ...within } }),
      ],
    });
    mine.take([bad(0, '/bad/a'), bad(1000, '/bad/b')]);
    const own = { group: 'own', announcements, log: quietLog, stateOf: () => mine.states[0] };
    answerExplain({ ...own, instance: 'c' }, signal);
    const explanations = new Explanations(
      { instance: 'd', announcements, clock, log: quietLog, ownGroups: () => ['own', 'silent'] },
      signal,
    );
    const found = explanations.ask(' 198.51.100.7 ');
    await clock.advance(600);
    const { owner, progress } = await found;
    assert.equal(owner, 'b');
    // Whose host only the session of the others tells.
    const ofMine = progress?.filter(({ scenario: name }) => name === 'mine');
    assert.deepEqual(
      ofMine?.map(({ key, level, threshold }) => [key?.[1].value, level, threshold]),
      [['shop.example', 2, 7]],
    );
    const lost = assert.rejects(
      explanations.ask('192.0.2.1'),
      failing('unavailable', /no analyzer owns the shard of 192\.0\.2\.1 now/),
    );
    await clock.advance(2000);
    await lost;
    await assert.rejects(explanations.ask('here'), failing('invalid', /"here" is no address/));
  });
});
