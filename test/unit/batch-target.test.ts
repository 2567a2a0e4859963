/** What exec and webhook hand over, and when. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { failureOf, WeirError } from '#libs/errors/weir-error.ts';
import { BatchTarget } from '#services/enforcer/targets/batch-target.ts';
import { linesOf } from '../support/receiver.ts';
import { put, remove, ruleOn } from '../support/rule.ts';

const HOUR_MS = 3_600_000;

function start(size = 100) {
  const clock = new SimulatedClock();
  const batches: string[] = [];
  const way = { broken: false };
  const target = new BatchTarget({
    name: 'test',
    clock,
    size,
    deliver: async (batch) => {
      if (way.broken) throw new WeirError('unavailable', 'nobody there');
      batches.push(batch);
    },
  });
  const rule = (value: string, forMs = HOUR_MS) => ruleOn(value, { untilMs: clock.now() + forMs });
  /** What was handed over since it was last asked, in short. */
  const handed = () =>
    batches.splice(0).map((batch) =>
      linesOf(batch).flatMap((line) => {
        if (line.action === 'end') return [];
        return [line.action === 'reset' ? 'reset' : `${line.action} ${line.value}`];
      }),
    );
  return { clock, target, batches, way, rule, handed };
}

describe('a target that is handed batches', () => {
  it('is told all of a rule, and what a removal is about', async () => {
    const { clock, target, batches } = start();
    const agent = ruleOn('curl "x"\n\u0007', {
      key: 'k',
      scope: 'agent',
      remediation: 'challenge',
      untilMs: clock.now() + 1,
      decisionId: 'abc',
    });
    await target.reset([{ ...agent, untilMs: Number.POSITIVE_INFINITY }]);
    await target.apply([remove(agent)]);
    const about = { key: 'k', scope: 'agent', value: 'curl "x"\n\u0007', remediation: 'challenge' };
    assert.deepEqual(batches.map(linesOf), [
      [
        { action: 'reset' },
        { action: 'put', ...about, statusCode: 403, decisionId: 'abc', untilMs: 8.64e15 },
        { action: 'end', lines: 2 },
      ],
      [
        { action: 'remove', ...about },
        { action: 'end', lines: 1 },
      ],
    ]);
    await target.close();
  });

  it('is handed changes in order, one batch for each call, and nothing when there is nothing', async () => {
    const { target, rule, handed } = start();
    await target.reset([]);
    const [a, b] = [rule('198.51.100.1'), rule('198.51.100.2')];
    await Promise.all([target.apply([put(a), put(b), remove(a)]), target.apply([]), target.apply([put(a)])]);
    assert.deepEqual(handed(), [
      ['reset'],
      ['put 198.51.100.1', 'put 198.51.100.2', 'remove 198.51.100.1'],
      ['put 198.51.100.1'],
    ]);
    assert.equal(target.status().held, 2);
  });

  it('what was not taken did not happen, and is an alarm until something is', async () => {
    const { target, rule, way } = start();
    await assert.rejects(target.apply([put(rule('198.51.100.1'))]), (error) => failureOf(error) === 'bug');
    await target.reset([rule('198.51.100.1')]);
    way.broken = true;
    await assert.rejects(
      target.apply([put(rule('198.51.100.2'))]),
      (error) => failureOf(error) === 'unavailable',
    );
    await assert.rejects(target.reset([]), (error) => failureOf(error) === 'unavailable');
    assert.deepEqual(target.status(), { held: 1, instances: 1, alarm: 'nobody there' });
    way.broken = false;
    await target.apply([put(rule('198.51.100.2'))]);
    assert.deepEqual(target.status(), { held: 2, instances: 1, alarm: '' });
  });

  it('what is over is handed over as removed, again if need be, and only once', async () => {
    const { clock, target, rule, way, handed } = start();
    await target.reset([rule('198.51.100.1', 2500), rule('198.51.100.2'), rule('198.51.100.3', 0)]);
    assert.deepEqual(handed(), [['reset', 'put 198.51.100.1', 'put 198.51.100.2', 'remove 198.51.100.3']]);
    await clock.advance(2000);
    assert.deepEqual(handed(), []);
    way.broken = true;
    await clock.advance(2000);
    assert.equal(target.status().alarm, 'nobody there');
    way.broken = false;
    await clock.advance(3000);
    assert.deepEqual(handed(), [['remove 198.51.100.1']]);
    assert.deepEqual(target.status(), { held: 1, instances: 1, alarm: '' });
  });

  it('is given no more rules than it may hold', async () => {
    const { target, rule, handed } = start(2);
    const rules = [1, 2, 3].map((i) => rule(`198.51.100.${i}`));
    assert.equal((await target.reset(rules)).instances, 0);
    assert.equal(target.status().alarm, 'too many rules, 1 not handed over');
    assert.equal((await target.apply([put(rules[1])])).instances, 1);
    assert.equal((await target.apply([remove(rules[0])])).instances, 1);
    assert.equal((await target.apply([put(rules[2])])).instances, 1);
    assert.deepEqual(handed(), [
      ['reset', 'put 198.51.100.1', 'put 198.51.100.2'],
      ['put 198.51.100.2'],
      ['remove 198.51.100.1'],
      ['put 198.51.100.3'],
    ]);
  });
});
