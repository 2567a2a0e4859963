/** From a log at the edge through a relay that is killed and a collector into the streams: each line once. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { NatsBus } from '#libs/bus/nats/nats-bus.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import { collectorProcess } from '../support/collector-process.ts';
import { temporaryFolder } from '../support/folder.ts';
import { TestNats } from '../support/nats.ts';
import { until } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { Relaying } from '../support/relaying.ts';
import { storedPaths } from '../support/stored-events.ts';

const { skip } = await requirePart(() => natsPart());
const SHARDS = 4;
const LINES = 200;
const ROUNDS = 60;
const KILL_EVERY = 15;

describe('a relay before a collector', { skip }, () => {
  it('has each line stored once, however often it is killed', async (t) => {
    const clock = new SystemClock();
    const folder = temporaryFolder(t);
    const nats = await TestNats.start();
    t.after(() => nats.stop());
    const bus = await NatsBus.connect({ servers: [nats.server], name: 'test' }, clock);
    t.after(() => bus.close());
    const port = await freePort();
    const source = { name: 'edges', type: 'http', listen: `127.0.0.1:${port}`, format: 'json' };
    const collector = collectorProcess({ folder, server: nats.server, shards: SHARDS, sources: [source] });
    collector.start();
    t.after(() => collector.stop());
    const edge = join(folder, 'edge');
    mkdirSync(edge);
    const log = join(edge, 'access.log');
    appendFileSync(log, '');
    const relay = await Relaying.start(edge, {
      sources: [{ name: 'access', type: 'file', path: log }],
      destinations: [
        { name: 'weir', type: 'http', url: `http://127.0.0.1:${port}/`, batch: '4KB', linger: '10ms' },
      ],
    });
    t.after(() => relay.stop());
    for (let round = 0; round < ROUNDS; round++) {
      const lines = Array.from({ length: LINES }, (_, i) =>
        JSON.stringify({
          t: clock.now() / 1000,
          ip: `198.51.${round}.${i}`,
          m: 'GET',
          u: `/${round}/${i}`,
          s: 200,
        }),
      );
      appendFileSync(log, `${lines.join('\n')}\n`);
      await clock.sleep(20);
      if (round % KILL_EVERY === KILL_EVERY - 1) {
        await relay.kill();
        await relay.restart();
      }
    }
    let counts = new Map<string, number>();
    await until(
      async () => {
        counts = await storedPaths(bus, SHARDS);
        return counts.size === ROUNDS * LINES;
      },
      'all lines',
      30_000,
    );
    const doubled = [...counts].filter(([, count]) => count > 1);
    assert.deepEqual(doubled, []);
  });
});
