/** The ledger while its store misbehaves. What it promises on a healthy one is in test/contract. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CURRENT, type KeyValue } from '#libs/bus/key-value.ts';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { encodeDecision } from '#libs/wire/decision.ts';
import { Ledger } from '#services/decision/ledger/ledger.ts';
import { contribute } from '#services/decision/ledger/merge.ts';
import { START_MS } from '../support/batches.ts';
import { change, decision } from '../support/decisions.ts';
import { failing } from '../support/failures.ts';
import { recordingLog } from '../support/log.ts';
import { redactedKeyOf } from '../support/pseudonyms.ts';

const KEY = 'block.ip.a';

/** A store whose watch can be broken, and which can become another. */
class BreakingStore {
  readonly store: KeyValue;
  incarnation = 'first';
  #break: (() => void) | undefined;

  constructor(store: KeyValue) {
    this.store = new Proxy(store, {
      get: (target, name: keyof KeyValue) => {
        if (name === 'incarnation') return async () => this.incarnation;
        if (name === 'watch') return (signal: AbortSignal) => this.#watch(target, signal);
        const value = target[name];
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  }

  breakWatch(): void {
    this.#break?.();
  }

  async *#watch(target: KeyValue, signal: AbortSignal) {
    const own = new AbortController();
    this.#break = () => own.abort();
    yield* target.watch(AbortSignal.any([signal, own.signal]));
    if (own.signal.aborted) throw new WeirError('unavailable', 'the watch broke');
  }
}

async function open() {
  const clock = new SimulatedClock(START_MS);
  const bus = new MemoryBus(clock);
  const kv = await bus.keyValues.open({ bucket: 'ledger', maxBytes: 2 ** 20, replicas: 1 });
  const breaking = new BreakingStore(kv);
  const { log, lines } = recordingLog();
  const ledger = new Ledger({
    store: breaking.store,
    clock,
    random: seededRandom(1),
    log,
    redactedKeyOf,
    entriesMax: 100,
    bytesMax: 2 ** 20,
  });
  void ledger.run(new AbortController().signal);
  await clock.advance(1);
  const add = () => ledger.change(KEY, (entry) => contribute(entry, change(), START_MS));
  return { clock, bus, kv, breaking, ledger, lines, add };
}

describe('a ledger', () => {
  it('finds a write whose answer was lost when it is tried again', async () => {
    const { bus, ledger, add } = await open();
    let lost = 1;
    bus.faults.storedButTimedOut = () => lost-- > 0;
    await assert.rejects(add(), failing('unavailable'));
    assert.equal(await add(), undefined, 'it is there already');
    assert.equal(ledger.get(KEY)?.state, 'active');
  });

  it('can’t be changed while the store is away, and can be afterwards', async () => {
    const { bus, ledger, add } = await open();
    bus.faults.down = true;
    await assert.rejects(add(), failing('unavailable'));
    assert.equal(ledger.get(KEY), undefined);
    bus.faults.down = false;
    assert.ok(await add());
  });

  it('gives up an entry that others change all the time', async () => {
    const { kv, ledger } = await open();
    let attempts = 0;
    const busy = ledger.change(KEY, (entry) => {
      attempts++;
      return contribute(entry, change({ contribution: { rev: 1 + attempts } }), START_MS);
    });
    // Somebody is faster each time.
    const update = kv.update.bind(kv);
    const create = kv.create.bind(kv);
    kv.create = async (key) => {
      await create(key, encodeDecision(decision({ updatedMs: attempts })));
      throw new WeirError('conflict', 'too late');
    };
    kv.update = async (key, _, revision) => {
      await update(key, encodeDecision(decision({ updatedMs: attempts })), revision);
      throw new WeirError('conflict', 'too late');
    };
    await assert.rejects(busy, failing('conflict', /changed by others all the time/));
    assert.equal(attempts, 20);
  });

  it('hears what it has missed once its watch works again', async () => {
    const { clock, kv, breaking, ledger, lines, add } = await open();
    await add();
    await clock.advance(1);
    breaking.breakWatch();
    await clock.advance(1);
    await kv.create('block.ip.b', encodeDecision(decision({ value: '198.51.100.8' })));
    assert.equal(ledger.get('block.ip.b'), undefined);
    // What it writes itself it knows without being told.
    const own = await ledger.change('block.ip.c', (entry) => contribute(entry, change(), START_MS));
    assert.ok(own);
    assert.deepEqual(ledger.get('block.ip.c'), own);
    await clock.advance(5000);
    assert.equal(ledger.get('block.ip.b')?.value, '198.51.100.8');
    assert.equal(ledger.replica.count, 3);
    assert.match(lines[0].msg, /watching the ledger: the watch broke/);
  });

  it('begins anew when others have forgotten what it does not know to be swept', async () => {
    const { clock, kv, breaking, ledger, add } = await open();
    await add();
    await kv.create('block.ip.b', encodeDecision(decision()));
    await clock.advance(1);
    breaking.breakWatch();
    await clock.advance(1);
    const revision = (await kv.get(KEY))?.revision ?? 0;
    await kv.delete(KEY, revision);
    await kv.create('floor', Buffer.from(String(revision + 2)));
    await kv.forget(KEY, revision + 2);
    await clock.advance(5000);
    assert.deepEqual(
      [...ledger.replica.entries()].map(({ key }) => key),
      ['block.ip.b'],
    );
    assert.ok(ledger.current);
  });

  it('begins anew when its store is another one', async () => {
    const { clock, kv, breaking, ledger, add } = await open();
    await add();
    await clock.advance(1);
    await kv.forget(KEY, (await kv.get(KEY))?.revision ?? 0);
    breaking.incarnation = 'second';
    breaking.breakWatch();
    await clock.advance(5000);
    assert.equal(ledger.replica.token.incarnation, 'second');
    assert.equal(ledger.get(KEY), undefined);
    assert.ok(await add());
  });

  it('is current only when it has read everything', async () => {
    const clock = new SimulatedClock(START_MS);
    const kv = await new MemoryBus(clock).keyValues.open({ bucket: 'b', maxBytes: 2 ** 20, replicas: 1 });
    await kv.create(KEY, encodeDecision(decision()));
    let onCurrent = () => {};
    const slow: KeyValue = new Proxy(kv, {
      get(target, name: keyof KeyValue) {
        if (name !== 'watch')
          return typeof target[name] === 'function' ? target[name].bind(target) : target[name];
        return async function* (signal: AbortSignal) {
          for await (const each of target.watch(signal)) {
            if (each === CURRENT) await new Promise<void>((resolve) => (onCurrent = resolve));
            yield each;
          }
        };
      },
    });
    const { log } = recordingLog();
    const ledger = new Ledger({
      store: slow,
      clock,
      random: seededRandom(1),
      log,
      redactedKeyOf,
      entriesMax: 100,
      bytesMax: 2 ** 20,
    });
    void ledger.run(new AbortController().signal);
    await clock.advance(1);
    assert.deepEqual([ledger.replica.count, ledger.current], [1, false]);
    onCurrent();
    await clock.advance(1);
    assert.equal(ledger.current, true);
  });
});
