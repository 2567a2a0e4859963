/** Lines from files to batches over restarts: each is in exactly one batch, whenever the collector ends. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { START_MS } from '../support/batches.ts';
import { temporaryFolder } from '../support/folder.ts';
import { Life, pathsOf, Stored, someFiles } from '../support/lives.ts';
import { crashed, openSpool } from '../support/spools.ts';

describe('every line of every file', () => {
  it('is in exactly one batch, whenever the collector ends and begins again', async (t) => {
    const folder = temporaryFolder(t);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 20, max: 120 }), async (seed, count) => {
        const random = seededRandom(seed);
        const clock = new SimulatedClock(START_MS);
        const files = someFiles(random, count);
        const stored = new Stored();
        run++;
        let spoolFolder = join(folder, `${run}-0`);
        const begin = async () => {
          const spool = await openSpool(spoolFolder, { clock });
          const life = new Life({ spool, stored, files, random, clock });
          await life.resend(stored);
          return life;
        };
        for (let number = 1; number <= 4; number++) {
          const life = await begin();
          await life.live(Math.floor(25 * random.next()));
          life.crash();
          spoolFolder = crashed(spoolFolder, join(folder, `${run}-${number}`));
          await life.bury();
        }
        await (await begin()).finish();
        assert.deepEqual(stored.paths(), pathsOf(files));
      }),
      { numRuns: 15 },
    );
  });
});
