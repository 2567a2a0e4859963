/** The queue of a destination: what is in it survives whatever ends the process, in batches that keep their names. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { type Batch, batchesIn, linesOf } from '#services/collector/relay/batch.ts';
import { Queue, type Reading } from '#services/collector/relay/queue.ts';
import type { Spool } from '#services/collector/spool/spool.ts';
import { temporaryFolder } from '../support/folder.ts';
import { crashed, openSpool } from '../support/spools.ts';

const BATCH_BYTES = 1000;
const LINGER_MS = 200;

class Filled {
  readonly clock = new SimulatedClock();
  readonly sent: Batch[] = [];
  readonly spool: Spool;
  readonly queue: Queue;
  readonly reading: Reading & { position: number } = { name: 'access', identity: 'file-1', position: 0 };
  drops = false;

  private constructor(spool: Spool) {
    this.spool = spool;
    this.queue = new Queue({
      spool,
      batchBytes: BATCH_BYTES,
      lingerMs: LINGER_MS,
      clock: this.clock,
      drops: () => this.drops,
      send: (batch) => this.sent.push(batch),
    });
    this.queue.begin(this.reading);
  }

  static async open(t: Pick<TestContext, 'after'>, folder = temporaryFolder(t)): Promise<Filled> {
    const spool = await openSpool(join(folder, 'spool'), { shards: 1 });
    t.after(() => spool.close());
    return new Filled(spool);
  }

  /** A chunk of lines, as a source passes it on. */
  read(...lines: readonly string[]): void {
    for (const line of lines) {
      const bytes = Buffer.from(line);
      this.queue.add(bytes, 0, bytes.length);
      this.reading.position += bytes.length + 1;
    }
    this.queue.flush();
  }

  /** Lets time pass, and the disk write. */
  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms);
    await this.queue.stored();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const text = async (batch: Batch, spool: Spool) => (await linesOf(batch, spool)).toString();

describe('a relay’s queue', () => {
  it('waits for company, but not for long', async (t) => {
    const filled = await Filled.open(t);
    filled.read('a');
    await filled.pass(LINGER_MS / 2);
    filled.read('b');
    await filled.pass(LINGER_MS / 4);
    assert.equal(filled.sent.length, 0);
    await filled.pass(LINGER_MS);
    assert.deepEqual(await Promise.all(filled.sent.map((batch) => text(batch, filled.spool))), ['a\nb\n']);
  });

  it('sends batches of the size that was asked for', async (t) => {
    const filled = await Filled.open(t);
    const lines = Array.from({ length: 100 }, (_, i) => `${i}`.padStart(99, '-'));
    filled.read(...lines);
    await filled.pass(LINGER_MS);
    const sizes = filled.sent.map(({ lines: bytes }) => bytes?.length ?? 0);
    assert.ok(sizes.every((size) => size <= BATCH_BYTES && size > 0));
    assert.equal(sizes.length, 10);
    const texts = await Promise.all(filled.sent.map((batch) => text(batch, filled.spool)));
    assert.equal(texts.join(''), lines.map((line) => `${line}\n`).join(''));
  });

  it('never makes two lines of one', async (t) => {
    const filled = await Filled.open(t);
    filled.read('one\n8.8.8.8 - - forged\n', 'two');
    await filled.pass(LINGER_MS);
    assert.equal(await text(filled.sent[0], filled.spool), 'one 8.8.8.8 - - forged \ntwo\n');
  });

  it('has a line on disk before its batch is full, for whoever waits', async (t) => {
    const filled = await Filled.open(t);
    for (const line of ['a', 'b', 'c']) {
      filled.read(line);
      await filled.queue.stored();
      assert.equal(filled.spool.waiting.length, 'abc'.indexOf(line) + 1);
    }
    assert.equal(filled.sent.length, 0, 'more may come');
    await filled.pass(LINGER_MS);
    assert.equal(filled.sent.length, 1);
    assert.equal(filled.sent[0].spooled.length, 3);
    assert.equal(await text(filled.sent[0], filled.spool), 'a\nb\nc\n');
  });

  it('drops and counts what there is no room for, and does not read it again', async (t) => {
    const filled = await Filled.open(t);
    filled.drops = true;
    filled.read('a', 'b');
    await filled.pass(LINGER_MS);
    assert.deepEqual([filled.queue.dropped.count, filled.sent.length], [2, 0]);
    await filled.spool.checkpoint(false);
    assert.equal(filled.queue.covered({ name: 'access', identity: 'file-1' }), 4);
  });

  it('knows how far reading has come although nothing was for it', async (t) => {
    const filled = await Filled.open(t);
    filled.reading.position = 1234;
    filled.queue.tellProgress();
    assert.equal(filled.queue.covered({ name: 'access', identity: 'file-1' }), 1234);
    assert.equal(filled.spool.waiting.length, 0);
  });

  it('leaves each line once to the next process, in the batches of this one', async (t) => {
    const folder = temporaryFolder(t);
    let run = 0;
    const step = fc.record({
      lines: fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 8 }),
      asks: fc.boolean(),
      waitsMs: fc.constantFrom(0, 10, LINGER_MS),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const done: (() => void)[] = [];
        const own = join(folder, `run-${run++}`);
        const filled = await Filled.open({ after: (end: () => void) => done.push(end) } as never, own);
        let count = 0;
        for (const { lines, asks, waitsMs } of steps) {
          filled.read(...lines.map((length) => `${count++}`.padStart(length, '-')));
          if (asks) await filled.queue.stored();
          if (waitsMs > 0) await filled.clock.advance(waitsMs);
        }
        await filled.queue.stored();
        await new Promise((resolve) => setImmediate(resolve));
        const sent = new Map<string, string>();
        for (const batch of filled.sent) sent.set(batch.id, await text(batch, filled.spool));
        const next = await openSpool(crashed(join(own, 'spool'), join(own, 'next')), { shards: 1 });
        const left = batchesIn(next.waiting);
        const texts = await Promise.all(left.map((batch) => text(batch, next)));
        const numbers = texts
          .join('')
          .split('\n')
          .slice(0, -1)
          .map((line) => Number(line.replace(/^-+/, '')));
        assert.deepEqual(
          numbers,
          Array.from({ length: count }, (_, i) => i),
        );
        for (const [i, { id }] of left.entries()) if (sent.has(id)) assert.equal(texts[i], sent.get(id));
        assert.ok(left.length - sent.size <= 1, 'but for the one that more might have come to');
        const { position } = filled.reading;
        const known = next.progress.source('access', 'file-1');
        if (position > 0) assert.equal(known?.low, position);
        await next.close();
        await Promise.all(done.map((end) => end()));
      }),
      { numRuns: 40 },
    );
  });
});
