import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { type LedgerChange, LedgerReplica } from '#libs/ledger/replica.ts';
import { decisionToMessage } from '#libs/wire/decision.ts';
import { weir } from '#proto';
import { watchLedger } from '#services/decision/planes/watch.ts';
import { Mirror } from '#services/enforcer/mirror.ts';
import { START_MS } from '../support/batches.ts';
import { decision, HOUR_MS } from '../support/decisions.ts';
import { failing } from '../support/failures.ts';

/** A mirror that counts what it tells, and takes replies as they come over the wire. */
class TestMirror {
  readonly changes: LedgerChange[] = [];
  snapshots = 0;
  readonly mirror = new Mirror(0.2, {
    onSnapshot: () => this.snapshots++,
    onChange: (change) => this.changes.push(change),
  });

  take(reply: weir.v1.WatchReply.$Properties, nowMs = START_MS): void {
    this.mirror.take(weir.v1.WatchReply.decode(weir.v1.WatchReply.encode(reply).finish()), nowMs);
  }

  /** Takes a snapshot with these keys. */
  snapshot(keys: readonly string[], revision: number, nowMs = START_MS): void {
    this.take({ snapshotBegin: { token: { incarnation: 'store', revision }, count: keys.length } }, nowMs);
    for (const key of keys) this.take(changeOf(key, 1), nowMs);
    this.take({ snapshotEnd: { token: { incarnation: 'store', revision } } }, nowMs);
  }

  /** Keys of what is to be enforced. */
  get keys(): string[] {
    return [...this.mirror.entries()].map(({ key }) => key).sort();
  }
}

function changeOf(key: string, revision: number, options: Parameters<typeof decision>[0] = {}) {
  return { change: { key, revision, decision: decisionToMessage(decision({ value: key, ...options })) } };
}

const keysUpTo = (count: number) => Array.from({ length: count }, (_, i) => `k${String(i).padStart(3, '0')}`);

describe('a mirror', () => {
  it('has no place in the ledger before the first snapshot has ended', () => {
    const test = new TestMirror();
    assert.equal(test.mirror.token, undefined);
    test.take({ snapshotBegin: { token: { incarnation: 'store', revision: 7 }, count: 1 } });
    test.take(changeOf('a', 5));
    assert.deepEqual([test.mirror.token, test.keys, test.snapshots], [undefined, [], 0]);
    test.take({ snapshotEnd: { token: { incarnation: 'store', revision: 7 } } });
    assert.deepEqual(test.mirror.token, { incarnation: 'store', revision: 7 });
    assert.deepEqual([test.keys, test.snapshots, test.changes.length], [['a'], 1, 0]);
  });

  it('tells every change once', () => {
    const test = new TestMirror();
    test.snapshot([], 1);
    test.take(changeOf('a', 2));
    test.take(changeOf('a', 2));
    test.take({ change: { key: 'a', revision: 3, decision: null } });
    assert.deepEqual(
      test.changes.map(({ key, revision, decision: of }) => [key, revision, of?.value]),
      [
        ['a', 2, 'a'],
        ['a', 3, undefined],
      ],
    );
    assert.deepEqual(test.keys, []);
  });

  it('finds that it differs from the ledger, and begins anew without letting anything go', () => {
    const test = new TestMirror();
    test.snapshot(['a', 'b'], 2);
    const ledger = new LedgerReplica();
    ledger.reset('store');
    for (const key of ['a', 'b']) ledger.apply({ key, revision: 1, decision: decision() });
    const checkpoint = (revision: number, checksum = ledger.checksum, incarnation = 'store') =>
      test.take({ checkpoint: { token: { incarnation, revision }, count: 2, checksum } });
    checkpoint(2);
    checkpoint(1, 'of the past');
    checkpoint(2, 'of another store', 'another');
    assert.equal(test.mirror.drifts, 0);
    assert.throws(() => checkpoint(2, '0000000000000000'), failing('corrupt', /differs/));
    assert.equal(test.mirror.drifts, 1);
    test.mirror.distrust();
    assert.equal(test.mirror.token, undefined);
    assert.deepEqual(test.keys, ['a', 'b']);
    test.snapshot(['a', 'b', 'c'], 3);
    assert.deepEqual(test.keys, ['a', 'b', 'c']);
  });

  it('is not confused by a snapshot that was never finished', () => {
    const test = new TestMirror();
    test.snapshot(['a'], 1);
    test.mirror.begin();
    test.take({ snapshotBegin: { token: { incarnation: 'store', revision: 5 }, count: 2 } });
    test.take(changeOf('b', 5));
    // The connection breaks; the next watch goes on from where the mirror is.
    assert.deepEqual(test.mirror.token, { incarnation: 'store', revision: 1 });
    test.mirror.begin();
    test.take(changeOf('c', 2));
    assert.deepEqual(test.keys, ['a', 'c']);
    assert.equal(test.changes.length, 1);
  });
});

