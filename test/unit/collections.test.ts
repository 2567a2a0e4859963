/** What collections promise, statement by statement, through shards and their snapshots. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#libs/clock/random.ts';
import type { Program, Rule } from '#libs/collection/program.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { FLAG } from '#libs/domain/event.ts';
import { encodeBatch, event, START_MS, type TestEvent } from '../support/batches.ts';
import { atLeast, collectionScenario, FAILURE, program, rule } from '../support/collections.ts';
import { chunks } from '../support/event-streams.ts';
import { TestShards, type TestShardsOptions } from '../support/shards.ts';

const EXAMPLE = collectionScenario(program());
const failure = (atS: number, options: Partial<TestEvent> = {}) =>
  event({ atMs: 1000 * atS, status: 500, ...options });

function shardsOf(of: Program, options: Partial<TestShardsOptions> = {}): TestShards {
  return new TestShards({ scenarios: [collectionScenario(of)], ...options });
}

/** When each detection that a program opened was opened, and until when it was to be refused, in s. */
function opened(of: Program, events: readonly TestEvent[]): (readonly [atS: number, untilS: number])[] {
  const shards = shardsOf(of);
  const found = events.flatMap((each) => shards.take([each]));
  assert.deepEqual(shards.failed, []);
  return found.filter(({ rev }) => rev === 1).map((each) => [secondsOf(each.openedMs), untilOf(each)]);
}

function secondsOf(ms: number): number {
  return (ms - START_MS) / 1000;
}

function untilOf({ remedy }: Detection): number {
  return remedy === undefined || remedy.untilMs === 0 ? 0 : secondsOf(remedy.untilMs);
}

/** A program that answers 400 while `ip.x` is 1 or more, after rules of its own; each applies to one path. */
function about(
  rules: Readonly<Record<string, Pick<Parameters<typeof rule>[0], 'setvar' | 'expirevar'>>>,
): Program {
  const own: Rule[] = Object.entries(rules).map(([path, actions]) =>
    rule({ when: { op: 'text', field: 'path', test: 'is', values: [path] }, ...actions }),
  );
  return program({ rules: [...own, rule({ tests: [atLeast('ip.x', 1)], deny: 400 })] });
}

describe('the example of the documentation', () => {
  it('answers the fifth failure of one address and agent with 406, for 60 s from then', () => {
    const events = [1, 2, 3, 4, 5].map((atS) => failure(atS));
    assert.deepEqual(opened(program(), events), [[5, 65]]);
    assert.deepEqual(opened(program(), events.slice(1)), []);
    const [found] = new TestShards({ scenarios: [EXAMPLE] }).take(events);
    assert.deepEqual(found.remedy, { statusCode: 406, untilMs: START_MS + 65_000 });
    assert.deepEqual(found.key, [
      { field: 'client.ip', value: '198.51.100.7' },
      { field: 'user_agent', value: 'Mozilla/5.0' },
    ]);
  });

  it('counts no other agent, no other address, no 404 and nothing that went well', () => {
    const others = [{ user_agent: 'other' }, { from: '198.51.100.8' }, { status: 404 }, { status: 200 }];
    for (const other of others) {
      assert.deepEqual(
        opened(program(), [...[1, 2, 3, 4].map((atS) => failure(atS)), failure(5, other)]),
        [],
      );
    }
  });

  it('tells again when what is to be refused ends later', () => {
    const shards = shardsOf(program());
    const found = [1, 2, 3, 4, 5, 5.4, 7, 8].flatMap((atS) => shards.take([failure(atS)]));
    assert.deepEqual(
      found.map((each) => [each.rev, untilOf(each)]),
      [
        [1, 65],
        [2, 67],
        [3, 68],
      ],
    );
  });
});

