/** The simulation is worth something only if it finds what is broken. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runSimulation } from './run.ts';
import { SABOTAGES } from './sabotage.ts';

const SEEDS_MAX = 60;

describe('the simulation', () => {
  for (const [name, sabotage] of Object.entries(SABOTAGES)) {
    it(`fails without the ${name}`, async () => {
      const mend = sabotage();
      try {
        for (let seed = 1; seed <= SEEDS_MAX; seed++) {
          const { violations } = await runSimulation(seed);
          if (violations.length > 0) return;
        }
      } finally {
        mend();
      }
      assert.fail(`${SEEDS_MAX} runs without the ${name} found nothing`);
    });
  }
});
