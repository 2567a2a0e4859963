/** A collector that is killed while lines are sent to it by HTTP: what it has answered for is in the streams, once. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { NatsBus } from '#libs/bus/nats/nats-bus.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import type { ClusterProcess } from '../support/cluster-process.ts';
import { collectorProcess } from '../support/collector-process.ts';
import { Killing } from '../support/killing.ts';
import { TestNats } from '../support/nats.ts';
import { requirePart } from '../support/parts.ts';
import { storedPaths } from '../support/stored-events.ts';

const { skip } = await requirePart(() => natsPart());
const SHARDS = 4;
const BATCHES = 120;
const LINES = 20;
const KILL_EVERY_MS = 1500;

describe('a collector that is killed while lines are sent to it', { skip }, () => {
  const clock = new SystemClock();
  const folder = mkdtempSync(join(tmpdir(), 'weir-http-'));
  let nats: TestNats;
  let bus: NatsBus;
  let collector: ClusterProcess;
  let port: number;
  /** Batches that were answered for. */
  let taken = 0;

  before(async () => {
    nats = await TestNats.start();
    bus = await NatsBus.connect({ servers: [nats.server], name: 'test' }, clock);
    port = await freePort();
    const source = {
      name: 'edge',
      type: 'http',
      listen: `127.0.0.1:${port}`,
      format: 'json',
      deduplicate: 10_000,
    };
    collector = collectorProcess({ folder, server: nats.server, shards: SHARDS, sources: [source] });
    collector.start();
  });
  after(async () => {
    await collector.stop();
    await bus.close();
    await nats.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Sends a batch until it is taken. @returns how often it was sent */
  async function send(batch: number): Promise<number> {
    const lines = Array.from({ length: LINES }, (_, i) =>
      JSON.stringify({
        t: clock.now() / 1000,
        ip: `198.${batch}.${i}.7`,
        m: 'GET',
        u: `/${batch}/${i}`,
        s: 200,
        id: `${batch}-${i}`,
      }),
    );
    const body = lines.join('\n');
    for (let times = 1; ; times++) {
      const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body }).catch(
        () => undefined,
      );
      await answer?.text().catch(() => undefined);
      if (answer?.status === 200) {
        taken++;
        return times;
      }
      assert.ok(times < 2000, collector.logTail);
      await clock.sleep(20);
    }
  }

  it('loses nothing of what it has answered for', async () => {
    await send(0);
    const killing = new Killing(collector, KILL_EVERY_MS, () => taken);
    const again: number[] = [];
    for (let batch = 1; batch < BATCHES; batch += 4) {
      const sent = await Promise.all([0, 1, 2, 3].map((i) => send(batch + i)));
      again.push(...sent.flatMap((times, i) => (times > 1 ? [batch + i] : [])));
      await clock.sleep(60);
    }
    const kills = await killing.stop();
    assert.ok(kills > 0);
    let counts = new Map<string, number>();
    for (let wait = 0; wait < 200 && counts.size < (BATCHES + 1) * LINES; wait++) {
      await clock.sleep(100);
      counts = await storedPaths(bus, SHARDS);
    }
    assert.equal(counts.size, (BATCHES + 1) * LINES, 'all are there');
    // Only what got no answer was sent again, and may be there twice.
    for (const [path, count] of counts) {
      const isAgain = again.includes(Number(path.split('/')[1]));
      assert.ok(count === 1 || isAgain, `${path} is there ${count} times`);
    }
  });
});
