/** A spool that can keep no more: the disk is full at any operation, or the limit is reached. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Random, seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import type { WhenFull } from '#services/collector/room.ts';
import { Platter, SimulatedDisk } from '../simulation/disk.ts';
import { START_MS } from '../support/batches.ts';
import { Collecting, Reading } from '../support/collecting.ts';
import { Life, pathsOf, Stored, someFiles } from '../support/lives.ts';
import { append, openSpool, waitingIn } from '../support/spools.ts';

const FOLDER = '/spool';
/** Long enough for a full disk to be tried again now and then. */
const PASS_MS = 700;

/** Lives of a collector on one disk, with room or without. */
class Lives {
  readonly stored = new Stored();
  readonly files: string[][];
  platter = new Platter();
  dropped = 0;
  readonly #random: Random;
  readonly #clock = new SimulatedClock(START_MS);
  readonly #full: { readonly whenFull: WhenFull; readonly limit?: number };

  constructor(seed: number, lines: number, full: { readonly whenFull: WhenFull; readonly limit?: number }) {
    this.#random = seededRandom(seed);
    this.files = someFiles(this.#random, lines);
    this.#full = full;
  }

  /** One life, which ends in the middle of things or at the end of the files. */
  async live(end: 'crash' | 'finish'): Promise<void> {
    const random = this.#random;
    const clock = this.#clock;
    const spool = await openSpool(FOLDER, { disk: new SimulatedDisk(this.platter, clock, random), clock });
    const { stored, files } = this;
    const life = new Life({ spool, stored, files, random, clock, full: this.#full, passMs: PASS_MS });
    await life.resend(stored);
    life.onStep = () => this.#fillOrFree();
    await life.live(Math.floor(60 * random.next()));
    if (end === 'crash') {
      life.crash();
      this.platter = this.platter.copy();
      await life.bury();
    } else {
      life.onStep = () => {};
      this.platter.capacity = Number.POSITIVE_INFINITY;
      await life.finish();
    }
    this.dropped += life.dropped;
  }

  /** Now and then the disk has room for a little more, or for nothing; or for everything again. */
  #fillOrFree(): void {
    const random = this.#random;
    if (random.next() < 0.2) this.platter.capacity = this.platter.used + Math.floor(2500 * random.next());
    else if (random.next() < 0.1) this.platter.capacity = Number.POSITIVE_INFINITY;
  }
}

const seeds = fc.integer();
const counts = fc.integer({ min: 20, max: 120 });

describe('a disk that is full at any operation', () => {
  it('costs no line and doubles none while sources wait, whenever the collector ends', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, counts, async (seed, count) => {
        const lives = new Lives(seed, count, { whenFull: 'wait' });
        for (let life = 0; life < 4; life++) await lives.live('crash');
        await lives.live('finish');
        assert.deepEqual(lives.stored.paths(), pathsOf(lives.files));
        assert.equal(lives.dropped, 0);
      }),
      { numRuns: 40 },
    );
  });

  it('has every line in one batch or counted as dropped', async () => {
    let dropped = 0;
    await fc.assert(
      fc.asyncProperty(seeds, counts, async (seed, count) => {
        const lives = new Lives(seed, count, { whenFull: 'drop-newest', limit: 4000 });
        await lives.live('finish');
        const found = lives.stored.paths();
        assert.equal(new Set(found).size, found.length, 'none is doubled');
        assert.equal(found.length + lives.dropped, pathsOf(lives.files).length);
        dropped += lives.dropped;
      }),
      { numRuns: 40 },
    );
    assert.ok(dropped > 0);
  });

  it('doubles no line, and loses none that was not counted, when the collector ends while lines are dropped', async () => {
    await fc.assert(
      fc.asyncProperty(seeds, counts, async (seed, count) => {
        const lives = new Lives(seed, count, { whenFull: 'drop-newest', limit: 4000 });
        for (let life = 0; life < 4; life++) await lives.live('crash');
        await lives.live('finish');
        const found = lives.stored.paths();
        assert.equal(new Set(found).size, found.length, 'none is doubled');
        // Lines that were dropped while not even a checkpoint could be written are read again, and so counted twice.
        assert.ok(found.length + lives.dropped >= pathsOf(lives.files).length);
      }),
      { numRuns: 40 },
    );
  });
});

