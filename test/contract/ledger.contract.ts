/** What the ledger promises on every store, run on each of them. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Bus } from '#libs/bus/bus.ts';
import type { KeyValue } from '#libs/bus/key-value.ts';
import { seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { Ledger, type LedgerOptions } from '#services/decision/ledger/ledger.ts';
import { contribute, lift } from '#services/decision/ledger/merge.ts';
import { START_MS } from '../support/batches.ts';
import { type ChangeOptions, change, HOUR_MS } from '../support/decisions.ts';
import type { BusKind } from '../support/every-bus.ts';
import { failing } from '../support/failures.ts';
import { recordingLog } from '../support/log.ts';
import { redactedKeyOf } from '../support/pseudonyms.ts';
import { until } from '../support/until.ts';

const DAY_MS = 24 * HOUR_MS;
const KEY = 'block.ip.a';
const SWEEP = { retentionMs: HOUR_MS, owns: () => true };
const BY = { author: 'ann', reason: '' };

export function ledgerContract({ name, start, skip }: BusKind): void {
  describe(`ledger contract: ${name}`, { skip }, () => {
    let bus: Bus;
    let stop: () => Promise<void>;
    let serial = 0;
    const open: AbortController[] = [];

    before(async () => {
      ({ bus, stop } = await start());
    });
    after(async () => {
      for (const each of open) each.abort();
      await stop?.();
    });

    const bucket = (): Promise<KeyValue> =>
      bus.keyValues.open({ bucket: `ledger-${++serial}`, maxBytes: 2 ** 24, replicas: 1 });

    /** A ledger that has read all of its store. */
    async function ledgerOn(
      store: KeyValue,
      more: Partial<LedgerOptions> = {},
    ): Promise<{ ledger: Ledger; clock: SimulatedClock; lines: readonly { msg: string }[] }> {
      const clock = new SimulatedClock(START_MS);
      const { log, lines } = recordingLog();
      const limits = { entriesMax: 1000, bytesMax: 2 ** 24 };
      const made = { store, clock, random: seededRandom(1), log, redactedKeyOf, ...limits };
      const ledger = new Ledger({ ...made, ...more });
      const running = new AbortController();
      open.push(running);
      void ledger.run(running.signal);
      await until(() => ledger.current, 'the ledger to be read');
      return { ledger, clock, lines };
    }

    const add = (ledger: Ledger, key = KEY, of: ChangeOptions = {}, nowMs = START_MS) =>
      ledger.change(key, (entry) => contribute(entry, change(of), nowMs));

    const knows = (ledger: Ledger, count: number) =>
      until(() => ledger.replica.count === count, `${count} entries`);

    it('knows its own writes at once, and those of others soon', async () => {
      const store = await bucket();
      const [{ ledger }, { ledger: other }] = [await ledgerOn(store), await ledgerOn(store)];
      const made = await add(ledger);
      assert.deepEqual(ledger.get(KEY), made);
      await knows(other, 1);
      assert.deepEqual(other.get(KEY), made);
      const lifted = await other.change(KEY, (entry) => entry && lift(entry, BY, START_MS + 1));
      await until(() => ledger.get(KEY)?.state === 'lifted', 'the unban');
      assert.deepEqual(ledger.get(KEY), lifted);
      await until(() => other.replica.checksum === ledger.replica.checksum, 'both to hold the same');
    });

    it('writes nothing when nothing changes', async () => {
      const { ledger } = await ledgerOn(await bucket());
      await add(ledger);
      await knows(ledger, 1);
      const { revision } = ledger.replica.token;
      assert.equal(await add(ledger), undefined);
      assert.equal(await ledger.change('block.ip.b', () => undefined), undefined);
      await add(ledger, 'block.ip.c');
      await knows(ledger, 2);
      assert.equal(ledger.replica.token.revision, revision + 1);
    });

    it('loses no change of an entry that many change at the same time', async () => {
      const store = await bucket();
      const ledgers = [await ledgerOn(store), await ledgerOn(store), await ledgerOn(store)];
      const scenarios = Array.from({ length: 30 }, (_, i) => `s${i}`);
      const results = await Promise.all(
        scenarios.map((scenario, i) => add(ledgers[i % 3].ledger, KEY, { contribution: { scenario } })),
      );
      assert.ok(results.every((result) => result));
      for (const { ledger } of ledgers) {
        await until(() => ledger.get(KEY)?.contributions.length === 30, 'all changes');
        assert.deepEqual(
          ledger
            .get(KEY)
            ?.contributions.map(({ scenario }) => scenario)
            .sort(),
          scenarios.toSorted(),
        );
      }
    });

    it('makes one entry of what two make at the same time', async () => {
      const store = await bucket();
      const [{ ledger }, { ledger: other }] = [await ledgerOn(store), await ledgerOn(store)];
      const made = await Promise.all([add(ledger), add(other)]);
      assert.equal(made.filter(Boolean).length, 1, 'the same detection counts once');
      await knows(ledger, 1);
    });

    it('takes no new entry beyond its limit, and still changes those it has', async () => {
      const { ledger } = await ledgerOn(await bucket(), { entriesMax: 2 });
      await add(ledger, 'block.ip.a');
      await add(ledger, 'block.ip.b');
      await knows(ledger, 2);
      await assert.rejects(add(ledger, 'block.ip.c'), failing('full', /2 entries, its limit/));
      assert.ok(await add(ledger, 'block.ip.b', { contribution: { rev: 2 } }));
    });

    it('holds the same after it was begun anew', async () => {
      const store = await bucket();
      const { ledger } = await ledgerOn(store);
      for (const key of ['a', 'b', 'c'])
        await add(ledger, `block.ip.${key}`, { contribution: { scenario: key } });
      await knows(ledger, 3);
      const { ledger: again } = await ledgerOn(store);
      assert.deepEqual(again.replica.token, ledger.replica.token);
      assert.equal(again.replica.checksum, ledger.replica.checksum);
      assert.deepEqual(again.get('block.ip.b'), ledger.get('block.ip.b'));
      assert.equal(await add(again, 'block.ip.b', { contribution: { scenario: 'b' } }), undefined);
    });

    it('goes on without an entry that it can’t read', async () => {
      const store = await bucket();
      await store.create('block.ip.bad', Buffer.from('no decision'));
      const { ledger, lines } = await ledgerOn(store);
      await add(ledger);
      await knows(ledger, 1);
      assert.match(lines[0].msg, /entry block\.ip\.bad of the ledger/);
    });

    it('sweeps what ended long ago, which others hear of', async () => {
      const store = await bucket();
      const [{ ledger, clock }, { ledger: other }] = [await ledgerOn(store), await ledgerOn(store)];
      await add(ledger, 'block.ip.short');
      await add(ledger, 'block.ip.long', { contribution: { untilMs: START_MS + DAY_MS } });
      await knows(other, 2);
      await clock.advance(2 * HOUR_MS);
      assert.equal((await ledger.sweep(SWEEP)).ended, 0);
      await clock.advance(1);
      assert.equal((await ledger.sweep(SWEEP)).ended, 1);
      await knows(other, 1);
      assert.deepEqual(
        [...other.replica.swept()].map(({ key }) => key),
        ['block.ip.short'],
      );
      await knows(ledger, 1);
      assert.ok(
        await add(ledger, 'block.ip.short', { contribution: { openedMs: clock.now() } }, clock.now()),
      );
      await knows(other, 2);
    });

    it('forgets a day later what was swept, and who is behind that must read everything', async () => {
      const store = await bucket();
      const { ledger, clock } = await ledgerOn(store);
      await add(ledger, 'block.ip.old');
      await add(ledger, 'block.ip.kept', { contribution: { untilMs: START_MS + 90 * DAY_MS } });
      await knows(ledger, 2);
      await clock.advance(3 * HOUR_MS);
      await ledger.sweep(SWEEP);
      await knows(ledger, 1);
      const before = ledger.replica.token;
      await clock.advance(DAY_MS);
      await ledger.sweep(SWEEP);
      assert.equal([...ledger.replica.swept()].length, 1, 'not yet');
      await clock.advance(1);
      await ledger.sweep(SWEEP);
      assert.equal([...ledger.replica.swept()].length, 0);
      assert.equal(await store.get('block.ip.old'), undefined);
      await until(() => ledger.replica.token.revision > before.revision, 'the floor to be known');
      const behind = { ...before, revision: before.revision - 1 };
      assert.deepEqual(
        [before, behind].map((token) => ledger.replica.canResume(token)),
        [true, false],
      );
      const { ledger: again } = await ledgerOn(store);
      assert.deepEqual(
        [before, behind].map((token) => again.replica.canResume(token)),
        [true, false],
      );
      assert.equal(again.replica.checksum, ledger.replica.checksum);
    });

    it('never forgets an entry that has just been made again', async () => {
      const store = await bucket();
      let remade: Promise<unknown> | undefined;
      const meddling: KeyValue = new Proxy(store, {
        get(target, name: keyof KeyValue) {
          if (name === 'forget') {
            return async (key: string, revision: number) => {
              // While one key is forgotten, a ban of the others comes.
              remade ??= Promise.all(
                ['a', 'b', 'c'].map((each) =>
                  add(ledger, `block.ip.${each}`, { contribution: { openedMs: clock.now() } }, clock.now()),
                ),
              );
              await target.forget(key, revision);
            };
          }
          const value = target[name];
          return typeof value === 'function' ? value.bind(target) : value;
        },
      });
      const { ledger, clock } = await ledgerOn(meddling);
      for (const key of ['a', 'b', 'c']) await add(ledger, `block.ip.${key}`);
      await knows(ledger, 3);
      await clock.advance(3 * HOUR_MS);
      await ledger.sweep(SWEEP);
      await knows(ledger, 0);
      await clock.advance(2 * DAY_MS);
      await ledger.sweep(SWEEP);
      await remade;
      for (const key of ['a', 'b', 'c']) {
        assert.ok(ledger.get(`block.ip.${key}`), key);
        assert.equal((await store.get(`block.ip.${key}`))?.deleted, false, key);
      }
    });
  });
}
