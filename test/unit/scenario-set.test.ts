import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FLAG } from '#libs/domain/event.ts';
import { inList } from '#libs/match/condition.ts';
import { type Lists, readPrefixList, readTextList } from '#libs/match/list.ts';
import type { Matched } from '#libs/scenario/scenario-matcher.ts';
import { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import { batchOf, event } from '../support/batches.ts';
import { failing } from '../support/failures.ts';
import { scenario } from '../support/scenarios.ts';

const listed = scenario({ name: 'listed', when: inList('client.ip', 'bad') });
const listsOf = (content: string): Lists => new Map([['bad', readPrefixList('bad.txt', content)]]);

function rowsOf(matched: Matched | undefined): number[] {
  const rows: number[] = [];
  for (let at = matched?.next(0) ?? -1; at >= 0; at = matched?.next(at + 1) ?? -1) rows.push(at);
  return rows;
}

describe('a scenario set', () => {
  it('is another one when a list changes, and its scenarios are the same', () => {
    const [some, others] = ['192.0.2.1', '192.0.2.2'].map(
      (content) => new ScenarioSet([listed], listsOf(content)),
    );
    assert.notEqual(some.version, others.version);
    assert.equal(some.version, new ScenarioSet([listed], listsOf('192.0.2.1')).version);
    assert.equal(some.all[0].version, others.all[0].version);
  });

  it('looks into its lists', () => {
    const events = Array.from({ length: 300 }, (_, i) => event({ from: `192.0.2.${i % 256}` }));
    const { matcher } = new ScenarioSet([listed], listsOf('192.0.2.64/27')).of('range');
    const [matched] = matcher.match(batchOf(events));
    assert.deepEqual(
      rowsOf(matched),
      Array.from({ length: 32 }, (_, i) => 64 + i),
    );
    assert.equal(matched?.has(64), true);
    assert.equal(matched?.has(63), false);
  });

  it('is none without the lists that it needs', () => {
    assert.throws(() => new ScenarioSet([listed]), failing('invalid', /there is no list bad/));
    const texts: Lists = new Map([['bad', readTextList('bad.txt', 'a')]]);
    assert.throws(() => new ScenarioSet([listed], texts), failing('invalid', /bad is a list of texts/));
  });

  it('leaves out what was refused, is late, is of a proxy, or is of another source', () => {
    const flags = [0, FLAG.refused, FLAG.late, FLAG.waf, FLAG.notHttp, FLAG.waf | FLAG.late, FLAG.proxy];
    const events = flags.map((each) => event({ path: '/bad', flags: each }));
    const sources = [scenario({ name: 'http' }), scenario({ name: 'waf', source: 'waf' })];
    const found = new ScenarioSet(sources).of('range').matcher.match(batchOf(events));
    assert.deepEqual(found.map(rowsOf), [[0, 4], [3]]);
  });
});
