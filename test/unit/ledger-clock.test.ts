/** Bans end by the time of the decision service, whatever the clock of the enforcer's host says and does. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Timer } from '#libs/clock/clock.ts';
import { seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { TimerClock } from '#libs/clock/timer-clock.ts';
import { Protection } from '#libs/domain/protection.ts';
import { NO_TRACING } from '#libs/telemetry/tracing.ts';
import { decisionToMessage } from '#libs/wire/decision.ts';
import { weir } from '#proto';
import { Applier } from '#services/enforcer/applier.ts';
import { followLedger } from '#services/enforcer/follower.ts';
import { Hits } from '#services/enforcer/hits.ts';
import { LedgerClock } from '#services/enforcer/ledger-clock.ts';
import { Mirror } from '#services/enforcer/mirror.ts';
import { Reporter } from '#services/enforcer/reporter.ts';
import { Rules } from '#services/enforcer/rules.ts';
import { DryRunTarget } from '#services/enforcer/targets/dry-run.ts';
import { entryOf } from '#services/enforcer/targets/nginx/entry.ts';
import type { Edits, Elements } from '#services/enforcer/targets/packets/elements.ts';
import type { PacketFilter } from '#services/enforcer/targets/packets/packet-filter.ts';
import { PacketTarget } from '#services/enforcer/targets/packets/packet-target.ts';
import { START_MS } from '../support/batches.ts';
import { decision, HOUR_MS } from '../support/decisions.ts';
import { quietLog } from '../support/log.ts';
import { put, ruleOn } from '../support/rule.ts';

const BANNED = '198.51.100.7';
const MINUTE_MS = 60_000;

/** The clock of a host, which may be wrong and be set; its counter began when it was switched on. */
class HostClock extends TimerClock {
  readonly #world: SimulatedClock;
  aheadMs: number;

  constructor(world: SimulatedClock, aheadMs = 0) {
    super();
    this.#world = world;
    this.aheadMs = aheadMs;
  }

  now = () => this.#world.now() + this.aheadMs;
  elapsed = () => this.#world.now() - START_MS + 12_345;
  after = (ms: number, action: () => void): Timer => this.#world.after(ms, action);
}

/** A packet filter of a kernel, which counts down on its own. */
class CountingFilter implements PacketFilter {
  readonly name = 'counting';
  readonly #world: SimulatedClock;
  /** Until when by the world's time. */
  readonly #sets = new Map<string, Map<string, number>>();

  constructor(world: SimulatedClock) {
    this.#world = world;
  }

