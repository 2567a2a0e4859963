/**
 * A cluster of real processes that is given other numbers of shards under load: `weir shards resize` to 8, then to 3.
 * Services go on without a restart, and as many events are counted as lines were written.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { targetOwner } from '#libs/cluster/rendezvous.ts';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { Cluster } from '../support/cluster.ts';
import { type ClusterSize, names } from '../support/cluster-files.ts';
import { startLoads } from '../support/cluster-load.ts';
import { requirePart } from '../support/parts.ts';

const { skip } = await requirePart(natsPart);

const ROOT = resolve(import.meta.dirname, '../..');
const SIZE: ClusterSize = {
  nats: 1,
  collectors: 2,
  analyzers: 2,
  decisions: 1,
  enforcers: 1,
  shards: 4,
  keyShards: 2,
  ttl: '1s',
};
const RATE = 2000;
const ATTACK_EVERY_MS = 100;
const PAUSE_MS = 3000;
const COMMAND_MAX_MS = 60_000;

/** Runs the command as an operator does. */
async function weir(...args: readonly string[]): Promise<string> {
  const main = join(ROOT, 'services/cli/main.ts');
  const options = { timeout: COMMAND_MAX_MS };
  return (await promisify(execFile)(process.execPath, [main, ...args], options)).stdout;
}

/** Resolves when every shard of the new map has the owner that it should have. */
function owned(cluster: Cluster, shards: number): Promise<void> {
  const analyzers = names('analyzer', SIZE.analyzers);
  return cluster.until(`${shards} shards to have owners`, async () => {
    const owners = cluster.view.owners();
    return (
      owners.size === shards &&
      [...owners].every(([shard, { owner }]) => shard < shards && owner === targetOwner(shard, analyzers))
    );
  });
}

describe('a cluster under load', { skip }, () => {
  test('is resized from 4 shards to 8 and to 3, and counts every line once', async () => {
    await Cluster.with(SIZE, async (cluster) => {
      const { plan, view, clock } = cluster;
      const loads = startLoads(cluster, { rate: RATE, attackEveryMs: ATTACK_EVERY_MS, withKeys: true });
      await clock.sleep(PAUSE_MS);
      for (const [i, shards] of [8, 3].entries()) {
        const shown = await weir('shards', 'resize', String(shards), '--config', plan.configs['analyzer-1']);
        assert.match(shown, /^spool: .*\n(.*\n)*drain: .* range shards\n(.*\n)*drain: .* key shards\n/);
        assert.match(
          shown,
          new RegExp(`done: shard map ${i + 2} has ${shards} range shards and 2 key shards\n$`),
        );
        await owned(cluster, shards + SIZE.keyShards);
        const status = await weir('--address', plan.planes.join(','), 'status');
        assert.match(status, new RegExp(`shard map version ${i + 2}\n`));
        await clock.sleep(PAUSE_MS);
      }
      for (const load of loads) await load.stop();
      const lines = loads.reduce((sum, load) => sum + load.lines, 0);
      await cluster.until('all lines to be counted', async () => view.total('weir_analyzer_events') >= lines);
      await clock.sleep(PAUSE_MS);
      assert.equal(view.total('weir_analyzer_events'), lines);
      assert.equal(view.total('weir_analyzer_foreign'), 0);
      assert.equal([...view.owners().values()].length, 3 + SIZE.keyShards);
    });
  });
});
