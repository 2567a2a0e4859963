import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Mailbox } from '#libs/actor/mailbox.ts';

/** Lets everything that waits for a promise run. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a mailbox', () => {
  it('gives messages in order, to a reader that was there first or comes later', async () => {
    const mailbox = new Mailbox<number>(10);
    const first = mailbox.take();
    await mailbox.put(1);
    await mailbox.put(2);
    await mailbox.put(3);
    assert.deepEqual([await first, await mailbox.take(), await mailbox.take()], [1, 2, 3]);
  });

  it('lets a writer wait while it is full', async () => {
    const mailbox = new Mailbox<number>(2);
    const put: number[] = [];
    const writing = (async () => {
      for (let i = 1; i <= 5; i++) {
        await mailbox.put(i);
        put.push(i);
      }
    })();
    await settle();
    assert.deepEqual([put, mailbox.length], [[1, 2], 2]);
    assert.equal(await mailbox.take(), 1);
    await settle();
    assert.deepEqual([put, mailbox.length], [[1, 2, 3], 2]);
    const rest = [await mailbox.take(), await mailbox.take(), await mailbox.take(), await mailbox.take()];
    await writing;
    assert.deepEqual(rest, [2, 3, 4, 5]);
  });

  it('never holds more than its limit, however many write, and loses nothing', async () => {
    const mailbox = new Mailbox<number>(3);
    const writing = Promise.all(Array.from({ length: 20 }, (_, i) => mailbox.put(i)));
    const taken: (number | undefined)[] = [];
    while (taken.length < 20) {
      await settle();
      assert.ok(mailbox.length <= 3);
      taken.push(await mailbox.take());
    }
    await writing;
    assert.deepEqual(
      taken.toSorted((a, b) => Number(a) - Number(b)),
      Array.from({ length: 20 }, (_, i) => i),
    );
  });

  it('has no place for a writer whose place another has just taken', async () => {
    const mailbox = new Mailbox<number>(1);
    await mailbox.put(1);
    const waiting = mailbox.put(2);
    assert.equal(await Promise.race([mailbox.take(), mailbox.put(3)]), 1);
    await settle();
    assert.equal(mailbox.length, 1);
    assert.deepEqual([await mailbox.take(), await mailbox.take()], [3, 2]);
    await waiting;
  });

  it('that is closed drops what waits and lets everybody go', async () => {
    const mailbox = new Mailbox<number>(1);
    await mailbox.put(1);
    const waiting = [mailbox.put(2), mailbox.put(3)];
    mailbox.close();
    await Promise.all(waiting);
    await mailbox.put(4);
    assert.equal(await mailbox.take(), undefined);
    assert.equal(mailbox.length, 0);

    const empty = new Mailbox<number>(1);
    const reading = empty.take();
    empty.close();
    assert.equal(await reading, undefined);
  });
});
