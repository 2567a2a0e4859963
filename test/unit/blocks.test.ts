/** Who has blocked how many, against the whole ledger gone through each time. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Contribution, type Decision, isEnforceable, MANUAL } from '#libs/domain/decision.ts';
import type { Scope } from '#libs/domain/scope.ts';
import { ReplicaFeed } from '#libs/ledger/feed.ts';
import { LedgerReplica } from '#libs/ledger/replica.ts';
import { Blocks } from '#services/decision/guard/blocks.ts';
import { activityOf, type GuardSettings, tooMany } from '#services/decision/guard/judgement.ts';
import { culpritOf, type Trip, withTrip } from '#services/decision/guard/trip.ts';
import { WIDENING } from '#services/decision/widening/widening.ts';
import { START_MS } from '../support/batches.ts';
import { contribution, decision } from '../support/decisions.ts';

const WITHIN_MS = 60_000;

type Counts = Record<string, readonly [clients: number, successful: number]>;

/** By definition. */
function expected(entries: readonly Decision[], nowMs: number, without: ReadonlySet<string>): Counts {
  const found = new Map<string, { client: string; successful: boolean }[]>();
  for (const entry of entries) {
    const { scope, value, createdMs, contributions } = entry;
    if (!isEnforceable(entry) || scope === 'agent' || scope === 'host+path') continue;
    for (const by of contributions) {
      const { scenario, version, policy, mode, remediation, revokedMs, openedMs, successful } = by;
      if (scenario === MANUAL || scenario === WIDENING || revokedMs > 0) continue;
      if (mode !== 'enforce' || remediation !== 'block' || by.untilMs <= createdMs) continue;
      if (nowMs - Math.max(createdMs, openedMs) >= WITHIN_MS) continue;
      const name = `scenario ${scenario} ${version}`;
      const names = without.has(name) ? [name] : [name, `policy ${policy}`];
      for (const each of names) {
        found.set(each, [...(found.get(each) ?? []), { client: value.split(' ')[0], successful }]);
      }
    }
  }
  return Object.fromEntries(
    [...found].map(([name, blocks]) => {
      const clients = new Set(blocks.map(({ client }) => client));
      const successful = new Set(blocks.filter((each) => each.successful).map(({ client }) => client));
      return [name, [clients.size, successful.size]];
    }),
  );
}

const part: fc.Arbitrary<Contribution> = fc
  .record({
    scenario: fc.constantFrom('a', 'a', 'b', MANUAL, WIDENING),
    version: fc.constantFrom('v1', 'v2'),
    policy: fc.constantFrom('high', 'low'),
    mode: fc.constantFrom('enforce' as const, 'enforce' as const, 'shadow' as const),
    remediation: fc.constantFrom('block' as const, 'block' as const, 'throttle' as const),
    agoMs: fc.integer({ min: -2000, max: 120_000 }),
    successful: fc.boolean(),
    revokedMs: fc.constantFrom(0, 0, 0, START_MS),
  })
  .map(({ agoMs, ...rest }) => contribution({ ...rest, openedMs: START_MS - agoMs }));
const value = fc.constantFrom('198.51.100.1', '198.51.100.2', '2001:db8::1');
const scope = fc.constantFrom<Scope>('ip', 'ip', 'ip+host', 'ip+agent', 'prefix', 'agent');
const change = fc.record({
  key: fc.constantFrom(...'abcdefgh'),
  isSwept: fc.boolean(),
  entry: fc
    .record({
      value: fc.tuple(value, fc.constantFrom('', ' a.example', ' b.example')).map((both) => both.join('')),
      scope,
      state: fc.constantFrom('active' as const, 'active' as const, 'lifted' as const),
      mode: fc.constantFrom('enforce' as const, 'enforce' as const, 'shadow' as const),
      createdAgoMs: fc.integer({ min: 0, max: 120_000 }),
      contributions: fc.array(part, { minLength: 1, maxLength: 3 }),
    })
    .map(({ createdAgoMs, ...rest }) => decision({ ...rest, createdMs: START_MS - createdAgoMs })),
  laterMs: fc.integer({ min: 0, max: 3000 }),
  isLookedAt: fc.boolean(),
});

