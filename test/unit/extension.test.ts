/** Bans that last longer because who is banned keeps asking: the change of an entry, counting, and who makes it. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type Decision, isEnforced, MANUAL, PERMANENT_MS } from '#libs/domain/decision.ts';
import { ledgerKey } from '#libs/domain/scope.ts';
import { Metrics } from '#libs/telemetry/metrics.ts';
import { NO_TRACING } from '#libs/telemetry/tracing.ts';
import { weir } from '#proto';
import { Extending } from '#services/decision/extending/extending.ts';
import { DECISIONS_MAX, KnockCounts } from '#services/decision/extending/knocks.ts';
import { extend, type Knocking } from '#services/decision/ledger/extension.ts';
import { contribute, lift } from '#services/decision/ledger/merge.ts';
import { revoke } from '#services/decision/ledger/revoke.ts';
import { Enforcers } from '#services/decision/planes/enforcers.ts';
import { policiesOf } from '#services/decision/policies/policy-file.ts';
import { WIDENING } from '#services/decision/widening/widening.ts';
import { START_MS } from '../support/batches.ts';
import { change, contribution, decision, HOUR_MS } from '../support/decisions.ts';
import { quietLog } from '../support/log.ts';
import { type TestReplica, TestReplicas } from '../support/replicas.ts';

const MINUTE_MS = 60_000;
const TERMS = { perMinute: 10, byMs: HOUR_MS, ceilingMs: 3 * HOUR_MS };
const BY = { author: 'ann', reason: 'a mistake' };

describe('an entry whose client keeps asking', () => {
  const entry = decision();
  const knocking = (minute: number, refused = 10): Knocking => ({
    id: entry.id,
    refused,
    lastSeenMs: START_MS + minute * MINUTE_MS,
  });
  /** Minutes after the start at which it ends; undefined when nothing changes. */
  const endOf = (from: Decision, minute: number, refused?: number, terms = TERMS) => {
    const knocks = knocking(minute, refused);
    const longer = extend(from, knocks, () => terms, knocks.lastSeenMs);
    return longer && (longer.untilMs - START_MS) / MINUTE_MS;
  };

  it('ends later, counted from the last refused request', () => {
    const longer = extend(entry, knocking(30, 25), () => TERMS, knocking(31).lastSeenMs);
    assert.ok(longer);
    const [{ extension, ...because }] = longer.contributions;
    assert.deepEqual(extension, {
      untilMs: knocking(90).lastSeenMs,
      lastSeenMs: knocking(30).lastSeenMs,
      refused: 25,
    });
    assert.deepEqual(because, contribution({ untilMs: knocking(90).lastSeenMs }));
    assert.deepEqual([longer.id, longer.createdMs, longer.strikes], [entry.id, entry.createdMs, 0]);
    assert.equal(longer.stages.ingestedMs, 0, 'no line has led to this');
  });

  it('stays when too few are refused, for less than a tenth, and for the same requests again', () => {
    assert.equal(endOf(entry, 30, 9), undefined);
    assert.equal(endOf(entry, 5), undefined);
    assert.equal(endOf(entry, 6), 66);
    const longer = extend(entry, knocking(30), () => TERMS, knocking(30).lastSeenMs);
    assert.ok(longer);
    assert.equal(endOf(longer, 30), undefined);
    assert.equal(endOf(longer, 20), undefined, 'what was seen before does not shorten it');
  });

  it('ends at the ceiling, whatever its client does', () => {
    const long = decision({
      untilMs: START_MS + 2.95 * HOUR_MS,
      contributions: [contribution({ untilMs: START_MS + 2.95 * HOUR_MS })],
    });
    assert.equal(endOf(long, 170, 1000), 180);
    const last = extend(long, knocking(170), () => TERMS, knocking(170).lastSeenMs);
    assert.ok(last);
    assert.equal(endOf(last, 179, 1000), undefined);
    const ever = { ...TERMS, ceilingMs: Number.POSITIVE_INFINITY };
    assert.equal(endOf(long, 170, 10, ever), 230);
    const always = { ...ever, byMs: PERMANENT_MS };
    const end = extend(entry, knocking(30), () => always, knocking(30).lastSeenMs);
    assert.equal(end?.untilMs, PERMANENT_MS);
  });

  const left: readonly (readonly [what: string, from: Decision])[] = [
    ['what a person decided', decision({ contributions: [contribution({ scenario: MANUAL })] })],
    [
      'a network of which many are blocked',
      decision({ contributions: [contribution({ scenario: WIDENING })] }),
    ],
    [
      'what is only recorded',
      decision({ mode: 'shadow', contributions: [contribution({ mode: 'shadow' })] }),
    ],
    ['what is withheld', decision({ withheld: 'an address of this host' })],
    ['what was lifted', lift(entry, BY, START_MS) ?? assert.fail()],
    ['what was taken back', revoke(entry, { policy: 'high' }, BY, START_MS) ?? assert.fail()],
    ['what has ended', decision({ untilMs: START_MS + 30 * MINUTE_MS })],
    ['another decision about the same client', decision({ id: 'another' })],
    [
      'what may be forged, or says itself until when',
      decision({ contributions: [contribution({ fixed: true })] }),
    ],
  ];
  for (const [what, from] of left) {
    it(`leaves ${what}`, () => assert.equal(endOf(from, 30), undefined));
  }

  it('lasts by what refuses, not by what is weaker or has no part in it', () => {
    const parts = [
      contribution({ scenario: 'slow', remediation: 'throttle' }),
      contribution({ scenario: 'unextended', policy: 'other', untilMs: START_MS + 50 * MINUTE_MS }),
      contribution({ untilMs: START_MS + 40 * MINUTE_MS }),
    ];
    const both = decision({ contributions: parts, untilMs: START_MS + 50 * MINUTE_MS });
    const longer = extend(
      both,
      knocking(30),
      ({ policy }) => (policy === 'high' ? TERMS : undefined),
      START_MS,
    );
    assert.deepEqual(
      longer?.contributions.map(({ untilMs }) => (untilMs - START_MS) / MINUTE_MS),
      [60, 50, 90],
    );
    assert.equal(longer?.untilMs, knocking(90).lastSeenMs);
  });

  describe('and is found again', () => {
    const longer = extend(entry, knocking(30), () => TERMS, knocking(30).lastSeenMs) ?? assert.fail();
    const again = (of: object, from = longer) =>
      contribute(
        from,
        change({ contribution: { rev: 2, lastSeenMs: START_MS + 1000, ...of } }),
        START_MS + MINUTE_MS,
      );

    it('ends no sooner, in either order', () => {
      assert.equal(again({})?.untilMs, longer.untilMs);
      const found = again({}, entry) ?? assert.fail();
      assert.equal(extend(found, knocking(30), () => TERMS, START_MS)?.untilMs, longer.untilMs);
      assert.equal(again({ untilMs: START_MS + 9 * HOUR_MS })?.untilMs, START_MS + 9 * HOUR_MS);
    });

    it('ends as its evidence says when that is only recorded, or after an unban', () => {
      assert.equal(again({ mode: 'shadow' })?.contributions[0].extension, undefined);
      assert.equal(again({ fixed: true })?.untilMs, START_MS + 1000 + HOUR_MS);
      const lifted = lift(longer, BY, START_MS + 500) ?? assert.fail();
      assert.equal(again({}, lifted)?.untilMs, START_MS + 1000 + HOUR_MS);
    });

    it('is taken back with what its policy has done', () => {
      assert.equal(revoke(longer, { policy: 'high' }, BY, START_MS)?.state, 'lifted');
    });
  });
});

