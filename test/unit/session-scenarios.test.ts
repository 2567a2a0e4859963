/** Scenarios about sessions: what must not depend on batches, shards and owners. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#libs/clock/random.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { and, not, number, text } from '#libs/match/condition.ts';
import { event, START_MS, type TestEvent } from '../support/batches.ts';
import { chunks, sessionStream } from '../support/event-streams.ts';
import { failing } from '../support/failures.ts';
import { COUNT, LEAKY, scenario } from '../support/scenarios.ts';
import { identities, TestShards, type TestShardsOptions } from '../support/shards.ts';

const ANY = number('session.requests', '>=', 1);
const IS_END = number('session.closed', 'in', 1);

/** Many different paths failed, and much else too. */
const SCANNER = scenario({
  name: 'scanner',
  source: 'session',
  when: and(number('session.failed_paths', '>=', 6), number('session.error_ratio', '>=', 0.4), not(IS_END)),
});
const EXPORT = scenario({
  name: 'export',
  source: 'session',
  when: text('session.trail', 'contains', '/login > /export'),
  key: ['client.ip', 'user_agent'],
});

const SESSIONS = [
  SCANNER,
  EXPORT,
  scenario({ name: 'each', source: 'session', when: ANY, key: ['client.net', 'host'], cooldownMs: 60_000 }),
  scenario({
    name: 'ends',
    source: 'session',
    when: IS_END,
    detect: { kind: 'count', over: 1, withinMs: 200_000 },
    cooldownMs: 50_000,
  }),
  scenario({
    name: 'leaky',
    source: 'session',
    when: ANY,
    key: ['client.net'],
    detect: { kind: 'leaky', capacity: 1, leak: { events: 1, perMs: 20_000 } },
  }),
  scenario({
    name: 'agents',
    source: 'session',
    when: ANY,
    detect: { kind: 'distinct', of: 'user_agent', over: 1, withinMs: 150_000 },
    cooldownMs: 100_000,
  }),
];
const LIMITS = { sessionGapMs: 100_000, sessionLengthMs: 600_000 };
const END_MS = START_MS + 10 ** 8;

function judged(options: Omit<TestShardsOptions, 'scenarios'>, parts: readonly TestEvent[][], seed: number) {
  const shards = new TestShards({ scenarios: [COUNT, ...SESSIONS, LEAKY], limits: LIMITS, ...options });
  const random = seededRandom(seed);
  const found: Detection[] = [];
  let newestMs = 0;
  for (const part of parts) {
    found.push(...shards.take(part));
    newestMs = Math.max(newestMs, ...part.map(({ timeMs }) => timeMs));
    if (random.next() < 0.3) found.push(...shards.tellTime(newestMs));
  }
  found.push(...shards.tellTime(END_MS));
  assert.deepEqual(shards.failed, []);
  return found;
}

