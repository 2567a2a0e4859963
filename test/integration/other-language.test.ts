/** An analyzer in another language: the contracts of proto/ are all that it needs. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { NatsBus } from '#libs/bus/nats/nats-bus.ts';
import { SystemClock } from '#libs/clock/system.ts';
import {
  clusterBucket,
  DETECTIONS,
  detectionStreamSpec,
  eventStreamSpec,
  eventSubject,
} from '#libs/cluster/names.ts';
import { openShardMap } from '#libs/cluster/shard-map.ts';
import { clusterConfig } from '#libs/config/service-config.ts';
import { FLAG } from '#libs/domain/event.ts';
import { decodeDetection } from '#libs/wire/detection.ts';
import { encodeBatch, event, START_MS } from '../support/batches.ts';
import { TestNats } from '../support/nats.ts';
import { requirePart } from '../support/parts.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Debian's, which has the libraries that its packages bring. */
const PYTHON = '/usr/bin/python3';
const PROTOS = ['weir/v1/event.proto', 'weir/v1/detection.proto'];
const PATIENCE_MS = 20_000;

const { skip } = await requirePart(async () => {
  execFileSync(PYTHON, ['-c', 'import google.protobuf'], { stdio: 'pipe' });
  execFileSync('protoc', ['--version'], { stdio: 'pipe' });
});

const login = (i: number, options: Parameters<typeof event>[0]) =>
  event({ method: 'POST', path: '/login', status: 401, atMs: 1000 * i, ...options });
const ten = (options: Parameters<typeof event>[0]) => Array.from({ length: 10 }, (_, i) => login(i, options));

describe('the analyzer in Python', { skip }, () => {
  it('finds who fails to log in, and nobody else', async () => {
    const nats = await TestNats.start();
    const bus = await NatsBus.connect({ servers: [nats.server], name: 'test' }, new SystemClock());
    const generated = mkdtempSync(join(tmpdir(), 'weir-python-'));
    const end = new AbortController();
    try {
      execFileSync('protoc', ['-I', join(ROOT, 'proto'), `--python_out=${generated}`, ...PROTOS]);
      const config = { servers: [], replicas: 1 };
      const cluster = clusterConfig.parse({ shards: 2 });
      await openShardMap(await bus.keyValues.open(clusterBucket(config)), cluster);
      await bus.streams.ensure(detectionStreamSpec(config));
      for (const shard of [0, 1]) await bus.streams.ensure(eventStreamSpec(shard, cluster, config));
      const batches = [
        [...ten({ from: '2001:db8::1' }), ...ten({ from: '192.0.2.2' }).slice(1)],
        [...ten({ from: '192.0.2.1' }), ...ten({ from: '192.0.2.3', flags: FLAG.refused })],
      ];
      for (const [shard, events] of batches.entries()) {
        await bus.streams.publish(eventSubject(shard), encodeBatch(events, { shard }));
      }
      const child = spawn(PYTHON, [join(ROOT, 'docs/examples/failed_logins.py'), nats.server], {
        env: { ...process.env, PYTHONPATH: generated },
        stdio: ['ignore', 'ignore', 'inherit'],
        timeout: PATIENCE_MS,
      });
      end.signal.addEventListener('abort', () => child.kill());
      child.once('exit', () => end.abort());
      const found: unknown[] = [];
      for await (const { data } of bus.streams.read(DETECTIONS, 1, end.signal)) {
        const { scenario, mode, key, events, openedMs } = decodeDetection(data);
        found.push([scenario, mode, key[0].value, events, openedMs]);
        if (found.length === 2) break;
      }
      const expected = (address: string) => ['failed-logins', 'enforce', address, 10, START_MS + 9000];
      assert.deepEqual(found.sort(), [expected('192.0.2.1'), expected('2001:db8::1')]);
    } finally {
      end.abort();
      await bus.close();
      await nats.stop();
      rmSync(generated, { recursive: true });
    }
  });
});
