import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LATENESS_MS, TEXT_FIELDS } from '#libs/domain/event.ts';
import type { SpanOptions, Tracing } from '#libs/telemetry/tracing.ts';
import { type Batch, decodeBatch } from '#libs/wire/batch.ts';
import { START_MS, words } from '../support/batches.ts';
import { Collecting, type CollectingOptions, Reading } from '../support/collecting.ts';

const PATH = TEXT_FIELDS.indexOf('path');
const pathsOf = (batch: Batch) =>
  Array.from({ length: batch.rows }, (_, row) => batch.texts[PATH].textAt(row));

function open(options: CollectingOptions = {}) {
  const collecting = new Collecting(options);
  const reading = new Reading(collecting.intake());
  /** The batches that were sent since the last time. */
  const sent = async () => {
    await collecting.batcher.settled();
    return collecting.sent.splice(0).map(({ bytes }) => decodeBatch(bytes));
  };
  return { collecting, reading, sent };
}

/** Addresses of two shards out of four, none of them in the same. */
function twoShards(collecting: Collecting): [a: string, b: string, shardA: number, shardB: number] {
  const shardOf = (address: string) => collecting.map.shardOf(words(address), 0);
  const a = '198.51.100.1';
  for (let i = 0; ; i++) {
    const b = `203.0.${i}.1`;
    if (shardOf(b) !== shardOf(a)) return [a, b, shardOf(a), shardOf(b)];
  }
}

const line = (path: string, client = '198.51.100.1', atMs = 0) => `${client} ${atMs} ${path}`;

describe('a batch is cut', () => {
  it('at once when nothing of its shard is on its way', async () => {
    const { reading, sent } = open();
    await reading.read(line('/a'));
    const [batch] = await sent();
    assert.deepEqual(pathsOf(batch), ['/a']);
  });

  it('after the linger when something is, or when that has arrived', async () => {
    const { collecting, reading, sent } = open();
    await reading.read(line('/a'));
    await sent();
    await reading.read(line('/b'));
    await collecting.clock.advance(1);
    await reading.read(line('/c'));
    assert.deepEqual(await sent(), []);
    await collecting.clock.advance(1);
    collecting.batcher.flush();
    assert.deepEqual((await sent()).map(pathsOf), [['/b', '/c']]);
    await reading.read(line('/d'));
    assert.deepEqual(await sent(), []);
    collecting.acknowledge(0);
    assert.deepEqual((await sent()).map(pathsOf), [['/d']]);
  });

  it('at the end of a chunk, not in its middle: lines that come together travel together', async () => {
    const { reading, sent } = open();
    await reading.read(...Array.from({ length: 20 }, (_, i) => line(`/${i}`)));
    assert.deepEqual(
      (await sent()).map(({ rows }) => rows),
      [20],
    );
  });

  it('when it has 500 rows, whatever is on its way', async () => {
    const { collecting, reading, sent } = open();
    collecting.inFlight.set(0, 9);
    await reading.read(...Array.from({ length: 1200 }, () => line('/a')));
    assert.deepEqual(
      (await sent()).map(({ rows }) => rows),
      [500, 500],
    );
  });

  it('when it has 256 KB', async () => {
    const { collecting, reading, sent } = open();
    collecting.inFlight.set(0, 9);
    await reading.read(...Array.from({ length: 200 }, (_, i) => line(`/${i}${'x'.repeat(2000)}`)));
    const batches = await sent();
    assert.deepEqual(
      batches.map(({ rows }) => rows > 120 && rows < 140),
      [true],
    );
    assert.ok(batches.every(({ texts }) => texts[PATH].values > 100));
  });

  it('only after the linger when there have been too many small ones', async () => {
    const { collecting, reading, sent } = open({ messagesPerSecond: 10 });
    for (let i = 0; i < 20; i++) {
      await reading.read(line('/a'));
      collecting.acknowledge(0);
    }
    await sent();
    await collecting.clock.advance(100);
    collecting.batcher.flush();
    await reading.read(line('/b'));
    assert.deepEqual(await sent(), []);
    await collecting.clock.advance(10);
    collecting.batcher.flush();
    assert.deepEqual((await sent()).map(pathsOf), [['/b']]);
  });

  it('when its source ends', async () => {
    const { collecting, reading, sent } = open();
    collecting.inFlight.set(0, 9);
    await reading.read(line('/a'));
    assert.deepEqual(await sent(), []);
    reading.end();
    assert.deepEqual((await sent()).map(pathsOf), [['/a']]);
  });
});