describe('scenarios about sessions', () => {
  /** So many requests of one client, a second apart. */
  const requests = (paths: readonly string[], options: Partial<TestEvent> = {}, fromMs = 0) =>
    paths.map((path, i) => event({ atMs: fromMs + 1000 * i, path, ...options }));
  const guesses = (count: number) => Array.from({ length: count }, (_, i) => `/guess-${'abcdefghijkl'[i]}`);

  it('find the same whatever the batches and however many the shards', () => {
    let some = 0;
    const names = new Set<string>();
    fc.assert(
      fc.property(
        sessionStream,
        fc.integer(),
        fc.constantFrom(1, 7, 100),
        fc.constantFrom(1, 8, 64),
        (events, seed, longest, shards) => {
          const expected = judged({}, [events], 0);
          for (const { scenario: name } of expected) names.add(name);
          some += expected.length;
          const found = judged({ shards }, chunks(events, seed, longest), seed);
          assert.deepEqual(identities(found), identities(expected));
        },
      ),
      // Scanners are rare among clients by chance.
      { numRuns: 60, examples: [[requests(guesses(12), { status: 404 }), 1, 7, 8]] },
    );
    assert.ok(some > 1000, `only ${some} detections`);
    for (const { name } of SESSIONS) assert.ok(names.has(name), `nothing of ${name}`);
  });

  it('go on from a snapshot in every revision', () => {
    fc.assert(
      fc.property(sessionStream, fc.integer(), fc.nat(100), (events, seed, cut) => {
        const parts = chunks(events, seed, 9);
        const one = new TestShards({ scenarios: SESSIONS, shards: 2, limits: LIMITS });
        let other = new TestShards({ scenarios: SESSIONS, shards: 2, limits: LIMITS });
        parts.forEach((part, i) => {
          if (i === cut % parts.length) other = other.handOver();
          assert.deepEqual(other.take(part), one.take(part));
        });
        assert.deepEqual(other.tellTime(END_MS), one.tellTime(END_MS));
      }),
      { numRuns: 20 },
    );
  });

  it('see a scanner at its eighth request, and show what it did', () => {
    const shards = new TestShards({ scenarios: [SCANNER], limits: LIMITS });
    assert.deepEqual(shards.take(requests(guesses(7), { status: 404 })), []);
    const [found, ...others] = shards.take(requests(guesses(8), { status: 404 }).slice(7));
    assert.deepEqual(others, []);
    assert.deepEqual(found.key, [{ field: 'client.ip', value: '198.51.100.7' }]);
    assert.equal(found.openedMs, START_MS + 7000);
    const [{ sequence, row, timeMs, summary }] = found.evidence;
    assert.deepEqual([sequence, row, timeMs], [2, 0, START_MS + 7000]);
    assert.match(summary, /^session of 8 requests, 100 % errors, 8 paths failed: \/guess-a > \/guess-b > /);
  });

  it('pass by somebody who has lost his way, and somebody who can’t log in', () => {
    const shards = new TestShards({ scenarios: [SCANNER], limits: LIMITS });
    const found = [
      ...shards.take(requests(guesses(5), { status: 404 })),
      ...shards.take(requests(Array(30).fill('/'), { status: 200 }, 5000)),
      ...shards.take(requests(guesses(12), { status: 401, from: '198.51.100.8' })),
      ...shards.tellTime(END_MS),
    ];
    assert.deepEqual(found, []);
  });

  it('see who goes from the login straight to the export, whatever assets come between', () => {
    const shards = new TestShards({ scenarios: [EXPORT], limits: LIMITS });
    const paths = ['/', '/login', '/app.js', '/logo.png', '/export', '/export', '/export', '/export'];
    const wrong = ['/', '/login', '/home', '/export', '/export', '/export', '/export', '/export'];
    assert.deepEqual(shards.take(requests(wrong, { from: '198.51.100.8' })), []);
    assert.equal(shards.take(requests(paths)).length, 1);
  });

  it('are told of the end at the time of the end, and where the last request was', () => {
    const [, , , ends] = SESSIONS;
    const once = scenario({ ...ends, detect: { kind: 'each' } });
    const shards = new TestShards({ scenarios: [once], limits: LIMITS });
    assert.deepEqual(shards.take(requests(['/a', '/b', '/c'])), []);
    const [found, ...others] = shards.tellTime(START_MS + 200_000);
    assert.deepEqual(others, []);
    assert.equal(found.openedMs, START_MS + 2000 + LIMITS.sessionGapMs);
    assert.deepEqual(found.key, [
      { field: 'client.ip', value: '198.51.100.7' },
      { field: 'session.closed', value: '1' },
    ]);
    const [{ sequence, row, timeMs, summary }] = found.evidence;
    assert.deepEqual([sequence, row, timeMs], [1, 2, START_MS + 2000]);
    assert.equal(summary, 'session of 3 requests, 0 % errors, 0 paths failed: /a > /b > /c "Mozilla/5.0"');
  });

  it('cost nothing where there are none', () => {
    assert.equal(new TestShards({ scenarios: [COUNT] }).states[0].sessionStage, undefined);
    const off = scenario({ ...SCANNER, mode: 'off' });
    assert.equal(new TestShards({ scenarios: [off] }).states[0].sessionStage, undefined);
  });

  it('are refused when their source does not fit', () => {
    assert.throws(
      () => scenario({ when: ANY }),
      failing('invalid', /scenario bad: session\.requests needs source session, not http/),
    );
    assert.throws(
      () => scenario({ source: 'session', when: ANY, key: ['user_agent'] }),
      failing('invalid', /a key of source session needs one of client\.ip, client\.net, client\.subnet/),
    );
  });
});
