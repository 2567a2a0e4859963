/** A collector that is killed, and a bus that is away, while events are pushed: each of them is in the streams once. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { NatsBus } from '#libs/bus/nats/nats-bus.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import type { ClusterProcess } from '../support/cluster-process.ts';
import { collectorProcess } from '../support/collector-process.ts';
import { IngestClient, type PushedEvent } from '../support/ingest-client.ts';
import { Killing } from '../support/killing.ts';
import { TestNats } from '../support/nats.ts';
import { requirePart } from '../support/parts.ts';
import { storedPaths } from '../support/stored-events.ts';
import { until } from '../support/until.ts';

const { skip } = await requirePart(() => natsPart());
const SHARDS = 4;
const SENDERS = ['web-1', 'web-2', 'web-3', 'web-4'];
const EVENTS = 20_000;
const ROWS = 50;
const KILL_EVERY_MS = 1200;
const MB = 1024 ** 2;

const all = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('a collector that events are pushed to', { skip }, () => {
  const clock = new SystemClock();
  let folder: string;
  let nats: TestNats;
  let bus: NatsBus;
  let collector: ClusterProcess;
  let clients: IngestClient[];

  /** @param limits of the collector */
  async function begin(limits: object, whenFull = 'wait'): Promise<void> {
    nats = await TestNats.start();
    bus = await NatsBus.connect({ servers: [nats.server], name: 'test' }, clock);
    const port = await freePort();
    const sources = [{ name: 'edges', type: 'grpc', listen: `127.0.0.1:${port}` }];
    const settings = { limits, whenFull };
    collector = collectorProcess({ folder, server: nats.server, shards: SHARDS, sources, settings });
    collector.start();
    clients = SENDERS.map((name) => new IngestClient(name, { port }));
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'weir-grpc-'));
  });
  afterEach(async () => {
    for (const client of clients) client.close();
    await collector.stop();
    await bus.close();
    await nats.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const event = (i: number, query = ''): PushedEvent => ({
    timeMs: clock.now(),
    address: `198.${i % 200}.${(i >> 3) % 250}.7`,
    texts: { path: `/${i}`, query },
  });
  const areAcknowledged = () => clients.every(({ waiting }) => waiting === 0);

  /** Asserts that each of so many is there, once. */
  async function assertStored(events: number): Promise<void> {
    let counts = new Map<string, number>();
    for (let wait = 0; wait < 200 && counts.size < events; wait++) {
      await clock.sleep(100);
      counts = await storedPaths(bus, SHARDS);
    }
    assert.equal(counts.size, events, 'all are there');
    const again = [...counts].filter(([, count]) => count > 1);
    assert.deepEqual(again, [], 'none is there twice');
  }

  it('has each of them once, whenever it is killed and streams break off', async () => {
    await begin({});
    const killing = new Killing(collector, KILL_EVERY_MS);
    for (let i = 0; i < EVENTS; i += ROWS) {
      const at = (i / ROWS) % SENDERS.length;
      clients[at].push(all(ROWS).map((row) => event(i + row)));
      if (i % 2000 === 0) clients[at].breakOff();
      await clock.sleep(25);
    }
    const kills = await killing.stop();
    await until(areAcknowledged, `all to be acknowledged: ${collector.logTail}`, 60_000);
    assert.ok(kills >= 3, `${kills} kills`);
    await assertStored(EVENTS);
  });

  for (const whenFull of ['wait', 'drop-newest'])
    it(`lets senders wait while the bus is away, and loses nothing of theirs: ${whenFull}`, () =>
      waiting(whenFull));

  async function waiting(whenFull: string): Promise<void> {
    await begin({ spool: '1MB' }, whenFull);
    clients[0].push([event(0)]);
    await until(areAcknowledged, `the first to be acknowledged: ${collector.logTail}`, 30_000);
    await nats.kill();
    const rss = () => {
      const status = readFileSync(`/proc/${collector.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
    };
    let pushed = 1;
    const push = (batches: number) => {
      for (let batch = 0; batch < batches; batch++, pushed += 10) {
        // Only the beginning of a text is stored, so what is sent is ten times as much.
        const rows = all(10).map((row) => event(pushed + row, `${row}${'x'.repeat(24_000)}`));
        clients[batch % SENDERS.length].push(rows);
      }
    };
    const acknowledged = () => clients.reduce((sum, client) => sum + client.acknowledged, 0);
    push(200);
    let told = -1;
    while (acknowledged() !== told) {
      told = acknowledged();
      await clock.sleep(1500);
    }
    assert.ok(told > 0 && told < 150, `${told} of 200 acknowledged`);
    const before = rss();
    push(400);
    await clock.sleep(2000);
    assert.equal(acknowledged(), told);
    assert.ok(rss() - before < 20 * MB, `${Math.round((rss() - before) / MB)} MB more`);
    await nats.restart();
    await until(areAcknowledged, `all to be acknowledged: ${collector.logTail}`, 60_000);
    await assertStored(pushed);
  }
});