describe('an expiry', () => {
  it('is absolute from when it was set', () => {
    const of = about({
      '/set': { setvar: ['ip.y=1'], expirevar: ['ip.y=60'] },
      '/get': { setvar: ['ip.x=%{ip.y}'] },
    });
    const at = (atS: number) => [event({ path: '/set' }), event({ path: '/get', atMs: 1000 * atS })];
    assert.deepEqual(opened(of, at(59.9)), [[59.9, 0]]);
    assert.deepEqual(opened(of, at(60)), []);
    // Using a variable does not prolong it.
    const used = [10, 20, 30, 40, 50].map((atS) => event({ path: '/other', atMs: 1000 * atS }));
    assert.deepEqual(
      opened(of, [event({ path: '/set' }), ...used, event({ path: '/get', atMs: 60_000 })]),
      [],
    );
  });

  it('is kept by a plain setvar on a live variable', () => {
    const of = about({
      '/set': { setvar: ['ip.x=0'], expirevar: ['ip.x=60'] },
      '/again': { setvar: ['ip.x=1'] },
    });
    const events = [event({ path: '/set' }), event({ path: '/again', atMs: 30_000 })];
    assert.deepEqual(opened(of, events), [[30, 60]]);
    assert.deepEqual(
      opened(of, [...events, event({ path: '/other', atMs: 59_999 }), event({ path: '/x', atMs: 120_001 })]),
      [[30, 60]],
    );
  });

  it('is not kept by a setvar on an expired variable, which starts fresh', () => {
    const of = about({
      '/set': { setvar: ['ip.x=+0'], expirevar: ['ip.x=60'] },
      '/again': { setvar: ['ip.x=+1'] },
    });
    // Nobody has read it meanwhile.
    const events = [event({ path: '/set' }), event({ path: '/again', atMs: 61_000 })];
    assert.deepEqual(opened(of, events), [[61, 0]]);
    const two = about({
      '/set': { setvar: ['ip.y=+1'], expirevar: ['ip.y=60'] },
      '/get': { setvar: ['ip.x=%{ip.y}', 'ip.x=-1'] },
    });
    const counts = [
      event({ path: '/set' }),
      event({ path: '/set', atMs: 61_000 }),
      event({ path: '/get', atMs: 62_000 }),
    ];
    assert.deepEqual(opened(two, counts), []);
  });

  it('is not kept by a setvar on a deleted variable, which starts fresh', () => {
    const of = about({
      '/set': { setvar: ['ip.x=0'], expirevar: ['ip.x=60'] },
      '/delete': { setvar: ['!ip.x'] },
      '/again': { setvar: ['ip.x=+1'] },
    });
    const events = ['/set', '/delete', '/again'].map((path, i) => event({ path, atMs: 1000 * i }));
    assert.deepEqual(opened(of, events), [[2, 0]]);
  });

  it('ends what is refused with the first of several tested variables', () => {
    const rules = [
      rule({ setvar: ['ip.x=1', 'ip.y=1', 'ip.z=1'], expirevar: ['ip.x=90', 'ip.y=30'] }),
      rule({ tests: [atLeast('ip.x', 1), atLeast('ip.y', 1), atLeast('ip.z', 1)], deny: 403 }),
    ];
    assert.deepEqual(opened(program({ rules }), [event()]), [[0, 30]]);
  });

  it('does not go back with an event that comes late', () => {
    const of = about({
      '/set': { setvar: ['ip.y=+1'], expirevar: ['ip.y=60'] },
      '/get': { setvar: ['ip.x=%{ip.y}', 'ip.x=-1'] },
    });
    const events = [event({ path: '/set' }), event({ atMs: 61_000 }), event({ path: '/set', atMs: 50_000 })];
    assert.deepEqual(opened(of, [...events, event({ path: '/get', atMs: 62_000 })]), []);
  });
});