describe('a snapshot that lacks what is enforced', () => {
  const cases: readonly (readonly [before: number, after: number, held: number])[] = [
    [10, 8, 0],
    [10, 7, 3],
    [100, 80, 0],
    [100, 79, 21],
    [100, 0, 100],
    [1, 0, 1],
    [0, 0, 0],
  ];
  for (const [before, after, held] of cases) {
    it(`of ${before} entries leaves ${after}: ${held} are held`, () => {
      const test = new TestMirror();
      test.snapshot(keysUpTo(before), 1);
      test.snapshot(keysUpTo(after), 2);
      assert.equal(test.mirror.held(START_MS), held);
      assert.equal(test.keys.length, after + held);
    });
  }

  it('does not count what has ended, is lifted or only recorded', () => {
    const test = new TestMirror();
    test.snapshot(['a'], 1);
    test.take(changeOf('ended', 2, { untilMs: START_MS }));
    test.take(changeOf('lifted', 3, { state: 'lifted' }));
    test.take(changeOf('shadow', 4, { mode: 'shadow' }));
    test.take(changeOf('withheld', 5, { withheld: 'a private address' }));
    test.snapshot(['a'], 6);
    assert.deepEqual([test.mirror.held(START_MS), test.keys], [0, ['a']]);
  });

  it('is held against until the entries end, or the ledger says something about them', () => {
    const test = new TestMirror();
    test.snapshot(keysUpTo(3), 1);
    test.snapshot([], 2);
    assert.equal(test.mirror.held(START_MS), 3);
    test.take({ change: { key: 'k000', revision: 3, decision: null } });
    test.take(changeOf('k001', 4, { state: 'lifted' }));
    assert.equal(test.mirror.held(START_MS), 1);
    assert.deepEqual(test.keys, ['k001', 'k002']);
    assert.equal(test.mirror.held(START_MS + HOUR_MS), 0);
  });

  it('is still held against when another such snapshot follows', () => {
    const test = new TestMirror();
    test.snapshot(keysUpTo(10), 1);
    test.snapshot(['new'], 2);
    test.snapshot(['new'], 3);
    assert.equal(test.mirror.held(START_MS), 10);
  });
});

/** A ledger, and a mirror that watches it over a connection that may break. */
class Mirrored {
  readonly clock = new SimulatedClock(START_MS);
  readonly ledger = new LedgerReplica();
  readonly #test = new TestMirror();
  readonly #pace: number;
  #revision = 0;
  #sent = 0;
  #connection = new AbortController();

  /** @param pace the enforcer is slow with one of so many replies */
  constructor(pace: number) {
    this.#pace = pace;
    this.ledger.reset('store');
    this.#connect();
  }

  readonly steps: Readonly<Record<'put' | 'sweep' | 'forget' | 'break' | 'wait', (key: number) => unknown>> =
    {
      put: (key) => this.#apply(key, decision({ value: String(this.#revision) })),
      sweep: (key) => this.#apply(key, undefined),
      forget: () => {
        const swept = [...this.ledger.swept()];
        this.ledger.raiseFloor(Math.max(0, ...swept.map(({ revision }) => revision)));
        for (const { key } of swept) this.ledger.forget(key);
      },
      break: async () => {
        this.#connection.abort();
        await this.clock.advance(1);
        this.#connect();
      },
      wait: (ms) => this.clock.advance(ms),
    };

  /** After some time without changes: what a snapshot lacked may be held, everything else is the same. */
  async assertSame(): Promise<void> {
    await this.clock.advance(30_000);
    this.#connection.abort();
    const { mirror } = this.#test;
    const plain = (entries: Iterable<LedgerChange>) =>
      new Map([...entries].map(({ key, ...rest }) => [key, [rest.revision, rest.decision?.value]]));
    const expected = plain(this.ledger.entries());
    const found = plain(mirror.entries());
    for (const [key, entry] of expected) assert.deepEqual(found.get(key), entry);
    assert.equal(found.size, expected.size + mirror.held(this.clock.now()));
    assert.equal(mirror.drifts, 0);
  }

  #apply(key: number, to: LedgerChange['decision']): void {
    this.ledger.apply({ key: `k${key}`, revision: ++this.#revision, decision: to });
  }

  #connect(): void {
    this.#connection = new AbortController();
    const { signal } = this.#connection;
    const { mirror } = this.#test;
    mirror.begin();
    const send = async (reply: weir.v1.WatchReply.$Properties) => {
      if (++this.#sent % this.#pace === 0) await this.clock.sleep(3);
      if (!signal.aborted) this.#test.take(reply, this.clock.now());
    };
    // A drift is counted by the mirror.
    const ledger = { replica: this.ledger, staleMs: 0 };
    watchLedger(ledger, mirror.token, this.clock, send, signal).catch(() => {});
  }
}

describe('a mirror that watches', () => {
  const kind = fc.oneof(
    { weight: 6, arbitrary: fc.constant('put' as const) },
    { weight: 2, arbitrary: fc.constant('sweep' as const) },
    { weight: 2, arbitrary: fc.constantFrom('forget', 'break', 'wait') },
  );

  it('holds what the ledger holds, whatever changes and however often the connection breaks', async () => {
    const steps = fc.array(fc.tuple(kind, fc.nat(9)), { minLength: 20, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 7 }), async (list, pace) => {
        const mirrored = new Mirrored(pace);
        for (const [name, argument] of list) await mirrored.steps[name](argument);
        await mirrored.assertSame();
      }),
      { numRuns: 60 },
    );
  });
});
