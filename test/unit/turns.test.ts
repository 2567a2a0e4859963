/** What actors of a process may do between two turns of its event loop. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Turns } from '#libs/actor/turns.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';

describe('turns', () => {
  it('go on as long as all actors together have not used one up', () => {
    const turns = new Turns(new SimulatedClock());
    assert.equal(turns.spend(2), undefined);
    assert.equal(turns.spend(2), undefined);
  });

  it('end for all actors at once, and begin anew for all', async () => {
    const clock = new SimulatedClock();
    const turns = new Turns(clock);
    turns.spend(4);
    const one = turns.spend(4);
    const other = turns.spend(0);
    assert.ok(one && one === other);
    await Promise.all([one, clock.advance(0)]);
    assert.equal(turns.spend(4), undefined);
  });
});