describe('refused requests', () => {
  const add = (counts: KnockCounts, sinceS: number, lastS: number, refused: number) =>
    counts.add({ id: 'a', refused, sinceMs: sinceS * 1000, lastSeenMs: lastS * 1000 }).refused;

  it('count for a minute, as of when they can have begun', () => {
    const counts = new KnockCounts();
    assert.equal(add(counts, 100, 105, 4), 4);
    assert.equal(add(counts, 105, 110, 4), 8);
    assert.equal(add(counts, 110, 160, 1), 9);
    assert.equal(add(counts, 160, 170, 1), 2);
    assert.equal(add(counts, 0, 171, 1000), 1, 'may have come at any time');
  });

  it('are counted of 20,000 decisions, those with the latest', () => {
    const counts = new KnockCounts();
    const one = (id: string) => counts.add({ id, refused: 1, sinceMs: 0, lastSeenMs: 0 }).refused;
    for (let i = 0; i < DECISIONS_MAX; i++) one(`id${i}`);
    assert.equal(one('id0'), 2);
    one('new');
    assert.deepEqual([counts.size, one('id0'), one('id1')], [DECISIONS_MAX, 3, 1]);
  });
});

describe('who keeps asking', () => {
  const VALUE = '198.51.100.7';
  const KEY = ledgerKey({ scope: 'ip', value: VALUE }, false);
  const policies = (more: string) =>
    policiesOf(`policies: [{ name: mine, match: {}, for: 10m, ${more} }]`, 'policies.yaml');

  /** A decision service as far as it hears of refused requests. */
  class Hearing {
    readonly replica: TestReplica;
    readonly extending: Extending;
    readonly enforcers: Enforcers;
    readonly extended = new Metrics('decision', 'test').counter('extended', '');
    set = policies('extend: { perMinute: 12, ceiling: 30m }');
    isOwner = true;
    isStopped = false;

    constructor(all: TestReplicas, replica: TestReplica) {
      this.replica = replica;
      this.extending = new Extending({
        ledger: replica.ledger,
        policies: () => this.set,
        stops: () => this.isStopped,
        owns: ({ value }) => this.isOwner && value === VALUE,
        clock: replica.pausing.clock(all.clock),
        log: quietLog,
        tracing: NO_TRACING,
        extended: this.extended,
      });
      this.enforcers = new Enforcers((refusals) => this.extending.hear(refusals));
    }
  }

  let all: TestReplicas;
  let replica: TestReplica;
  let hearing: Hearing;
  let id: string;
  beforeEach(async () => {
    all = new TestReplicas();
    await all.start();
    replica = await all.join('one');
    hearing = new Hearing(all, replica);
    id = await ban();
  });
  afterEach(() => hearing.extending.stop());

  async function ban(options: object = {}): Promise<string> {
    const openedMs = all.clock.now();
    const made = change({
      contribution: { openedMs, untilMs: openedMs + 10 * MINUTE_MS, policy: 'mine', ...options },
    });
    const entry = await replica.ledger.change(KEY, (present) => contribute(present, made, openedMs));
    return entry?.id ?? assert.fail();
  }
  /** An enforcer tells how many it has refused since it began. */
  function tell(enforcer: string, refused: number, to = [hearing]): void {
    const hits = [{ id, refused, lastSeenMs: all.clock.now() }];
    const report = weir.v1.ReportAppliedRequest.decode(
      weir.v1.ReportAppliedRequest.encode({ enforcer, target: 'nginx', hits }).finish(),
    );
    for (const each of to) each.enforcers.report(report, all.clock.now());
  }
  /** Asks twice a second for so long, by the reports of an enforcer. */
  let total = 0;
  async function knock(seconds: number, to = [hearing]): Promise<void> {
    for (let s = 0; s < seconds; s += 5) {
      await all.clock.advance(5000);
      total += 10;
      tell('e1', total, to);
    }
    await all.clock.advance(1000);
  }
  const entry = (of = replica) => of.ledger.get(KEY) ?? assert.fail();
  const minutesLeft = () => Math.round((entry().untilMs - all.clock.now()) / MINUTE_MS);

  it('stays blocked while it does, up to the ceiling, and no longer', async () => {
    const begunMs = entry().createdMs;
    for (let i = 0; i < 35; i++) await knock(60);
    assert.equal(entry().untilMs, begunMs + 30 * MINUTE_MS);
    assert.equal(isEnforced(entry(), all.clock.now()), false);
    assert.equal(entry().id, id, 'it was one ban');
    assert.ok(hearing.extended.value >= 15 && hearing.extended.value <= 22, String(hearing.extended.value));
  });

  it('is free at the end it had when it stops, or asks too slowly', async () => {
    const untilMs = entry().untilMs;
    for (let minute = 1; minute <= 9; minute++) {
      await all.clock.advance(MINUTE_MS);
      tell('e1', 5 * minute);
      tell('e2', 5 * minute);
    }
    await all.clock.advance(1000);
    assert.equal(entry().untilMs, untilMs);
  });

  it('is extended once by two services, and by one that began anew no more for what was before', async () => {
    const two = new Hearing(all, await all.join('two'));
    await knock(120, [hearing, two]);
    const before = entry();
    assert.ok(minutesLeft() >= 9);
    assert.deepEqual(entry(two.replica), before);
    assert.ok(hearing.extended.value + two.extended.value <= 2);
    await two.extending.stop();
    const three = new Hearing(all, await all.join('three'));
    await all.clock.advance(3 * MINUTE_MS);
    // All that the enforcer has counted since the ban began, and has told before.
    const hits = [{ id, refused: total, lastSeenMs: before.contributions[0].extension?.lastSeenMs ?? 0 }];
    for (let i = 0; i < 3; i++) three.enforcers.hits.report('e1', hits);
    three.extending.hear(three.enforcers.hits.report('e2', hits));
    await all.clock.advance(1000);
    assert.deepEqual([entry(), three.extended.value], [before, 0]);
    await three.extending.stop();
  });

  it('is counted over enforcers, of which each may begin anew', async () => {
    await all.clock.advance(3 * MINUTE_MS);
    for (const [enforcer, refused] of [
      ['e1', 900],
      ['e2', 900],
    ] as const)
      tell(enforcer, refused);
    await all.clock.advance(5000);
    for (const [enforcer, refused] of [
      ['e1', 906],
      ['e2', 5],
    ] as const)
      tell(enforcer, refused);
    await all.clock.advance(1000);
    assert.equal(hearing.extended.value, 0, '11 within a minute; before that at any time');
    tell('e2', 6);
    await all.clock.advance(1000);
    assert.equal(hearing.extended.value, 1);
    assert.equal(minutesLeft(), 10);
  });

  it('is left alone by who does not own it, by the guard’s stop, and where no policy says so', async () => {
    const untilMs = entry().untilMs;
    hearing.isOwner = false;
    await knock(60);
    hearing.isOwner = true;
    hearing.isStopped = true;
    await knock(60);
    hearing.isStopped = false;
    for (const more of ['packetsAbove: 5', 'mode: shadow, extend: {}']) {
      hearing.set = policies(more);
      await knock(60);
    }
    assert.equal(entry().untilMs, untilMs);
    hearing.set = policies('extend: {}');
    await knock(60);
    assert.ok(minutesLeft() >= 9, 'the policies as they are now count');
  });

  it('is extended again once the ledger can be written', async () => {
    await all.clock.advance(MINUTE_MS);
    all.bus.faults.down = true;
    await knock(30);
    assert.equal(hearing.extended.value, 0);
    all.bus.faults.down = false;
    await all.clock.advance(5000);
    assert.equal(hearing.extended.value, 1);
  });

  it('is not held by a clock that is ahead', async () => {
    await all.clock.advance(5 * MINUTE_MS);
    const hits = [{ id, refused: 1, lastSeenMs: all.clock.now() + 9 * HOUR_MS }];
    hearing.extending.hear(hearing.enforcers.hits.report('e1', hits));
    const more = [{ id, refused: 100, lastSeenMs: all.clock.now() + 9 * HOUR_MS }];
    hearing.extending.hear(hearing.enforcers.hits.report('e1', more));
    await all.clock.advance(1000);
    assert.equal(minutesLeft(), 10);
  });
});