describe('counting', () => {
  it('is exact for N concurrent +1 from several collectors, each sent twice, over killed owners', () => {
    const total = 2000;
    const random = seededRandom(7);
    for (const [needed, expected] of [
      [total, 1],
      [total + 1, 0],
    ]) {
      const rules = [rule({ setvar: ['ip.n=+1'] }), rule({ tests: [atLeast('ip.n', needed)], deny: 403 })];
      const shards = shardsOf(program({ rules }));
      let found: Detection[] = [];
      const numbers = [0, 0, 0];
      for (let left = total; left > 0; ) {
        const collector = Math.floor(random.next() * numbers.length);
        const size = Math.min(left, 1 + Math.floor(random.next() * 40));
        const events = Array.from({ length: size }, () => event({ atMs: total - left }));
        const options = { collector: `collector-${collector}`, number: ++numbers[collector] };
        const bytes = encodeBatch(events, options);
        found = [...found, ...shards.pass(0, bytes, START_MS + total)];
        if (random.next() < 0.5) found = [...found, ...shards.pass(0, bytes, START_MS + total)];
        if (random.next() < 0.1) shards.seal(0);
        if (random.next() < 0.1) found = [...found, ...shards.crash(0)];
        left -= size;
      }
      assert.equal(new Set(found.map(({ id }) => id)).size, expected);
    }
  });

  it('of a key that is no address is one for all range shards', () => {
    const of = program({
      collections: { user: '%{remote_user}' },
      rules: [
        rule({ when: FAILURE, setvar: ['user.n=+1'], expirevar: ['user.n=600'] }),
        rule({ tests: [atLeast('user.n', 8)], deny: 429 }),
      ],
    });
    assert.equal(collectionScenario(of).stage, 'key');
    const options = { shards: 8, keyShards: 2 };
    const shards = shardsOf(of, options);
    const events = Array.from({ length: 8 }, (_, i) => failure(i, { from: `10.${i}.0.1`, user: 'ada' }));
    const tell = (atMs: number) => [...shards.tellTime(START_MS + atMs), ...shards.arrive()];
    const found = [...events.flatMap((each) => shards.take([each])), ...tell(60_000), ...tell(70_000)];
    const first = found.filter(({ rev }) => rev === 1);
    assert.deepEqual(
      first.map(({ key, remedy }) => [key, remedy]),
      [[[{ field: 'user', value: 'ada' }], { statusCode: 429, untilMs: START_MS + 607_000 }]],
    );
    const fewer = shardsOf(of, options);
    const less = [...fewer.take(events.slice(1)), ...fewer.tellTime(START_MS + 60_000), ...fewer.arrive()];
    assert.deepEqual(less, []);
  });
});

describe('collections with the same key', () => {
  it('stay apart by namespace', () => {
    const key = '%{remote_addr}';
    const rules = [
      rule({ setvar: ['ip.n=+1'] }),
      rule({ setvar: ['session.n=+10'] }),
      rule({ tests: [{ variable: 'ip.n', is: '==', value: '3' }, atLeast('session.n', 30)], deny: 403 }),
    ];
    const events = [1, 2, 3].map((atS) => failure(atS));
    assert.deepEqual(opened(program({ collections: { ip: key, session: key }, rules }), events), [[3, 0]]);
  });

  it('stay apart by application', () => {
    const scenarios = ['shop', 'forum'].map((app) => collectionScenario(program({ app }), { name: app }));
    const where = { op: 'text', field: 'host', test: 'is' } as const;
    const own = scenarios.map((each) => ({ ...each, when: { ...where, values: [each.name] } }));
    const shards = new TestShards({ scenarios: own });
    const found = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((atS) =>
      shards.take([failure(atS, { host: atS % 2 === 0 ? 'shop' : 'forum' })]),
    );
    assert.deepEqual(found, []);
    const fifth = shards.take([failure(9, { host: 'shop' })]);
    assert.deepEqual(
      fifth.map(({ scenario }) => scenario),
      ['shop'],
    );
    assert.notEqual(scenarios[0].version, scenarios[1].version);
  });

  it('are never joined by a text that holds the separator', () => {
    const of = program({ collections: { ip: '%{request_headers.host}_%{request_headers.user-agent}' } });
    const shards = shardsOf(of);
    const texts = [
      ['a_b', 'c'],
      ['a', 'b_c'],
      ['a_b_c', ''],
    ];
    for (const [host, user_agent] of texts) {
      for (const atS of [1, 2, 3, 4]) shards.take([failure(atS, { host, user_agent })]);
    }
    const found = [...shards.tellTime(START_MS + 90_000), ...shards.arrive()];
    assert.deepEqual(found, []);
    assert.equal(shards.states[1].scenarios[0].keys, 3);
  });
});

