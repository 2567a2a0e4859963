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
import { recordingLog } from '../support/log.ts';
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
