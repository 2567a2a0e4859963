import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { eventStream, eventSubject } from '#libs/cluster/names.ts';
import { EvidenceReader } from '#services/decision/planes/evidence.ts';
import { encodeBatch, event } from '../support/batches.ts';
import { contribution, decision, evidence } from '../support/decisions.ts';

describe('the requests behind a decision', () => {
  async function open() {
    const clock = new SimulatedClock();
    const { streams } = new MemoryBus(clock);
    await streams.ensure({
      name: eventStream(3),
      subjects: [eventSubject(3)],
      maxBytes: 2 ** 20,
      replicas: 1,
    });
    const rows = [
      event({ path: '/a' }),
      event({ path: '/.env', query: 'x=1', status: 404, from: '2001:db8::7' }),
    ];
    for (let i = 0; i < 3; i++) await streams.publish(eventSubject(3), encodeBatch(rows));
    const reader = new EvidenceReader(streams, clock);
    const read = (...of: { sequence: number; row: number; shard?: number }[]) => {
      const references = of.map((each) => evidence({ shard: 3, ...each }));
      return reader.of(decision({ contributions: [contribution({ evidence: references })] }));
    };
    return { streams, read };
  }

  it('are read from where they are stored', async () => {
    const { read } = await open();
    const [found, other] = await read({ sequence: 2, row: 1 }, { sequence: 2, row: 0 });
    assert.deepEqual(
      [found.scenario, found.request?.address, found.request?.status, found.request?.texts?.path],
      ['scanner-probing', '2001:db8::7', 404, '/.env'],
    );
    assert.equal(found.request?.texts?.query, 'x=1');
    assert.equal(found.request?.texts?.referer, undefined, 'what is empty is left out');
    assert.equal(other.request?.texts?.path, '/a');
  });

  it('that are not stored any more have their summary only', async () => {
    const { streams, read } = await open();
    await streams.purge(eventStream(3), { before: 3 });
    const found = await read({ sequence: 2, row: 1 }, { sequence: 3, row: 1 }, { sequence: 4, row: 0 });
    assert.deepEqual(
      found.map(({ request }) => request?.texts?.path),
      [undefined, '/.env', undefined],
    );
    assert.equal(found[0].evidence?.summary, 'GET /.env 404');
  });

  it('are none where the row or the stream is not there', async () => {
    const { read } = await open();
    const found = await read({ sequence: 1, row: 9 }, { sequence: 1, row: 0, shard: 4 });
    assert.deepEqual(
      found.map(({ request }) => request),
      [null, null],
    );
  });
});