describe('who has blocked how many within a minute', () => {
  it('is the same as in the whole ledger, whenever it is followed', () => {
    let counted = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 5, maxLength: 40 }), fc.boolean(), (changes, isOneSpared) => {
        const replica = new LedgerReplica();
        replica.reset('one');
        const blocks = new Blocks(new ReplicaFeed(replica), WITHIN_MS);
        const without = new Set(isOneSpared ? ['scenario a v1'] : []);
        let nowMs = START_MS;
        changes.forEach(({ key, isSwept, entry, laterMs, isLookedAt }, i) => {
          nowMs += laterMs;
          replica.apply({ key, revision: i + 1, decision: isSwept ? undefined : entry });
          if (!isLookedAt) return;
          blocks.follow(nowMs);
          const entries = [...replica.entries()].map((each) => each.decision);
          const wanted = expected(entries, nowMs, without);
          const counts = blocks.counts(without);
          const found = counts.map(({ culprit, clients, successful }) => [
            culpritOf(culprit),
            [clients, successful],
          ]);
          assert.deepEqual(Object.fromEntries(found), wanted);
          for (const { culprit } of counts) assert.ok(blocks.isBlocking(culprit));
          assert.equal(blocks.isBlocking({ kind: 'scenario', name: 'none', version: 'v1' }), false);
          counted += counts.length;
        });
      }),
      { numRuns: 500 },
    );
    assert.ok(counted > 500, `${counted} counts`);
  });
});

describe('too many', () => {
  const settings: GuardSettings = {
    ...{ mode: 'enforce', activeShare: 0.5, successfulShare: 0.1, atLeast: 50, within: WITHIN_MS },
    except: [],
  };
  const cases: readonly (readonly [
    blocked: number,
    successful: number,
    of: number,
    well: number,
    is: boolean,
  ])[] = [
    [51, 0, 101, 0, true],
    [51, 0, 102, 0, false],
    [50, 50, 60, 60, false],
    [51, 11, 1000, 100, true],
    [51, 10, 1000, 100, false],
    // Of few who do well, one more or less says nothing.
    [51, 5, 1000, 5, false],
    [51, 6, 1000, 5, true],
    [51, 0, 0, 0, true],
  ];
  for (const [clients, successful, of, well, is] of cases) {
    it(`${is ? 'are' : 'are not'} ${clients} and ${successful} successful ones of ${of} and ${well}`, () => {
      const culprit = { kind: 'scenario', name: 'a', version: 'v1' } as const;
      const why = tooMany({ culprit, clients, successful }, { clients: of, successful: well }, settings);
      assert.equal(why !== '', is, why);
    });
  }

  it('is said of the clients that the latest owners of range shards tell', () => {
    const shard = (number: number, epoch: number, clients?: number) => {
      return {
        shard: number,
        epoch,
        ...(clients !== undefined && { clients, successfulClients: clients - 1 }),
      };
    };
    assert.equal(activityOf([{ shards: [shard(0, 1)] }]), undefined);
    const services = [
      { shards: [shard(0, 1, 900), shard(1, 1, 5), shard(2, 1)] },
      { shards: [shard(0, 2, 7)], group: '' },
      { shards: [shard(0, 9, 7)], group: 'mine' },
    ];
    assert.deepEqual(activityOf(services), { clients: 12, successful: 10 });
  });
});

it('a hundred trips are kept: those that hold, and the latest that do not', () => {
  const trip = (n: number, releasedMs = 0): Trip => ({
    ...{ kind: 'scenario', name: `s${n}`, version: 'v1', atMs: n, why: '', stops: true, sinceMs: 0 },
    ...{ settledMs: 0, isModeChanged: false, doneMs: 0, lifted: 0, releasedMs, releasedBy: '' },
  });
  let trips: Trip[] = [];
  for (let n = 0; n < 150; n++) trips = withTrip(trips, trip(n, n % 3));
  const held = trips.filter(({ releasedMs }) => releasedMs === 0).map(({ name }) => name);
  assert.equal(trips.length, 100);
  assert.deepEqual(
    held,
    Array.from({ length: 50 }, (_, i) => `s${3 * i}`),
  );
  assert.equal(trips.at(-1)?.name, 's149');
  assert.equal(withTrip(trips, trip(149)).length, 100);
});
