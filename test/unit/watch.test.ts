/** The ledger as one enforcer is told it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { type FailureClass, failureOf } from '#libs/errors/weir-error.ts';
import { LedgerReplica, type LedgerToken } from '#libs/ledger/replica.ts';
import type { weir } from '#proto';
import { watchLedger } from '#services/decision/planes/watch.ts';
import { decision } from '../support/decisions.ts';

type Reply = weir.v1.WatchReply.$Properties;

/** A ledger and somebody who watches it. */
class Watched {
  readonly clock = new SimulatedClock();
  readonly replica = new LedgerReplica();
  readonly replies: Reply[] = [];
  /** Holds back every reply until it is called. */
  release: (() => void) | undefined;
  staleMs = 0;
  #slow = false;
  readonly #stop = new AbortController();
  ended = false;
  failed: FailureClass | undefined;

  constructor() {
    this.replica.reset('store');
  }

  put(key: string, revision: number, swept = false): void {
    this.replica.apply({ key, revision, decision: swept ? undefined : decision({ value: key }) });
  }

  async watch(from?: Partial<LedgerToken>): Promise<void> {
    const token = from && { incarnation: 'store', revision: 0, ...from };
    const send = async (reply: Reply) => {
      this.replies.push(reply);
      if (!this.#slow) return;
      await new Promise<void>((resolve) => {
        this.release = resolve;
      });
    };
    void watchLedger(this, token, this.clock, send, this.#stop.signal).then(
      () => {
        this.ended = true;
      },
      (error) => {
        this.failed = failureOf(error);
      },
    );
    await this.clock.advance(0);
  }

  /** From now on the enforcer takes a reply only when it is released. */
  becomeSlow(): void {
    this.#slow = true;
  }

  async releaseAll(): Promise<void> {
    this.#slow = false;
    this.release?.();
    await this.clock.advance(0);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.clock.advance(0);
  }

  /** What has been told since the last time, in short. */
  told(): string[] {
    return this.replies.splice(0).map(({ snapshotBegin, change, snapshotEnd, checkpoint }) => {
      if (snapshotBegin) return `begin ${snapshotBegin.count}`;
      if (change) return `${change.key}@${change.revision}${change.decision ? '' : ' swept'}`;
      if (snapshotEnd) return `end ${snapshotEnd.token?.revision}`;
      return `checkpoint ${checkpoint?.token?.revision} ${checkpoint?.count} ${checkpoint?.checksum}`;
    });
  }
}

describe('a watch', () => {
  it('begins with everything, then tells each change', async () => {
    const watched = new Watched();
    watched.put('a', 1);
    watched.put('b', 2);
    watched.put('c', 3);
    watched.put('a', 4);
    watched.put('b', 5, true);
    await watched.watch();
    assert.deepEqual(watched.told(), ['begin 2', 'c@3', 'a@4', 'end 5']);
    watched.put('a', 6, true);
    await watched.clock.advance(0);
    watched.put('d', 7);
    await watched.clock.advance(0);
    assert.deepEqual(watched.told(), ['a@6 swept', 'd@7']);
  });

  it('goes on from where the enforcer is, telling what was swept too', async () => {
    const watched = new Watched();
    watched.put('a', 1);
    watched.put('b', 2);
    watched.put('c', 3);
    watched.put('b', 4, true);
    watched.put('c', 5);
    await watched.watch({ revision: 2 });
    assert.deepEqual(watched.told(), ['b@4 swept', 'c@5']);
    await watched.stop();
    await watched.watch({ revision: 5 });
    assert.deepEqual(watched.told(), []);
  });

  const strangers: readonly (readonly [name: string, from: Partial<LedgerToken>])[] = [
    ['comes from another store', { incarnation: 'another', revision: 2 }],
    ['is ahead of the ledger', { revision: 9 }],
    ['is so far behind that something has been forgotten since', { revision: 1 }],
  ];
  for (const [name, from] of strangers) {
    it(`tells everything to an enforcer that ${name}`, async () => {
      const watched = new Watched();
      watched.put('a', 1);
      watched.put('b', 3);
      watched.replica.raiseFloor(2);
      await watched.watch(from);
      await watched.clock.advance(1000);
      assert.deepEqual(watched.told(), ['begin 2', 'a@1', 'b@3', 'end 3']);
    });
  }

  it('waits a moment for what another replica has told already, and goes on from there', async () => {
    const watched = new Watched();
    watched.put('a', 1);
    watched.put('b', 3);
    await watched.watch({ revision: 5 });
    await watched.clock.advance(600);
    watched.put('c', 4);
    await watched.clock.advance(300);
    assert.deepEqual(watched.told(), []);
    watched.put('a', 5);
    watched.put('b', 6);
    await watched.clock.advance(5000);
    assert.deepEqual(watched.told(), ['b@6']);
  });

  it('tells nothing while the ledger is read anew, of which only a part may be known', async () => {
    const watched = new Watched();
    watched.put('a', 1);
    await watched.watch();
    watched.told();
    watched.staleMs = 1;
    watched.replica.reset('store');
    watched.put('b', 2);
    await watched.clock.advance(3000);
    assert.deepEqual(watched.told(), []);
    watched.put('a', 3);
    watched.staleMs = 0;
    watched.replica.wake();
    await watched.clock.advance(0);
    assert.deepEqual(watched.told(), ['b@2', 'a@3']);
  });

  it('sends enforcers on when the ledger can’t be followed any more', async () => {
    const watched = new Watched();
    watched.put('a', 1);
    await watched.watch();
    watched.staleMs = 5000;
    await watched.clock.advance(2000);
    assert.equal(watched.failed, undefined);
    watched.staleMs = 5001;
    await watched.clock.advance(2000);
    assert.equal(watched.failed, 'unavailable');
  });

  it('tells an enforcer that is slow only the latest of what has changed often', async () => {
    const watched = new Watched();
    await watched.watch();
    watched.told();
    watched.becomeSlow();
    watched.put('a', 1);
    await watched.clock.advance(0);
    for (let revision = 2; revision <= 100; revision++) watched.put(revision % 2 ? 'a' : 'b', revision);
    await watched.clock.advance(0);
    await watched.releaseAll();
    assert.deepEqual(watched.told(), ['a@1', 'a@99', 'b@100']);
  });

  it('tells the changes that come while everything is told afterwards', async () => {
    const watched = new Watched();
    watched.put('a', 1);
    watched.put('b', 2);
    watched.becomeSlow();
    await watched.watch();
    watched.put('a', 3);
    watched.put('c', 4);
    await watched.releaseAll();
    assert.deepEqual(watched.told(), ['begin 2', 'a@1', 'b@2', 'end 2', 'a@3', 'c@4']);
  });

  it('says every ten seconds what the enforcer should hold', async () => {
    const watched = new Watched();
    watched.put('a', 1);
    await watched.watch();
    watched.told();
    await watched.clock.advance(9999);
    assert.deepEqual(watched.told(), []);
    await watched.clock.advance(1);
    assert.deepEqual(watched.told(), [`checkpoint 1 1 ${watched.replica.checksum}`]);
    watched.put('b', 2);
    await watched.clock.advance(10_000);
    assert.deepEqual(watched.told(), ['b@2', `checkpoint 2 2 ${watched.replica.checksum}`]);
  });

  it('says so also while changes come all the time', async () => {
    const watched = new Watched();
    await watched.watch();
    watched.told();
    for (let revision = 1; revision <= 45; revision++) {
      watched.put('a', revision);
      await watched.clock.advance(500);
    }
    assert.equal(watched.told().filter((each) => each.startsWith('checkpoint')).length, 2);
  });

  it('begins anew when the ledger is read from another store', async () => {
    const watched = new Watched();
    watched.put('a', 1);
    await watched.watch();
    watched.told();
    watched.replica.reset('another');
    watched.put('b', 1);
    await watched.clock.advance(0);
    assert.deepEqual(watched.told(), ['begin 1', 'b@1', 'end 1']);
  });

  it('ends when the enforcer is gone', async () => {
    const watched = new Watched();
    await watched.watch();
    await watched.stop();
    assert.equal(watched.ended, true);
    watched.put('a', 1);
    await watched.clock.advance(20_000);
    assert.deepEqual(watched.told(), ['begin 0', 'end 0']);
  });
});