/** A spool on a simulated disk, and the disk. */
function simulated() {
  const clock = new SimulatedClock(START_MS);
  const platter = new Platter();
  const open = () => openSpool(FOLDER, { disk: new SimulatedDisk(platter, clock, seededRandom(1)), clock });
  return { clock, platter, open };
}

describe('a spool on a full disk', () => {
  it('deletes what has been sent, even where it has filled the disk itself', async () => {
    const { clock, platter, open } = simulated();
    const spool = await open();
    platter.capacity = 300_000;
    const spooled = [];
    while (!spool.stuck) {
      void append(spool, { size: 10_000 }).then((each) => spooled.push(each));
      await clock.advance(10);
    }
    assert.match(spool.trouble, /^disk full: \/spool can’t be written; free space there/);
    // Others take what little is left.
    platter.capacity = platter.used;
    // What waits in memory is not in the spool.
    assert.equal(spool.waiting.length, spooled.length);
    const before = spooled.length;
    for (const each of [...spool.waiting]) spool.acknowledge(each);
    await clock.advance(2000);
    assert.equal(spooled.length, before + 1);
    assert.deepEqual([spool.stuck, spool.trouble], [false, '']);
    assert.ok(platter.used < 150_000, `${platter.used} bytes`);
    await spool.close();
  });

  it('opens, and sends what an earlier process has left', async () => {
    const { clock, platter, open } = simulated();
    const first = await open();
    await append(first, { size: 1000 });
    await first.close();
    platter.capacity = platter.used;
    const second = await open();
    assert.match(second.trouble, /^disk full/);
    assert.deepEqual(await waitingIn(second), [`${first.collector} 0/1`]);
    let written = false;
    void append(second, { size: 1000 }).then(() => {
      written = true;
    });
    await clock.advance(5000);
    assert.equal(written, false);
    platter.capacity = Number.POSITIVE_INFINITY;
    await clock.advance(500);
    assert.ok(written);
    await second.checkpointIfChanged();
    assert.equal(second.trouble, '');
    await second.close();
  });

  it('closes without what could not be written, which has no number then', async () => {
    const { clock, platter, open } = simulated();
    const first = await open();
    await append(first);
    platter.capacity = platter.used + 20;
    void append(first, { size: 1000 });
    await clock.advance(100);
    await first.close();
    platter.capacity = Number.POSITIVE_INFINITY;
    const second = await open();
    assert.deepEqual(await waitingIn(second), [`${first.collector} 0/1`]);
    assert.equal((await append(second)).record.number, 2);
    await second.close();
  });
});

describe('lines that were dropped', () => {
  const line = (path: string) => `198.51.100.1 0 /${path}`;

  /** One life, in which `first` is spooled and not acknowledged, and `second` is dropped. */
  async function dropping(folder: ReturnType<typeof simulated>) {
    const spool = await folder.open();
    let drops = false;
    const collecting = new Collecting({ clock: folder.clock, spool, drops: () => drops });
    const intake = collecting.intake();
    const reading = new Reading(intake);
    await reading.read(line('first'));
    await collecting.batcher.settled();
    drops = true;
    collecting.acknowledge(0);
    await reading.read(line('second'));
    assert.equal(collecting.batcher.dropped.count, 1);
    return { spool, intake, reading };
  }

  it('are not read again, neither by this process nor, once that is written down, by the next', async () => {
    const folder = simulated();
    const { spool, intake, reading } = await dropping(folder);
    assert.deepEqual(intake.known, [{ identity: 'file-1', position: reading.position }]);
    await spool.checkpointIfChanged();
    const next = await folder.open();
    const { low } = next.progress.source('access', 'file-1')!;
    assert.equal(low, reading.position);
    assert.deepEqual([next.collector, next.progress.number(0)], [spool.collector, 1]);
  });

  it('are read again together with what was spooled before, where that may have been lost', async () => {
    const folder = simulated();
    const { spool } = await dropping(folder);
    await spool.checkpointIfChanged();
    folder.platter.powerCut(seededRandom(1));
    const next = await folder.open();
    const before = next.waiting.length === 0 ? 0 : line('first').length + 1;
    assert.equal(next.progress.source('access', 'file-1')?.low ?? 0, before);
  });
});
