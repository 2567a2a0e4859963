/** Lines that somebody sends, who wants to know when they are safe. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '#libs/clock/random.ts';
import { LATENESS_MS } from '#libs/domain/event.ts';
import { PushedLines } from '#services/collector/sources/pushed-lines.ts';
import type { SpoolRecord } from '#services/collector/spool/record.ts';
import type { Spooled } from '#services/collector/spool/spool.ts';
import { START_MS } from '../support/batches.ts';
import { Collecting, type CollectingOptions, memorySpool } from '../support/collecting.ts';
import { failing } from '../support/failures.ts';

function pushing(options: CollectingOptions = {}) {
  const collecting = new Collecting({ shards: 4, ...options });
  const intake = collecting.intake();
  const { clock } = collecting;
  const lines = new PushedLines({ sink: intake, clock, random: seededRandom(1) });
  const add = (address: string, atMs = 0) => {
    const line = Buffer.from(`${address} ${atMs} /`);
    lines.add(line, 0, line.length);
  };
  return { collecting, intake, lines, add };
}

/** Whether it is resolved by now. */
async function isDone(promise: Promise<void>): Promise<boolean> {
  let done = false;
  const end = () => {
    done = true;
  };
  void promise.then(end, end);
  for (let i = 0; i < 10; i++) await Promise.resolve();
  return done;
}

/** A spool in memory whose writes end when they are told to; as of the real one, in their order. */
function slowSpool() {
  const spool = memorySpool();
  const writes: (() => void)[] = [];
  const append = (record: SpoolRecord) =>
    new Promise<Spooled>((resolve) => {
      const spooled = spool.append(record);
      writes.push(() => resolve(spooled));
    });
  return { spool: { ...spool, append } as typeof spool, writes };
}

describe('lines that are sent', () => {
  it('are safe when the batches of all of them are in the spool', async () => {
    const { spool, writes } = slowSpool();
    const { collecting, lines, add } = pushing({ spool });
    const first = lines.keep(async () => {
      for (let i = 1; i <= 20; i++) add(`198.${i}.100.1`);
      await lines.flush();
    });
    await isDone(first);
    assert.ok(writes.length > 1, 'several shards');
    for (const write of writes.splice(0, writes.length - 1)) write();
    assert.equal(await isDone(first), false);
    writes[0]();
    assert.equal(await isDone(first), true);
    assert.equal(await isDone(lines.keep(async () => {})), true, 'nothing is left');
    collecting.batcher.close();
  });

  it('are not while they wait for company', async () => {
    const { collecting, lines, add } = pushing({ shards: 1 });
    add('198.51.100.1');
    await lines.flush();
    const second = lines.keep(async () => {
      add('198.51.100.2');
      await lines.flush();
    });
    assert.deepEqual([await isDone(second), collecting.sent.length], [false, 1]);
    collecting.acknowledge(0);
    await collecting.clock.advance(500);
    assert.deepEqual([await isDone(second), collecting.sent.length], [true, 2]);
    collecting.batcher.close();
  });

  it('are said not to be safe when they were dropped', async () => {
    let drops = false;
    const { collecting, lines, add } = pushing({ shards: 1, drops: () => drops });
    add('198.51.100.1');
    await lines.flush();
    drops = true;
    // While they wait for company, and while they are passed on.
    const late = lines.keep(async () => add('198.51.100.2'));
    await isDone(late);
    collecting.batcher.flushAll();
    await assert.rejects(late, failing('full', /the spool is full/));
    const early = lines.keep(async () => {
      add('198.51.100.3');
      collecting.batcher.flushAll();
    });
    await assert.rejects(early, failing('full', /the spool is full/));
    drops = false;
    await lines.keep(async () => {
      add('198.51.100.4');
      collecting.batcher.flushAll();
    });
    collecting.batcher.close();
  });

  it('wait together for room, and are all handed on when there is some', async () => {
    const { collecting, lines, add } = pushing({ shards: 1 });
    let waits = 0;
    let open = () => {};
    collecting.room = () => {
      waits++;
      return new Promise((resolve) => {
        open = resolve;
      });
    };
    add('198.51.100.1');
    const first = lines.flush();
    add('198.51.100.2');
    const others = [lines.flush(), lines.flush()];
    assert.equal(waits, 1);
    open();
    assert.deepEqual([await isDone(first), await isDone(others[0])], [true, false]);
    assert.equal(waits, 2, 'the second line has been handed on');
    open();
    await Promise.all(others);
    assert.equal(waits, 2);
    lines.end();
    collecting.batcher.close();
  });

  it('let time go on while there are none, and are counted where there was no room', async () => {
    const { collecting, intake, lines, add } = pushing({ shards: 1 });
    add('198.51.100.1');
    lines.overrun(7);
    await lines.flush();
    const { lines: all, overrun, events } = intake.counters;
    assert.deepEqual([all, overrun, events], [1, 7, 1]);
    await collecting.clock.advance(2 * LATENESS_MS);
    intake.idle();
    collecting.acknowledge(0);
    add('198.51.100.2');
    collecting.batcher.flushAll();
    await collecting.batcher.settled();
    const [{ newestMs }] = collecting.sent[1].record.sources;
    assert.ok(newestMs >= START_MS + LATENESS_MS - 1000);
    lines.end();
    collecting.batcher.close();
  });
});