describe('a batch', () => {
  it('is for one shard, numbered there without gaps', async () => {
    const { collecting, reading, sent } = open({ shards: 4 });
    const [a, b, shardA, shardB] = twoShards(collecting);
    await reading.read(line('/a1', a), line('/b1', b), line('/a2', a));
    for (const shard of [shardA, shardB]) collecting.acknowledge(shard);
    await reading.read(line('/a3', a));
    const batches = (await sent()).map((batch) => [batch.shard, batch.number, pathsOf(batch)]);
    assert.deepEqual(
      batches.toSorted((x, y) => Number(x[0]) - Number(y[0])),
      [
        [shardA, 1, ['/a1', '/a2']],
        [shardA, 2, ['/a3']],
        [shardB, 1, ['/b1']],
      ].toSorted((x, y) => Number(x[0]) - Number(y[0])),
    );
  });

  it('tells where its lines stand, and how far each shard and the whole have come', async () => {
    const { collecting, reading } = open({ shards: 4 });
    const [a, b, shardA, shardB] = twoShards(collecting);
    collecting.inFlight.set(shardB, 9);
    const lines = [line('/1', a, 100), line('/2', b, 200), line('/3', a, 300)];
    await reading.read(...lines);
    await collecting.batcher.settled();
    const starts = [0, lines[0].length + 1, lines[0].length + lines[1].length + 2];
    const [{ record, bytes }] = collecting.sent.splice(0);
    const [span] = decodeBatch(bytes).sources;
    assert.deepEqual(
      [span.from, span.to, [...decodeBatch(bytes).position]],
      [starts[0], reading.position, [0, starts[2]]],
    );
    assert.equal(span.watermarkMs, START_MS + 300 - LATENESS_MS);
    // The line of the other shard waits: reading would have to go on there.
    assert.deepEqual(record.sources, [
      { name: 'access', identity: 'file-1', to: reading.position, low: starts[1], newestMs: START_MS + 300 },
    ]);
    collecting.acknowledge(shardB);
    await collecting.batcher.settled();
    const [second] = collecting.sent;
    assert.deepEqual([second.record.shard, second.record.sources[0].low], [shardB, reading.position]);
    assert.equal(shardA === shardB, false);
  });

  it('does not say that the line is taken over for which there was no room', async () => {
    const { collecting, reading } = open();
    collecting.inFlight.set(0, 9);
    await reading.read(...Array.from({ length: 501 }, () => line('/a')));
    await collecting.batcher.settled();
    const last = reading.position - line('/a').length - 1;
    assert.deepEqual(
      collecting.sent.map(({ record: { sources } }) => [sources[0].to, sources[0].low]),
      [[last, last]],
    );
  });

  it('carries the trace on: collect, then publish', async () => {
    const spans: (SpanOptions & { name: string })[] = [];
    const tracing: Tracing = {
      enabled: true,
      span: (name, options = {}) => {
        spans.push({ name, ...options });
        return { traceparent: `${name}-context`, set() {}, end() {}, fail() {} };
      },
      close: async () => {},
    };
    const { reading, sent } = open({ tracing });
    await reading.read(line('/a'));
    const [batch] = await sent();
    assert.equal(batch.traceparent, 'publish-context');
    assert.deepEqual(
      spans.map(({ name, parent, startMs }) => [name, parent, startMs]),
      [
        ['collect', undefined, START_MS],
        ['publish', 'collect-context', START_MS],
      ],
    );
  });
});

describe('a shard without events', () => {
  it('hears after five seconds what time it is in the sources, if there is news', async () => {
    const { collecting, reading, sent } = open({ shards: 2 });
    const tell = async () => {
      collecting.batcher.tellTime();
      const batches = await sent();
      return batches.map(({ shard, rows, sources }) => [
        shard,
        rows,
        sources[0].watermarkMs - START_MS + LATENESS_MS,
      ]);
    };
    await reading.read(line('/a', '198.51.100.1', 1000));
    const [{ shard }] = await sent();
    const other = 1 - shard;
    await collecting.clock.advance(4999);
    assert.deepEqual(await tell(), []);
    await collecting.clock.advance(1);
    assert.deepEqual(await tell(), [[other, 0, 1000]], 'the one with events knows');
    await collecting.clock.advance(10_000);
    assert.deepEqual(await tell(), [], 'nothing new');
    await reading.read(line('/b', '198.51.100.1', 4000));
    collecting.acknowledge(shard);
    await sent();
    assert.deepEqual(await tell(), [[other, 0, 4000]]);
    await collecting.clock.advance(5000);
    assert.deepEqual(await tell(), []);
    reading.end();
    assert.deepEqual(await tell(), []);
  });
});