const AGENTS = ['a', 'b'];
const traffic = fc.array(
  fc.record({
    stepMs: fc.oneof(
      { weight: 15, arbitrary: fc.integer({ min: 0, max: 6000 }) },
      { weight: 1, arbitrary: fc.constantFrom(59_000, 60_000, 61_000) },
    ),
    from: fc.constantFrom('198.51.100.1', '2001:db8::1'),
    user_agent: fc.constantFrom(...AGENTS),
    status: fc.constantFrom(200, 404, 500, 500, 500),
  }),
  { minLength: 20, maxLength: 120 },
);

function eventsOf(list: typeof traffic extends fc.Arbitrary<infer T> ? T : never): TestEvent[] {
  let atMs = 0;
  return list.map(({ stepMs, ...rest }) => {
    atMs += stepMs;
    return event({ atMs, ...rest });
  });
}

/** When each key is refused, by the list of its failures: five whose neighbours are less than 60 s apart. */
function refusals(events: readonly TestEvent[]): string[] {
  const found: string[] = [];
  const runs = new Map<string, number[]>();
  for (const { from, user_agent, status, timeMs } of events) {
    const key = `${from} ${user_agent}`;
    const run = runs.get(key) ?? [];
    const last = run.at(-1);
    const live = last !== undefined && timeMs < last + 60_000 ? run : [];
    const next = status === 500 ? [...live, timeMs] : live;
    runs.set(key, next);
    if (next.length >= 5) found.push(`${key} ${timeMs} until ${(next.at(-1) ?? 0) + 60_000}`);
  }
  return found;
}

