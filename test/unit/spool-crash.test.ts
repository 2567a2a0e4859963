/** What is left of a spool when the process or the disk fails at the worst moment. */
import assert from 'node:assert/strict';
import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../support/folder.ts';
import { append, crashed, openSpool, segmentsOf, waitingIn } from '../support/spools.ts';

/** Runs so many at the same time. */
async function each<T>(
  all: readonly T[],
  parallel: number,
  action: (one: T) => Promise<void>,
): Promise<void> {
  const left = [...all];
  const work = async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await action(one);
  };
  await Promise.all(Array.from({ length: parallel }, work));
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('a spool whose process ends at any byte', () => {
  it('has every batch that was written before, whole, and no other', async (t) => {
    const folder = temporaryFolder(t);
    const spool = await openSpool(join(folder, 'spool'));
    const { collector } = spool;
    const ends: number[] = [];
    for (const shard of [0, 1, 0]) {
      const { location } = await append(spool, { shard });
      // From here on the batch may have been sent.
      ends.push(location.offset + location.length);
    }
    const all = await waitingIn(spool);
    await each(upTo((ends.at(-1) ?? 0) + 1), 8, async (length) => {
      const copy = crashed(join(folder, 'spool'), join(folder, `cut-${length}`));
      truncateSync(segmentsOf(copy)[0], length);
      const next = await openSpool(copy);
      const whole = ends.filter((end) => end <= length).length;
      assert.deepEqual(await waitingIn(next), all.slice(0, whole), `${length} bytes`);
      assert.equal(next.collector, collector);
      // The batch that was lost was never sent: its number is free.
      assert.deepEqual(
        [next.progress.number(0), next.progress.number(1)],
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [2, 1],
        ][whole],
      );
      await next.close();
    });
    await spool.close();
  });

  it('has them also after several ends, one after the other', async (t) => {
    const folder = temporaryFolder(t);
    let last = join(folder, '0');
    const expected: string[] = [];
    for (const life of upTo(5)) {
      const spool = await openSpool(last);
      assert.deepEqual(await waitingIn(spool), expected);
      for (const _ of upTo(3)) expected.push(`${spool.collector} 0/${(await append(spool)).record.number}`);
      await append(spool);
      last = crashed(last, join(folder, `${life + 1}`));
      await spool.close();
      // The last one was being written.
      const segment = segmentsOf(last).at(-1)!;
      truncateSync(segment, statSync(segment).size - 1 - 7 * life);
    }
    assert.deepEqual(
      expected.map((text) => text.split('/')[1]),
      upTo(15).map((i) => String(i + 1)),
    );
  });
});

describe('a spool with a damaged byte', () => {
  it('takes a new identity, and keeps what comes before and in later segments', async (t) => {
    const folder = temporaryFolder(t);
    const first = await openSpool(join(folder, 'spool'));
    const { collector } = first;
    const spans = [];
    for (const _ of upTo(3)) spans.push((await append(first)).location);
    const second = await openSpool(crashed(join(folder, 'spool'), join(folder, 'second')));
    await append(second);
    crashed(join(folder, 'second'), join(folder, 'crashed'));
    await Promise.all([first.close(), second.close()]);
    const [from, to] = [spans[1].offset, spans[1].offset + spans[1].length];
    // Of the header every byte, of the rest some.
    const places = upTo(to - from).filter((at) => at < 12 || at % 9 === 0);
    await each(places, 8, async (at) => {
      const copy = crashed(join(folder, 'crashed'), join(folder, `damaged-${at}`));
      const [segment] = segmentsOf(copy);
      const bytes = readFileSync(segment);
      bytes[from + at] ^= 0x11;
      writeFileSync(segment, bytes);
      const next = await openSpool(copy);
      assert.notEqual(next.collector, collector, `byte ${at}`);
      assert.deepEqual(await waitingIn(next), [`${collector} 0/1`, `${collector} 0/4`], `byte ${at}`);
      assert.equal(next.progress.number(0), 0);
      await next.close();
    });
  });
});
