import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { failing } from '../support/failures.ts';
import { temporaryFolder } from '../support/folder.ts';
import { recordingLog } from '../support/log.ts';
import { append, crashed, editCheckpoint, openSpool, segmentsOf, waitingIn } from '../support/spools.ts';

const MB = 1024 ** 2;
const source = (to: number, low: number) => ({ name: 'access', identity: 'file-1', to, low, newestMs: 1 });

describe('a spool', () => {
  it('keeps batches in order until they are acknowledged', async (t) => {
    const spool = await openSpool(temporaryFolder(t));
    const one = await append(spool);
    const two = await append(spool, { shard: 1 });
    const three = await append(spool);
    const c = spool.collector;
    assert.match(c, /^c-[0-9a-f]{8}$/);
    assert.deepEqual(await waitingIn(spool), [`${c} 0/1`, `${c} 1/1`, `${c} 0/2`]);
    spool.acknowledge(two);
    assert.equal(spool.waiting.length, 3, 'one is before it');
    spool.acknowledge(one);
    assert.deepEqual(await waitingIn(spool), [`${c} 0/2`]);
    spool.acknowledge(three);
    assert.deepEqual(spool.waiting, []);
    assert.equal(spool.progress.number(0), 2);
    await spool.close();
  });

  it('writes batches that come together in one go, in the order they came', async (t) => {
    const spool = await openSpool(temporaryFolder(t));
    const spooled = await Promise.all(Array.from({ length: 200 }, (_, i) => append(spool, { shard: i % 3 })));
    assert.deepEqual(spool.waiting, spooled);
    assert.equal((await waitingIn(spool)).length, 200);
    await spool.close();
  });

  it('goes on under its identity and numbers after an end in order', async (t) => {
    const folder = temporaryFolder(t);
    const first = await openSpool(folder);
    first.acknowledge(await append(first, { sources: [source(10, 10)] }));
    await append(first, { sources: [source(20, 15)] });
    await first.close();
    const second = await openSpool(folder);
    assert.equal(second.collector, first.collector);
    assert.equal(second.progress.number(0), 2);
    assert.deepEqual(second.progress.source('access', 'file-1')?.low, 15);
    assert.deepEqual(await waitingIn(second), [`${first.collector} 0/2`], 'the other was acknowledged');
    assert.equal((await append(second)).record.number, 3);
    await second.close();
  });

  it('removes segments once all in them, and all before, is acknowledged and written down', async (t) => {
    const folder = temporaryFolder(t);
    const spool = await openSpool(folder);
    const records = [];
    for (let i = 0; i < 5; i++) records.push(await append(spool, { size: 9 * MB }));
    assert.equal(segmentsOf(folder).length, 3);
    assert.ok(spool.bytes > 45 * MB);
    for (const i of [1, 2, 3]) spool.acknowledge(records[i]);
    await spool.checkpointIfChanged();
    assert.equal(segmentsOf(folder).length, 3);
    spool.acknowledge(records[0]);
    assert.equal(segmentsOf(folder).length, 3);
    await spool.checkpointIfChanged();
    assert.equal(segmentsOf(folder).length, 1);
    assert.ok(spool.bytes < 10 * MB);
    await spool.close();
    const again = await openSpool(folder);
    assert.deepEqual(await waitingIn(again), [`${spool.collector} 0/5`]);
    await again.close();
  });

  it('uses no number again, whenever an acknowledgement comes while the progress is written down', async (t) => {
    for (let turns = 0; turns < 6; turns++) {
      const folder = join(temporaryFolder(t), 'spool');
      const spool = await openSpool(folder);
      const one = await append(spool, { shard: 0, size: 9 * MB });
      const two = await append(spool, { shard: 1, size: 9 * MB });
      await append(spool, { shard: 0 });
      spool.acknowledge(one);
      const checkpoint = spool.checkpoint(false);
      // Once something of the new checkpoint is on disk, and a little later.
      while ((statSync(join(folder, 'checkpoint.json.new'), { throwIfNoEntry: false })?.size ?? 0) === 0) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
      spool.acknowledge(two);
      await checkpoint;
      // The process ends here.
      const next = await openSpool(folder);
      assert.deepEqual([next.collector, next.progress.number(1)], [spool.collector, 1]);
      await next.close();
      await spool.close();
    }
  });

  it('waits for room on a full disk, and complains', async (t) => {
    const folder = temporaryFolder(t);
    const clock = new SimulatedClock();
    const { log, lines } = recordingLog();
    const spool = await openSpool(folder, { clock, log });
    await append(spool, { size: 17 * MB });
    // The next segment can't be made.
    rmSync(folder, { recursive: true });
    let written = false;
    const appending = append(spool).then(() => {
      written = true;
    });
    while (lines.length === 0) {
      await clock.advance(500);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.match(lines[0].msg, /waiting for room in the spool: .*can’t be written/);
    assert.equal(written, false);
    mkdirSync(folder);
    while (!written) {
      await clock.advance(500);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await appending;
    assert.equal(spool.waiting.length, 2);
    await spool.close();
  });
});

describe('a new identity', () => {
  /** A spool with three batches of which one is acknowledged, and its folder after the process has ended. */
  async function left(t: { after(done: () => void): void }) {
    const folder = temporaryFolder(t);
    const spool = await openSpool(join(folder, 'spool'));
    const first = await append(spool, { shard: 0, sources: [source(30, 10)] });
    spool.acknowledge(first);
    await spool.checkpoint(false);
    await append(spool, { shard: 1, sources: [source(40, 20)] });
    await append(spool, { shard: 0, sources: [source(50, 40)] });
    const copy = crashed(join(folder, 'spool'), join(folder, 'crashed'));
    await spool.close();
    return { spool, folder: copy };
  }

  it('is not taken when only the process has ended', async (t) => {
    const { spool, folder } = await left(t);
    const next = await openSpool(folder);
    assert.equal(next.collector, spool.collector);
    assert.deepEqual(
      [0, 1].map((shard) => next.progress.number(shard)),
      [2, 1],
    );
    await next.close();
  });

  it('is taken when the machine was started again without an end in order: numbers begin anew', async (t) => {
    const { spool, folder } = await left(t);
    editCheckpoint(folder, { bootId: 'another' });
    const { log, lines } = recordingLog();
    const next = await openSpool(folder, { log });
    assert.notEqual(next.collector, spool.collector);
    assert.match(lines[0].msg, /new identity/);
    // What is left is sent under the old one; what is read next is numbered under the new one.
    const was = spool.collector;
    assert.deepEqual(await waitingIn(next), [`${was} 1/1`, `${was} 0/2`]);
    assert.equal(next.progress.number(0), 0);
    assert.equal(next.progress.source('access', 'file-1')?.low, 40);
    const { record } = await append(next);
    assert.deepEqual([record.collector, record.number], [next.collector, 1]);
    // And the one after it goes on under that.
    for (const spooled of [...next.waiting]) next.acknowledge(spooled);
    const again = await openSpool(crashed(folder, `${folder}-again`));
    assert.deepEqual([again.collector, again.progress.number(0)], [next.collector, 1]);
    await Promise.all([next.close(), again.close()]);
  });

  it('is not taken when the machine was started again after an end in order', async (t) => {
    const { spool, folder } = await left(t);
    await (await openSpool(folder)).close();
    editCheckpoint(folder, { bootId: 'another' });
    const next = await openSpool(folder);
    assert.deepEqual([next.collector, next.progress.number(0)], [spool.collector, 2]);
    await next.close();
  });

  it('is taken when the shard map is another: lines are read again from where no shard lacks one', async (t) => {
    const { spool, folder } = await left(t);
    const same = await openSpool(folder);
    // The one before it is not acknowledged, so this one does not count yet.
    same.acknowledge(same.waiting[1]);
    await same.checkpoint(false);
    const next = await openSpool(crashed(folder, `${folder}-resharded`), { shardMapVersion: 2 });
    assert.notEqual(next.collector, spool.collector);
    assert.deepEqual(next.waiting, []);
    const known = next.progress.source('access', 'file-1');
    assert.deepEqual([known?.low, known?.covered.size], [10, 0]);
    await Promise.all([same.close(), next.close()]);
  });

  it('is taken when the checkpoint is gone', async (t) => {
    const { spool, folder } = await left(t);
    rmSync(join(folder, 'checkpoint.json'));
    const next = await openSpool(folder);
    assert.notEqual(next.collector, spool.collector);
    assert.equal(next.progress.number(0), 0);
    assert.equal((await waitingIn(next)).length, 3);
    await next.close();
  });

  it('does not come of a checkpoint that can’t be read: that is for a person to look at', async (t) => {
    const { folder } = await left(t);
    writeFileSync(join(folder, 'checkpoint.json'), '{ "collector":');
    await assert.rejects(openSpool(folder), failing('corrupt', /move it away to begin anew/));
    assert.equal(readFileSync(join(folder, 'checkpoint.json'), 'utf8').length, 14);
  });
});
