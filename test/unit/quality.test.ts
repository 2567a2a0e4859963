/** What was found against the truth: who counts as found, when, and who as banned by mistake. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Decision, decisionId } from '#libs/domain/decision.ts';
import { type Detection, NO_OCCASION, NO_STAGES } from '#libs/domain/detection.ts';
import type { ActiveMode } from '#libs/domain/mode.ts';
import type { Scope } from '#libs/domain/scope.ts';
import { reportOf } from '../bench/quality/report.ts';
import { Score, SITE_KIND } from '../bench/quality/score.ts';
import { benchQuality, type QualityResult } from '../bench/quality.ts';
import { Truth } from '../bench/traffic/truth.ts';

const START_MS = Date.UTC(2026, 5, 1);
const ATTACKER = '198.51.100.7';
const INNOCENT = '203.0.113.9';
const FOUND_BY = { scan: ['probing'], flood: ['net-flood'], stuffing: ['many-fail'] };

function detection(
  scenario: string,
  mode: ActiveMode,
  key: Readonly<Record<string, string>>,
  atMs: number,
): Detection {
  return {
    id: `${scenario} ${Object.values(key)}`,
    rev: 1,
    scenario,
    version: '1',
    mode,
    severity: 'high',
    key: Object.entries(key).map(([field, value]) => ({ field, value })),
    openedMs: START_MS + atMs,
    firstSeenMs: START_MS,
    lastSeenMs: START_MS + atMs,
    events: 1,
    peakPerSecond: 1,
    closed: true,
    forgeable: false,
    evidence: [],
    labels: {},
    occasion: NO_OCCASION,
    shard: 0,
    traceparent: '',
    stages: NO_STAGES,
  };
}

function decision(scope: Scope, value: string, mode: ActiveMode = 'enforce', withheld = ''): Decision {
  const contribution = {
    scenario: 'probing',
    version: '1',
    detection: '',
    openedMs: START_MS,
    rev: 1,
    untilMs: START_MS + 1,
    mode,
    lastSeenMs: START_MS,
    events: 1,
    evidence: [],
    author: 'weir',
    reason: '',
    policy: '',
    remediation: 'block' as const,
    intense: false,
    successful: false,
    revokedMs: 0,
    fixed: false,
  };
  return {
    id: decisionId(scope, value, START_MS),
    scope,
    value,
    state: 'active',
    remediation: 'block',
    statusCode: 403,
    mode,
    withheld,
    createdMs: START_MS,
    updatedMs: START_MS,
    untilMs: START_MS + 1,
    liftedMs: 0,
    strikes: 0,
    forgetMs: 0,
    intense: false,
    contributions: [contribution],
    traceparent: '',
    stages: NO_STAGES,
  };
}

/** One scanner that asks every second, one innocent with 30 people behind the address, and two campaigns. */
function scored(): Score {
  const truth = new Truth();
  truth.addAttacker(ATTACKER, 'scan');
  truth.addInnocent(INNOCENT, 'office-nat', 30);
  truth.addInnocent('2001:db8:1:1::5', 'household-ipv6');
  truth.addCampaign({
    class: 'flood',
    target: { kind: 'network', prefix: '192.0.2.0/24' },
    members: ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4'],
    fromMs: START_MS,
    toMs: START_MS + 60_000,
  });
  truth.addCampaign({
    class: 'stuffing',
    target: { kind: 'page', host: 'a.example', path: '/login' },
    members: ['198.51.100.20', '198.51.100.21'],
    fromMs: START_MS,
    toMs: START_MS + 60_000,
  });
  const score = new Score(truth, FOUND_BY);
  for (let second = 0; second < 10; second++) {
    for (const address of [ATTACKER, '192.0.2.1', '198.51.100.20']) {
      score.addRequest({ bad: true, address, timeMs: START_MS + 1000 * second });
    }
    score.addRequest({ bad: false, address: INNOCENT, timeMs: START_MS + 1000 * second });
  }
  return score;
}

const outcomeOf = (score: Score, name: string, decisions: readonly Decision[] = []) => {
  const outcome = score.attacks(decisions).find((each) => each.class === name);
  assert.ok(outcome);
  return outcome;
};