describe('what is stored', () => {
  it('finds what a list of all failures finds', () => {
    let some = 0;
    fc.assert(
      fc.property(traffic, (list) => {
        const events = eventsOf(list);
        // Without a cool-down each crossing is told.
        const shards = new TestShards({ scenarios: [collectionScenario(program(), { cooldownMs: -1 })] });
        const found = events.flatMap((each) => shards.take([each])).filter(({ closed }) => !closed);
        const told = found.map(({ key, lastSeenMs, remedy }) => {
          return `${key[0].value} ${key[1].value} ${lastSeenMs} until ${remedy?.untilMs}`;
        });
        const expected = refusals(events);
        assert.deepEqual([...new Set(told)], [...new Set(expected)]);
        some += expected.length;
      }),
      { numRuns: 100 },
    );
    assert.ok(some > 200, `only ${some}`);
  });

  it('finds the same in memory, in snapshots, and by an owner that goes on from one after a crash', () => {
    fc.assert(
      fc.property(traffic, fc.integer(), fc.nat(20), (list, seed, cut) => {
        const parts = chunks(eventsOf(list), seed, 6);
        const memory = shardsOf(program({ store: 'memory' }));
        let persistent = shardsOf(program());
        const crashing = shardsOf(program());
        const same = ({ id, version, stages, ...rest }: Detection) => rest;
        parts.forEach((part, i) => {
          if (i === cut % parts.length) persistent = persistent.handOver();
          if (i % 4 === 0) crashing.seal(0);
          const expected = memory.take(part).map(same);
          assert.deepEqual(persistent.take(part).map(same), expected);
          assert.deepEqual(crashing.take(part).map(same), expected);
          if (i % 3 === 0) crashing.crash(0);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('in memory only is gone with its process, and persistent is not', () => {
    for (const [store, expected] of [
      ['memory', 0],
      ['persistent', 1],
    ] as const) {
      const shards = shardsOf(program({ store }));
      for (const atS of [1, 2, 3, 4]) shards.take([failure(atS)]);
      assert.equal(shards.handOver().take([failure(5)]).length, expected, store);
    }
  });

  it('is reclaimed within a bound when nobody asks for it again', () => {
    const shards = shardsOf(program());
    const many = 5000;
    for (let i = 0; i < many; i++) shards.take([failure(0, { from: `10.0.${i >> 8}.${i & 255}` })]);
    const state = () => shards.states[0].scenarios[0].keys;
    assert.equal(state(), many);
    // 256 keys at least are looked at in a second, whoever they are of.
    let seconds = 0;
    for (; state() > 1 && seconds < 200; seconds++) shards.take([event({ atMs: 100_000 + 1000 * seconds })]);
    assert.ok(seconds <= Math.ceil(many / 256) + 1, `${seconds} seconds`);
  });

  it('is the same whether or not it has been reclaimed', () => {
    const seen = rule({ when: FAILURE, setvar: ['ip.n=+1'] });
    const of = program({ rules: [seen, rule({ tests: [atLeast('ip.n', 2)], deny: 403 })], timeoutMs: 5000 });
    assert.deepEqual(opened(of, [failure(0), failure(5)]), [[5, 0]]);
    assert.deepEqual(opened(of, [failure(0), failure(5.1)]), []);
  });

  it('has a limit: the longest unseen of a sample makes room, is counted, and a fresh attacker is found', () => {
    const keysMax = 1000;
    const shards = shardsOf(program(), { limits: { keysMax } });
    const address = (i: number) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
    for (let i = 0; i < 6301; i++) shards.take([failure(i / 1000, { from: address(i) })]);
    const attackers = Array.from({ length: 40 }, (_, i) => `203.0.113.${i}`);
    const rounds = [0, 1, 2, 3, 4].flatMap((round) => attackers.map((from) => failure(8 + round, { from })));
    const found = rounds.flatMap((each) => shards.take([each])).filter(({ rev }) => rev === 1);
    assert.equal(new Set(found.map(({ key }) => key[0].value)).size, attackers.length);
    const [state] = shards.states[0].scenarios;
    assert.equal(state.keys, keysMax);
    assert.equal(state.evicted, 6301 + 40 - keysMax);
  });
});

describe('what Weir itself refused', () => {
  const refused = (atS: number) => failure(atS, { status: 406, flags: FLAG.refused });

  it('is not counted, so that a refusal ends by itself', () => {
    const events = [1, 2, 3, 4, 5].map((atS) => failure(atS));
    const shards = shardsOf(program());
    const found = [...events, refused(30), refused(50)].flatMap((each) => shards.take([each]));
    assert.deepEqual(found.map(untilOf), [65]);
    // Counting begins anew.
    assert.deepEqual(
      shards.take([failure(66)]).filter(({ closed }) => !closed),
      [],
    );
  });

  it('is counted on request, and then prolongs the refusal', () => {
    const shards = shardsOf(program({ refused: 'count' }));
    const events = [...[1, 2, 3, 4, 5].map((atS) => failure(atS)), refused(30), refused(50)];
    const found = events.flatMap((each) => shards.take([each]));
    assert.deepEqual(found.map(untilOf), [65, 90, 110]);
  });

  it('is passed on to key shards on request only', () => {
    for (const [option, expected] of [
      ['skip', 0],
      ['count', 1],
    ] as const) {
      const of = program({ collections: { ip: '%{request_headers.host}' }, refused: option });
      const shards = shardsOf(of);
      const events = [1, 2, 3, 4, 5].map(refused);
      const found = [...shards.take(events), ...shards.tellTime(START_MS + 90_000), ...shards.arrive()];
      assert.equal(found.filter(({ rev }) => rev === 1).length, expected, option);
    }
  });
});
