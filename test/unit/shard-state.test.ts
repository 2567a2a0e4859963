import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { Cut } from '#libs/actor/cut.ts';
import type { DetectorSpec } from '#libs/detect/detector.ts';
import type { Scenario } from '#libs/scenario/scenario.ts';
import { event, type TestEvent } from '../support/batches.ts';
import { COLLECTION } from '../support/collections.ts';
import { cutOf, restoreSlots } from '../support/cuts.ts';
import { OWN } from '../support/own-detector.ts';
import {
  ABSENCE,
  APPROX,
  COUNT,
  DISTINCT,
  EACH,
  MANY,
  RATIO,
  SEQUENCE,
  SUM,
  scenario,
  UNIQUE,
} from '../support/scenarios.ts';
import { identityOf, TestShards } from '../support/shards.ts';

/** With a scenario for every detector: one that writes where it may not is found here. */
const SCENARIOS: Readonly<Record<DetectorSpec['kind'], Scenario>> = {
  each: EACH,
  leaky: UNIQUE,
  count: COUNT,
  sum: SUM,
  ratio: RATIO,
  distinct: scenario({ ...DISTINCT, key: ['client.ip'] }),
  sequence: SEQUENCE,
  absence: ABSENCE,
  collection: COLLECTION,
  own: OWN,
};

const options = {
  scenarios: [...Object.values(SCENARIOS), scenario({ ...MANY, key: ['client.ip'] }), APPROX],
  limits: { keysMax: 600, openMax: 40 },
};

/** A batch of events of some clients out of a thousand, all at about the same time. */
const batch = fc.record({
  clients: fc.oneof(...[2, 2, 150].map((maxLength) => fc.array(fc.nat(999), { minLength: 1, maxLength }))),
  stepMs: fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 50, 500, 5000),
  cut: fc.constantFrom('none' as const, 'none' as const, 'base' as const, 'delta' as const, 'delta' as const),
});

it('the state of a shard is the same from a base and deltas as from one whole, and goes on alike', () => {
  fc.assert(
    fc.property(fc.array(batch, { minLength: 15, maxLength: 30 }), (batches) => {
      let shards = new TestShards(options);
      const twin = new TestShards(options);
      let cuts: Uint8Array[] = [];
      let atMs = 0;
      const take = ({ clients, stepMs }: { clients: readonly number[]; stepMs: number }) => {
        atMs += stepMs;
        const events = clients.map((client, i) => eventOf(client, atMs + i));
        assert.deepEqual(shards.take(events).map(identityOf), twin.take(events).map(identityOf));
      };
      // More than fit one page.
      for (const from of [0, 300])
        take({ clients: Array.from({ length: 290 }, (_, i) => from + i), stepMs: 0 });
      for (const [i, { cut: kind, ...next }] of batches.entries()) {
        if (kind === 'none') {
          take(next);
          continue;
        }
        const whole = Buffer.from(cutOf(twin.states[0].slots, 'base'));
        const cut = new Cut(shards.states[0].slots, i, cuts.length === 0 ? 'base' : kind);
        const pieces = cut.pieces();
        const read = [Buffer.from(pieces.next().value ?? '')];
        take(next);
        for (const piece of pieces) read.push(Buffer.from(piece));
        cut.end(true);
        cuts = [...(kind === 'base' ? [] : cuts), Buffer.concat(read)];
        const restored = new TestShards(options);
        assert.deepEqual(restoreSlots(restored.states[0].slots, cuts), []);
        assert.ok(whole.equals(cutOf(restored.states[0].slots, 'base')), 'what is restored is another state');
        if (i % 3 === 0) {
          shards = shards.handOver();
          cuts = [];
        }
      }
    }),
    { numRuns: 8 },
  );
});

function eventOf(client: number, atMs: number): TestEvent {
  const from = `198.51.${client >> 6}.${client & 63}`;
  return event({ atMs, from, path: `/bad/${(client * 7 + atMs) % 4}`, host: `h${client % 3}` });
}
