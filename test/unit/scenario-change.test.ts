/** Scenarios that change while events come: who goes on, who ends, and that it is the same whenever it is done again. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#libs/clock/random.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { event, START_MS } from '../support/batches.ts';
import { chunks, streamFrom } from '../support/event-streams.ts';
import { ACROSS, COUNT, DISTINCT, EACH, LEAKY, scenario } from '../support/scenarios.ts';
import { identityOf, TestShards } from '../support/shards.ts';

const CLIENTS = Array.from({ length: 12 }, (_, i) => `10.${i % 6}.0.${i}`);
const END_MS = START_MS + 10 ** 7;
const attack = (atMs: number) => event({ path: '/bad', from: '198.51.100.7', atMs });
const identitiesOf = (found: readonly Detection[]) => found.map((each) => `${identityOf(each)} ${each.rev}`);

describe('a new set of scenarios', () => {
  it('lets a scenario that has not changed go on with what it remembers', () => {
    const shards = new TestShards({ scenarios: [LEAKY] });
    shards.take([attack(0), attack(1)]);
    shards.activate(0, [EACH, { ...LEAKY, severity: 'low' }]);
    const [first] = shards.take([attack(2)]).filter(({ scenario: name }) => name === 'leaky');
    assert.deepEqual([first?.events, first?.severity], [3, 'low']);
  });

  it('lets one that has changed begin anew, and closes what was open of it', () => {
    const shards = new TestShards({ scenarios: [LEAKY] });
    assert.equal(shards.take([attack(0), attack(1), attack(2)]).length, 1);
    const changed = scenario({ ...LEAKY, cooldownMs: 5000 });
    const closed = shards.activate(0, [changed]);
    assert.deepEqual(
      closed.map((each) => [each.scenario, each.version, each.closed]),
      [['leaky', LEAKY.version, true]],
    );
    assert.deepEqual(shards.take([attack(3), attack(4)]), []);
  });

  it('puts a scenario into another mode, with what is open of it', () => {
    const shards = new TestShards({ scenarios: [EACH] });
    assert.deepEqual(
      shards.take([attack(0)]).map(({ mode }) => mode),
      ['enforce'],
    );
    shards.activate(0, [{ ...EACH, mode: 'shadow' }]);
    assert.deepEqual(
      shards
        .take([attack(11_000)])
        .map(({ mode, rev }) => [mode, rev])
        .at(-1),
      ['shadow', 1],
    );
    assert.equal(shards.activate(0, [{ ...EACH, mode: 'off' }]).length, 1);
    assert.deepEqual(shards.take([attack(11_001)]), []);
  });

  it('changes the same detections when an owner does the work again, in both stages', () => {
    const sets = [
      [EACH, ...ACROSS],
      [LEAKY, COUNT, ACROSS[1]],
      [EACH, LEAKY],
      [DISTINCT, ...ACROSS.slice(1)],
    ];
    let some = 0;
    fc.assert(
      fc.property(
        streamFrom(CLIENTS),
        fc.integer(),
        fc.array(fc.nat(3), { minLength: 1 }),
        (events, seed, order) => {
          const options = { scenarios: sets[0], shards: 2, keyShards: 2 };
          const steady = new TestShards(options);
          const mortal = new TestShards(options);
          const random = seededRandom(seed);
          const both = (action: (shards: TestShards) => Detection[]) => {
            const expected = identitiesOf(action(steady));
            assert.deepEqual(identitiesOf(action(mortal)), expected);
            some += expected.length;
          };
          const parts = chunks(events, seed, 9);
          for (const part of parts) {
            both((shards) => shards.take(part));
            const shard = Math.floor(random.next() * 4);
            if (random.next() < 0.3) {
              const set = sets[order[Math.floor(random.next() * order.length)]];
              both((shards) => shards.activate(shard, set));
            }
            if (random.next() < 0.4) mortal.seal(shard);
            // What is found again has been found before.
            if (random.next() < 0.4) mortal.crash(Math.floor(random.next() * 4));
            mortal.arrive();
          }
          both((shards) => shards.tellTime(END_MS));
        },
      ),
      { numRuns: 60 },
    );
    assert.ok(some > 300, `only ${some} revisions`);
  });
});
