/** Scenarios and detectors in code: what they find, and what is said about wrong ones. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readScenario } from '#libs/language/scenario-file.ts';
import { checkDefinition } from '#libs/sdk/definition.ts';
import { defineDetector } from '#libs/sdk/detector.ts';
import { absence, count, distinct, each, leaky, ratio, sequence, sum } from '#libs/sdk/operators.ts';
import { defineScenario, type ScenarioSpec } from '#libs/sdk/scenario.ts';
import { tryOut } from '#libs/sdk/testkit.ts';
import { rising } from '../support/own-detector.ts';

const scenario = (options: Partial<ScenarioSpec> = {}) =>
  defineScenario({
    name: 'pages',
    description: 'Pages.',
    when: `path.startsWith('/page')`,
    key: ['client.ip'],
    detect: each(),
    severity: 'low',
    ...options,
  });

const page = (i: number) => ({ path: `/page/${i}` });

function refusal(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

describe('a scenario in code', () => {
  it('is the one that a file with the same content is', () => {
    const text = `
name: pages
description: Many pages.
source: http
when: path.startsWith('/page') && status == 404
key: [client.ip, host]
detect: { leaky: { capacity: 5, leak: 1/10s, unique: path } }
cooldown: 5m
severity: medium
escalate: { to: high, over: 20, within: 10m }
labels: { attack: T1595, behavior: http:scan }
mode: enforce`;
    const file = readScenario(text, 'pages.yaml', new Set());
    assert.deepEqual(file.problems, []);
    const same = defineScenario({
      name: 'pages',
      description: 'Many pages.',
      when: `path.startsWith('/page') && status == 404`,
      key: ['client.ip', 'host'],
      detect: leaky({ capacity: 5, leak: '1/10s', unique: 'path' }),
      cooldown: '5m',
      severity: 'medium',
      escalate: { to: 'high', over: 20, within: '10m' },
      labels: { attack: 'T1595', behavior: 'http:scan' },
      mode: 'enforce',
    });
    assert.deepEqual(same, file.scenario);
  });

  it('has every detector of files', () => {
    const within = '1m';
    const kinds = [
      each(),
      leaky({ capacity: 1, leak: '1/1s' }),
      count({ over: 1, within }),
      sum('bytes_sent', { over: 1, within }),
      ratio({ part: 'status == 404', over: 0.5, min: 10, within }),
      distinct('path', { over: 1, within }),
      sequence({
        within,
        steps: [
          { when: 'status == 401', times: 3 },
          { when: 'status == 200', same: 'user' },
        ],
      }),
      absence({ after: 'status == 200', times: 3, of: 'static', within }),
    ].map((detect) => scenario({ detect }).detect.kind);
    assert.deepEqual(kinds, ['each', 'leaky', 'count', 'sum', 'ratio', 'distinct', 'sequence', 'absence']);
  });

  it('is refused with the place in it, and what would be right', () => {
    assert.equal(
      refusal(() => scenario({ when: `usr == 'anna' && status == 'x'` })),
      `pages:4:7: error: when: there is no field "usr"; did you mean "user"?
    4 | when: usr == 'anna' && status == 'x'
      |       ^^^
pages:4:34: error: when: write a whole number, such as 404, here
    4 | when: usr == 'anna' && status == 'x'
      |                                  ^^^`,
    );
    assert.match(
      refusal(() => scenario({ detect: distinct('pathh' as 'path', { over: 10, within: '10m' }) })),
      /detect\.distinct\.of: "pathh" is not known; did you mean "path"\?/,
    );
    assert.match(
      refusal(() => scenario({ detect: ratio({ part: 'statos == 1', over: 0.5, min: 1, within: '1m' }) })),
      /detect\.ratio\.part: there is no field "statos"; did you mean "status"\?/,
    );
    assert.match(
      refusal(() => scenario({ name: 'Two Words' })),
      /name: write lower-case words joined by "-"/,
    );
    assert.match(
      refusal(() => scenario({ cooldown: 'ten minutes' })),
      /cooldown: "ten minutes" is no duration; write one such as 30s/,
    );
    const { when: _, ...nothing } = { ...scenarioSpec };
    assert.match(
      refusal(() => defineScenario(nothing)),
      /write when, .* or where/,
    );
    assert.match(
      refusal(() => scenario({ when: 'session.requests > 3' })),
      /session\.requests is known to source: session, and this is source: http/,
    );
  });

  it('is warned of what is probably not meant', (t) => {
    const warned: string[] = [];
    t.mock.method(process, 'emitWarning', (warning: string) => warned.push(warning));
    scenario({ when: `path_decoded.contains('/ADMIN')` });
    assert.equal(warned.length, 1);
    assert.match(warned[0], /^pages:4:\d+: warning: .*path_decoded never has this in it: .*lower case/);
  });

  it('may test events with a function, on top of a condition or alone', () => {
    const odd = scenario({ where: (event) => Number(event.path.at(-1)) % 2 === 1 });
    const large = scenario({
      name: 'large',
      where: ({ bytes_sent, request_time, client, static: asset, extension, user_agent_decoded }) =>
        bytes_sent > 1000 &&
        request_time > 1.5 &&
        client.net === '203.0.113.0/24' &&
        !asset &&
        extension === 'php' &&
        user_agent_decoded === 'curl',
    });
    const found = tryOut([odd, large])
      .requests(4, '1s', page)
      .request({
        path: '/page/b.php',
        ip: '203.0.113.9',
        bytes_sent: 1001,
        request_time: 2,
        user_agent: 'CURL',
      })
      .detections();
    assert.deepEqual(
      found.map(({ scenario: name, events, evidence }) => [name, events, evidence[0]]),
      [
        ['pages', 2, 'GET /page/1 200 "Mozilla/5.0"'],
        ['large', 1, 'GET /page/b.php 200 "CURL"'],
      ],
    );
  });

  it('is another version with another test, and only then', () => {
    const test = (limit: number) => (limit === 1 ? () => true : () => false);
    const version = (where?: () => boolean) => scenario(where && { where }).version;
    assert.equal(version(test(1)), version(test(1)));
    assert.notEqual(version(test(1)), version(test(2)));
    assert.notEqual(version(test(1)), version());
  });

  it('may be about sessions', () => {
    const sessions = scenario({
      source: 'session',
      when: 'session.requests >= 8',
      where: ({ session }) => session.paths > 7 && session.trail.endsWith('/page/:n'),
    });
    const [found] = tryOut([sessions])
      .requests(8, '2s', (i) => ({ path: i === 7 ? '/page/17' : `/other-${String.fromCharCode(97 + i)}` }))
      .detections();
    assert.deepEqual(found.key, { 'client.ip': '198.51.100.7' });
    const requests = scenario({ where: ({ session }) => session.paths > 0 });
    assert.match(
      refusal(() => tryOut([requests]).request(page(1)).detections()),
      /known to source: session/,
    );
  });
});

const scenarioSpec: ScenarioSpec = {
  name: 'pages',
  description: 'Pages.',
  when: 'status == 404',
  key: ['client.ip'],
  detect: each(),
  severity: 'low',
};

describe('a detector of one’s own', () => {
  it('remembers each key in its slots, whoever owns the shard', () => {
    const trial = () => tryOut([scenario({ detect: rising(4) })]);
    const six = (ip: string) => (i: number) => ({ ...page(i), ip });
    const [found, ...others] = trial()
      .requests(3, '100ms', six('203.0.113.1'))
      .requests(4, '100ms', six('203.0.113.2'))
      .handOver()
      .requests(3, '100ms', (i) => ({ ...page(3 + i), ip: '203.0.113.1' }))
      .detections();
    assert.deepEqual([found.key, found.events, others], [{ 'client.ip': '203.0.113.1' }, 6, []]);
    assert.deepEqual(trial().requests(9, '2s', page).detections(), []);
  });

  it('makes the version of its scenario: name, version, settings, memory and slots', () => {
    const progress = () => ({ level: 0, limit: 1 });
    const base = { name: 'a', version: 1, memory: '1m', judge: () => false, progress } as const;
    const of = (detector: ReturnType<typeof rising>) => scenario({ detect: detector }).version;
    const plain = of(defineDetector({ ...base, state: (slots) => slots.uint32() }));
    assert.equal(plain, of(defineDetector({ ...base, state: (slots) => slots.uint32() })));
    const others = [
      defineDetector({ ...base, version: 2, state: (slots) => slots.uint32() }),
      defineDetector({ ...base, name: 'b', state: (slots) => slots.uint32() }),
      defineDetector({ ...base, memory: '2m', state: (slots) => slots.uint32() }),
      defineDetector({ ...base, settings: { over: 1 }, state: (slots) => slots.uint32() }),
      defineDetector({ ...base, state: (slots) => slots.float64() }),
      defineDetector({ ...base, state: (slots) => [slots.uint32(), slots.list(3)] }),
      defineDetector({ ...base, state: (slots) => [slots.uint32(), slots.list(4)] }),
    ].map(of);
    assert.equal(new Set([plain, ...others]).size, 8);
  });

  it('is refused when it can’t be one', () => {
    const detector = (options: object) =>
      refusal(() =>
        defineDetector({
          name: 'a',
          version: 1,
          memory: '1m',
          state: () => 0,
          judge: () => false,
          progress: () => ({ level: 0, limit: 1 }),
          ...options,
        }),
      );
    assert.match(detector({ name: 'A b' }), /detector "A b": name: write lower-case words/);
    assert.match(detector({ version: 0 }), /detector "a": version: write a whole number from 1 on/);
    assert.match(detector({ memory: '13d' }), /memory: write a duration from 1s to 12d, such as 10m/);
    assert.match(
      detector({ state: (slots: { list(max: number): unknown }) => slots.list(1e6) }),
      /a list of 1000000 words: write how many it may have, 1 to 10000/,
    );
  });

  it('that throws is told of', () => {
    const broken = defineDetector({
      name: 'broken',
      version: 1,
      memory: '1m',
      state: () => undefined,
      judge: () => {
        throw new Error('a slip');
      },
      progress: () => ({ level: 0, limit: 1 }),
    });
    const trial = tryOut([scenario({ name: 'broken', detect: broken })]).request(page(1));
    assert.equal(
      refusal(() => trial.detections()),
      'scenario broken: a slip',
    );
  });

  it('lets the first of a full list make room', () => {
    const seen: number[][] = [];
    const last = defineDetector({
      name: 'last',
      version: 1,
      memory: '1m',
      state: (slots) => slots.list(3),
      judge: ({ status }, list) => {
        list.push(status);
        seen.push([list.length, list.at(0), list.at(-1), list.at(3)]);
        return list.includes(201) && !list.includes(200);
      },
      progress: ({ length }) => ({ level: length, limit: 3 }),
    });
    const trial = tryOut([scenario({ detect: last })]).requests(4, '1s', (i) => ({
      ...page(i),
      status: 200 + i,
    }));
    assert.equal(trial.detections().length, 1);
    assert.deepEqual(seen.slice(0, 4), [
      [1, 200, 200, Number.NaN],
      [2, 200, 201, Number.NaN],
      [3, 200, 202, Number.NaN],
      [3, 201, 203, Number.NaN],
    ]);
  });
});

describe('an analyzer of one’s own', () => {
  const refused = (name: string, ...scenarios: ReturnType<typeof scenario>[]) =>
    refusal(() => checkDefinition({ name, scenarios }));

  it('is refused with a name that is taken or none, without scenarios, or with one that it can’t run', () => {
    assert.match(refused('Mine', scenario()), /analyzer "Mine": name: write lower-case words joined by "-"/);
    assert.match(refused('collector', scenario()), /a service of Weir has it; take another/);
    assert.match(refused('mine'), /it has no scenarios/);
    assert.match(refused('mine', scenario(), scenario()), /two scenarios are called pages/);
    assert.match(
      refused('mine', scenario({ key: ['user_agent'] })),
      /scenario pages: its key needs one of client\.ip, client\.net, client\.subnet; what is counted over all clients/,
    );
    checkDefinition({ name: 'mine', scenarios: [scenario()] });
  });
});

describe('the test kit', () => {
  it('goes by the time of events', () => {
    const [found] = tryOut([scenario({ detect: count({ over: 2, within: '10s' }), cooldown: '1m' })])
      .at('2026-03-01T09:00:00Z')
      .requests(3, '2s', page)
      .at('2026-03-01T09:00:02Z')
      .request(page(9))
      .advance('3m')
      .detections();
    assert.equal(new Date(found.openedMs).toISOString(), '2026-03-01T09:00:04.000Z');
    assert.deepEqual([found.closed, found.events], [true, 4]);
  });

  it('says what is wrong with a test', () => {
    const trial = () => tryOut([scenario()]);
    assert.match(
      refusal(() => trial().request({ ip: 'nobody' }).detections()),
      /"nobody" is no address/,
    );
    assert.match(
      refusal(() => trial().advance('a while')),
      /"a while" is no duration; write one such as 10m/,
    );
    assert.match(
      refusal(() => trial().at('noon')),
      /"noon" is no time/,
    );
  });

  it('finds what depends on how the work is divided', () => {
    let events = 0;
    const shared = scenario({ where: () => ++events > 3 && events < 6 });
    const trial = tryOut([shared]).requests(2, '1s', (i) => ({ ...page(1), ip: `203.0.${i}.1` }));
    assert.match(
      refusal(() => trial.detections()),
      /on one shard there is found nothing, and on several pages/,
    );
  });
});