  holds(address: string): boolean {
    return (this.#sets.get('ban4_32')?.get(address) ?? 0) > this.#world.now();
  }

  async replace(contents: ReadonlyMap<string, Elements>, nowMs: number): Promise<void> {
    this.#sets.clear();
    for (const [set, elements] of contents) this.#put(set, elements, nowMs);
  }

  async edit(edits: Edits, nowMs: number): Promise<void> {
    for (const [set, changes] of edits) this.#put(set, changes, nowMs);
  }

  look = async () => ({ outline: 'whole' });

  async elements(set: string): Promise<Map<string, number>> {
    const nowMs = this.#world.now();
    const all = [...(this.#sets.get(set) ?? [])].filter(([, untilMs]) => untilMs > nowMs);
    return new Map(all.map(([address, untilMs]) => [address, untilMs - nowMs]));
  }

  #put(set: string, changes: ReadonlyMap<string, number | undefined>, nowMs: number): void {
    const held = this.#sets.get(set) ?? new Map<string, number>();
    this.#sets.set(set, held);
    for (const [address, untilMs] of changes) {
      if (untilMs === undefined || untilMs <= nowMs) held.delete(address);
      else held.set(address, this.#world.now() + untilMs - nowMs);
    }
  }
}

function open(aheadMs = 0) {
  const world = new SimulatedClock(START_MS);
  const host = new HostClock(world, aheadMs);
  const clock = new LedgerClock(host);
  let steps = 0;
  clock.onStep = () => steps++;
  /** A question that takes some time on its way there and back. */
  const exchange = async (thereMs = 1, backMs = 1) => {
    const sentMs = clock.elapsed();
    await world.advance(thereMs);
    const serverMs = world.now();
    await world.advance(backMs);
    clock.take({ sentMs, serverMs });
  };
  return { world, host, clock, exchange, steps: () => steps };
}

describe('the time of the ledger', () => {
  it('is that of the host until something is heard', () => {
    const { world, clock } = open(7000);
    assert.equal(clock.now(), world.now() + 7000);
    assert.equal(clock.alarm, '');
  });

  it('is right within the shortest round trip, however wrong the host is and however slow other answers are', async () => {
    const delay = fc.integer({ min: 0, max: 3000 });
    const host = fc.integer({ min: -HOUR_MS, max: HOUR_MS });
    await fc.assert(
      fc.asyncProperty(
        host,
        fc.array(fc.tuple(delay, delay), { minLength: 1, maxLength: 8 }),
        async (ahead, trips) => {
          const { world, clock, exchange } = open(ahead);
          let shortestMs = Number.POSITIVE_INFINITY;
          for (const [there, back] of trips) {
            await exchange(there, back);
            shortestMs = Math.min(shortestMs, there + back);
            assert.ok(Math.abs(clock.now() - world.now()) <= shortestMs + 1e-3);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('is that of the host, to the millisecond, where that is right', async () => {
    const { world, clock, exchange, steps } = open();
    for (const [there, back] of [
      [1, 9],
      [5, 0],
      [400, 2],
    ])
      await exchange(there, back);
    assert.equal(clock.now(), world.now());
    assert.equal(steps(), 0);
  });

  for (const stepMs of [HOUR_MS, -HOUR_MS, 90]) {
    it(`does not follow the host when that is set by ${stepMs} ms`, async () => {
      const { world, host, clock, exchange, steps } = open();
      await exchange();
      host.aheadMs = stepMs;
      assert.equal(clock.now(), world.now());
      await world.advance(250);
      assert.equal(clock.now(), world.now());
      const isSmall = Math.abs(stepMs) < 100;
      assert.equal(steps(), isSmall ? 0 : 1);
      assert.equal(clock.hostAheadMs, isSmall ? 0 : stepMs);
      await exchange();
      assert.equal(steps(), isSmall ? 0 : 1);
      host.aheadMs = 0;
      await world.advance(250);
      assert.equal(clock.hostAheadMs, 0);
    });
  }

  it('is an alarm when the host is more than two seconds off', async () => {
    for (const [ahead, alarm] of [
      [1900, /^$/],
      [3200, /^the clock of this host is 3\.2 s ahead of the decision service's: /],
      [-61_000, /^the clock of this host is 61\.0 s behind the decision service's: /],
    ] as const) {
      const { clock, exchange } = open(ahead);
      await exchange(0, 0);
      assert.match(clock.alarm, alarm);
    }
  });

  it('is told by the first snapshot, before its decisions count, and by each report', async () => {
    const untilMs = START_MS + 30 * MINUTE_MS;
    for (const aheadMs of [HOUR_MS, -HOUR_MS]) {
      const { world, clock } = open(aheadMs);
      const rule = decision({ value: BANNED, untilMs });
      let reports = 0;
      const plane = {
        async *watch(_: unknown, signal: AbortSignal) {
          const token = { incarnation: 'store', revision: 1 };
          await world.sleep(2);
          const replies: weir.v1.WatchReply.$Properties[] = [
            { snapshotBegin: { token, count: 1, nowMs: world.now() } },
            { change: { key: 'k', revision: 1, decision: decisionToMessage(rule) } },
            { snapshotEnd: { token } },
          ];
          for (const reply of replies)
            yield weir.v1.WatchReply.decode(weir.v1.WatchReply.encode(reply).finish());
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
        },
        async reportApplied() {
          reports++;
          await world.sleep(1);
          return weir.v1.ReportAppliedReply.decode(
            weir.v1.ReportAppliedReply.encode({ nowMs: world.now() }).finish(),
          );
        },
      };
      const target = new DryRunTarget({ clock });
      const hits = new Hits();
      const common = { clock, log: quietLog, enforcer: 'e1' };
      const applier = new Applier({
        ...common,
        target,
        tracing: NO_TRACING,
        rules: new Rules(target, new Protection([])),
        entries: () => mirror.entries(),
        onApplied: () => {},
        onReset: () => {},
      });
      const mirror = new Mirror(0.2, {
        onSnapshot: () => applier.reset(),
        onChange: (each) => applier.add(each),
      });
      const stopping = new AbortController();
      const reporter = new Reporter({ ...common, plane, target: 'dry-run', hits });
      void applier.run(stopping.signal);
      void followLedger({ ...common, plane, mirror, random: seededRandom(1) }, stopping.signal);
      await world.advance(10);
      assert.ok(target.refusalOf(BANNED), 'banned after the snapshot');
      assert.ok(Math.abs(clock.now() - world.now()) <= 2);
      void reporter.run(stopping.signal);
      await world.advance(10);
      assert.equal(reports, 1);
      assert.ok(Math.abs(clock.now() - world.now()) <= 1);
      await world.advance(untilMs - world.now() - 10);
      assert.ok(target.refusalOf(BANNED), 'banned until its end');
      await world.advance(20);
      assert.equal(target.refusalOf(BANNED), undefined);
      stopping.abort();
      await world.advance(1);
    }
  });
});

describe('a ban in the kernel', () => {
  for (const stepMs of [HOUR_MS, -HOUR_MS]) {
    it(`ends on time when the host is set by ${stepMs / HOUR_MS} h`, async () => {
      const { world, host, clock, exchange } = open(-20_000);
      await exchange(0, 0);
      const filter = new CountingFilter(world);
      const target = new PacketTarget({ filter, clock, size: 1024 });
      await target.reset([]);
      const untilMs = START_MS + 30 * MINUTE_MS;
      await target.apply([put(ruleOn(BANNED, { untilMs })), put(ruleOn('198.51.100.8', { untilMs }))]);
      for (let minute = 0; minute < 29; minute++) {
        if (minute === 5) host.aheadMs = stepMs;
        if (minute === 15) await target.reset([ruleOn(BANNED, { untilMs })]);
        await world.advance(MINUTE_MS);
        assert.ok(filter.holds(BANNED), `after ${minute + 1} minutes`);
        assert.equal(target.status().held, minute < 15 ? 2 : 1);
      }
      await world.advance(untilMs - world.now() - 1);
      assert.ok(filter.holds(BANNED));
      await world.advance(2);
      assert.ok(!filter.holds(BANNED));
      assert.equal(target.status().held, 0);
      await target.close();
    });
  }
});

describe('a rule for nginx', () => {
  const rate = { everyMs: 500, burst: 10 };

  it('ends by the clock of its host', () => {
    const rule = ruleOn(BANNED, { untilMs: START_MS });
    const { line, untilMs } = entryOf(rule, rate, -HOUR_MS)!;
    assert.equal(untilMs, START_MS);
    assert.equal(Number(line.split(' ')[3]), START_MS - HOUR_MS);
  });
});
