/** Who changed what. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AuditLog } from '#libs/audit/audit-log.ts';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { AUDIT, AUDIT_SUBJECT, redactedAuditStreamSpec } from '#libs/cluster/names.ts';
import type { BusConfig } from '#libs/config/service-config.ts';
import { START_MS } from '../support/batches.ts';

async function open(maxBytes = 2 ** 26) {
  const clock = new SimulatedClock(START_MS);
  const { streams } = new MemoryBus(clock);
  await streams.ensure({
    name: AUDIT,
    subjects: [AUDIT_SUBJECT],
    maxBytes,
    replicas: 1,
    whenFull: 'drop-oldest',
  });
  await streams.ensure(redactedAuditStreamSpec({ replicas: 1 } as BusConfig));
  const log = new AuditLog(streams, clock);
  const fill = async (count: number) => {
    for (let i = 1; i <= count; i++) {
      await log.record('add', { author: `a${i}` });
      await clock.advance(1);
    }
  };
  const authors = async (limit: number, ends = '') => {
    const { records, searchedToMs } = await log.search(
      ({ author }) => author?.endsWith(ends) ?? false,
      limit,
    );
    return { authors: records.map(({ author }) => author), searchedToMs };
  };
  return { log, fill, authors, clock };
}

describe('the audit', () => {
  it('tells the newest first, with the time', async () => {
    const { log, fill } = await open();
    await fill(3);
    const { records } = await log.search(() => true, 10);
    assert.deepEqual(
      records.map(({ author, action, timeMs }) => [author, action, timeMs]),
      [
        ['a3', 'add', START_MS + 2],
        ['a2', 'add', START_MS + 1],
        ['a1', 'add', START_MS],
      ],
    );
  });

  it('has nothing to tell at first', async () => {
    const { authors } = await open();
    assert.deepEqual(await authors(10), { authors: [], searchedToMs: 0 });
  });

  it('tells so many at most, and how far back it looked', async () => {
    const { fill, authors } = await open();
    await fill(1000);
    assert.deepEqual(await authors(2), { authors: ['a1000', 'a999'], searchedToMs: START_MS + 998 });
    await fill(1);
    assert.equal((await authors(1001)).searchedToMs, 0);
    const tens = await authors(50, '00');
    assert.deepEqual(tens.authors, [
      'a1000',
      'a900',
      'a800',
      'a700',
      'a600',
      'a500',
      'a400',
      'a300',
      'a200',
      'a100',
    ]);
    assert.equal(tens.searchedToMs, 0);
    assert.deepEqual((await authors(1, 'a1')).authors, ['a1']);
  });

  it('loses its oldest records when it is full', async () => {
    const { log, fill } = await open(2000);
    await fill(200);
    const { records, searchedToMs } = await log.search(() => true, 1000);
    assert.equal(records[0].author, 'a200');
    assert.ok(records.length > 20 && records.length < 200);
    assert.equal(searchedToMs, 0);
  });
});