describe('an attacker', () => {
  it('is detected by a scenario for its class, and decided by any that enforces', () => {
    const score = scored();
    score.addDetection(detection('probing', 'shadow', { 'client.ip': ATTACKER }, 4000));
    score.addDetection(detection('other', 'enforce', { 'client.ip': ATTACKER, host: 'a.example' }, 7000));
    const { detected, decided, scenarios } = outcomeOf(score, 'scan', [decision('ip', ATTACKER)]);
    assert.deepEqual(detected, { events: 5, seconds: 4 });
    assert.deepEqual(decided, { events: 8, seconds: 7 });
    assert.deepEqual(scenarios, ['probing', 'other']);
  });

  it('is neither by a scenario for another class, in shadow', () => {
    const score = scored();
    score.addDetection(detection('other', 'shadow', { 'client.ip': ATTACKER }, 4000));
    const { detected, decided } = outcomeOf(score, 'scan', [decision('ip', ATTACKER, 'shadow')]);
    assert.deepEqual([detected, decided], [undefined, undefined]);
  });

  it('is not decided when the decision was withheld or is about another', () => {
    const score = scored();
    score.addDetection(detection('probing', 'enforce', { 'client.ip': ATTACKER }, 4000));
    const decisions = [decision('ip', ATTACKER, 'enforce', 'protected'), decision('ip', '198.51.100.8')];
    assert.equal(outcomeOf(score, 'scan', decisions).decided, undefined);
  });

  it('is decided by a decision about its network', () => {
    const score = scored();
    score.addDetection(detection('probing', 'enforce', { 'client.net': '198.51.100.0/24' }, 2000));
    const decisions = [decision('prefix', '198.51.100.0/24')];
    assert.deepEqual(outcomeOf(score, 'scan', decisions).decided, { events: 3, seconds: 2 });
  });
});

describe('a campaign', () => {
  it('of a network is found by its prefix, and its members are counted', () => {
    const score = scored();
    score.addDetection(detection('net-flood', 'enforce', { 'client.net': '192.0.2.0/24', host: 'x' }, 3000));
    const { detected, decided, members, membersDecided } = outcomeOf(score, 'flood', [
      decision('ip', '192.0.2.1'),
      decision('ip', '192.0.2.2'),
    ]);
    assert.deepEqual([detected?.events, decided, members, membersDecided], [4, undefined, 4, 2]);
    const whole = outcomeOf(score, 'flood', [decision('prefix', '192.0.2.0/24')]);
    assert.deepEqual([whole.decided?.events, whole.membersDecided], [4, 4]);
  });

  it('on a page is found by that page at its time, not by another', () => {
    const find = (key: Readonly<Record<string, string>>, atMs: number) => {
      const score = scored();
      score.addDetection(detection('many-fail', 'shadow', key, atMs));
      return outcomeOf(score, 'stuffing').detected?.events;
    };
    assert.equal(find({ host: 'a.example', path: '/login' }, 5000), 6);
    assert.equal(find({ host: 'a.example', path_template: '/login' }, 5000), 6);
    assert.equal(find({ host: 'a.example', path: '/other' }, 5000), undefined);
    assert.equal(find({ host: 'b.example', path: '/login' }, 5000), undefined);
    assert.equal(find({ host: 'a.example', path: '/login' }, 3_600_000), undefined);
  });

  it('on a page is decided when that page is, though no member is named', () => {
    const score = scored();
    score.addDetection(detection('many-fail', 'enforce', { host: 'a.example', path: '/login' }, 5000));
    const outcome = outcomeOf(score, 'stuffing', [decision('host+path', 'a.example /login')]);
    assert.deepEqual([outcome.decided?.events, outcome.membersDecided], [6, 0]);
    const other = outcomeOf(score, 'stuffing', [decision('host+path', 'a.example /other')]);
    assert.equal(other.decided, undefined);
  });
});

