/** What is read again and again. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { Renewed } from '#libs/config/renewed.ts';

function renewed(t: TestContext, read: () => string) {
  const clock = new SimulatedClock(0);
  const what = new Renewed({ read, everyMs: 1000, meanwhile: 'the former holds', clock });
  t.after(() => what.end());
  return { what, clock };
}

describe('what is read from files', () => {
  it('is as the files are', async (t) => {
    let text = 'first';
    const { what, clock } = renewed(t, () => text);
    text = 'second';
    assert.equal(what.value, 'first');
    await clock.advance(1000);
    assert.equal(what.value, 'second');
  });

  it('stays as it was while they can’t be read, with an alarm that ends', async (t) => {
    let text = 'first';
    const { what, clock } = renewed(t, () => {
      if (text === '') throw new Error('it is empty');
      return text;
    });
    text = '';
    await clock.advance(1000);
    assert.deepEqual([what.value, what.alarms], ['first', ['it is empty; the former holds']]);
    text = 'second';
    await clock.advance(1000);
    assert.deepEqual([what.value, what.alarms], ['second', []]);
  });

  it('is not begun with what can’t be read', () => {
    const clock = new SimulatedClock(0);
    const read = (): string => {
      throw new Error('it is empty');
    };
    assert.throws(() => new Renewed({ read, everyMs: 1000, meanwhile: '', clock }), /it is empty/);
  });

  it('is read no more after its end', async (t) => {
    let count = 0;
    const { what, clock } = renewed(t, () => String(++count));
    what.end();
    await clock.advance(5000);
    assert.equal(what.value, '1');
  });
});