describe('an innocent', () => {
  const kinds = (score: Score, decisions: readonly Decision[]) =>
    score.falseOutcomes(decisions).map(({ kind }) => kind);

  it('who is banned on two hosts by two scenarios is one false decision', () => {
    const score = scored();
    score.addDetection(detection('a', 'enforce', { 'client.ip': INNOCENT, host: 'x' }, 1000));
    score.addDetection(detection('b', 'enforce', { 'client.ip': INNOCENT, host: 'y' }, 2000));
    score.addDetection(detection('c', 'shadow', { 'client.ip': INNOCENT }, 2000));
    assert.deepEqual(score.falseOutcomes([decision('ip', INNOCENT)]), [
      { kind: 'office-nat', visitors: 30, mode: 'enforce', scenarios: ['a', 'b'] },
      { kind: 'office-nat', visitors: 30, mode: 'shadow', scenarios: ['c'] },
    ]);
  });

  it('is not hit when there was no decision', () => {
    const score = scored();
    score.addDetection(detection('a', 'enforce', { 'client.ip': INNOCENT }, 1000));
    assert.deepEqual(kinds(score, []), []);
    assert.deepEqual(kinds(score, [decision('ip', INNOCENT, 'enforce', 'protected')]), []);
  });

  it('is hit by what is said of the network, unless it is attacked from', () => {
    const score = scored();
    score.addDetection(detection('a', 'enforce', { 'client.subnet': '2001:db8:1:1::/64' }, 1000));
    score.addDetection(detection('a', 'enforce', { 'client.net': '192.0.2.0/24' }, 1000));
    const decisions = [decision('prefix', '2001:db8:1:1::/64'), decision('prefix', '192.0.2.0/24')];
    assert.deepEqual(kinds(score, decisions), ['household-ipv6']);
  });

  it('is everybody when a page is named that nobody attacks', () => {
    const score = scored();
    for (const host of ['a.example', 'b.example']) {
      score.addDetection(detection('many-fail', 'shadow', { host, path: '/login' }, 1000));
    }
    assert.deepEqual(kinds(score, []), [SITE_KIND]);
    score.addDetection(detection('errors', 'enforce', { host: 'b.example' }, 1000));
    assert.deepEqual(kinds(score, []), [SITE_KIND]);
  });
});

describe('the report', () => {
  const attack = {
    isCampaign: false,
    members: 1,
    membersDecided: 0,
    decided: undefined,
    scenarios: [],
  };
  const delay = (seconds: number) => ({ events: seconds * 2, seconds });
  const visitors = new Map([['home', 2000]]);

  it('misses the bar when one attacker of a covered class was not detected', () => {
    const attacks = [
      { ...attack, class: 'log4shell', detected: delay(1) },
      { ...attack, class: 'log4shell', detected: undefined },
      { ...attack, class: 'ipv6-rotation', detected: undefined },
    ];
    const { classes, missed } = reportOf(
      [{ attacks, falseOutcomes: [], visitors }],
      [{ name: 'log4shell', mode: 'shadow' }],
    );
    assert.deepEqual(missed, ['log4shell: 0.500 detected, not all']);
    assert.deepEqual(
      classes.map(({ class: name, covered }) => [name, covered]),
      [
        ['log4shell', true],
        ['ipv6-rotation', false],
      ],
    );
  });

  it('misses none for a class whose scenarios are off', () => {
    const attacks = [{ ...attack, class: 'log4shell', detected: undefined }];
    const pack = [{ name: 'log4shell', mode: 'off' as const }];
    assert.deepEqual(reportOf([{ attacks, falseOutcomes: [], visitors }], pack).missed, []);
  });

  it('allows one false decision for a thousand visitors, and any number in shadow', () => {
    const hit = (mode: ActiveMode) => ({ kind: 'home', visitors: 1, mode, scenarios: ['crawl'] });
    const report = (count: number) =>
      reportOf(
        [
          {
            attacks: [],
            falseOutcomes: [...Array<ActiveMode>(count).fill('enforce'), 'shadow' as const].map(hit),
            visitors,
          },
        ],
        [],
      );
    assert.deepEqual(report(2).missed, []);
    assert.deepEqual(report(3).missed, ['1.5 false decisions per 1,000 visitors, more than 1']);
    assert.deepEqual(report(3).innocents, [
      {
        kind: 'home',
        visitors: 2000,
        false_decisions: 3,
        per_1000: 1.5,
        cut_off: 3,
        enforce: { crawl: 3 },
        shadow: { crawl: 1 },
      },
    ]);
  });

  it('tells the middle and the slow end of how long it took', () => {
    const attacks = Array.from({ length: 100 }, (_, i) => ({
      ...attack,
      class: 'crawl',
      detected: delay(i + 1),
    }));
    const [row] = reportOf([{ attacks, falseOutcomes: [], visitors }], []).classes;
    assert.deepEqual(row.to_detection, { events: { p50: 100, p95: 190 }, seconds: { p50: 50, p95: 95 } });
    assert.equal(row.to_decision, null);
  });
});

describe('a run', () => {
  it('sends generated lines through what a replay uses', async () => {
    const results: QualityResult[] = [];
    const onRun = (run: QualityResult) => results.push(run);
    await benchQuality({ seed: 3, seeds: 1, visitors: 30, hours: 0.2, onRun });
    const [run] = results;
    const row = run.classes.find((each) => each.class === 'log4shell');
    assert.deepEqual([row?.detected, row?.decided, row?.to_decision?.events.p50], [1, 1, 1]);
    assert.ok(run.lines > 20_000 && run.visitors >= 30, `${run.lines} lines, ${run.visitors} visitors`);
  });
});
