/** A collector as a process of its own, to be killed and started again. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { ClusterProcess } from './cluster-process.ts';

const MAIN = resolve(import.meta.dirname, '../../services/collector/main.ts');

export interface CollectorProcessOptions {
  /** For its configuration, its state and its log. */
  readonly folder: string;
  /** host:port of NATS. */
  readonly server: string;
  readonly shards: number;
  readonly sources: readonly object[];
  /** More of what `collector:` may hold. */
  readonly settings?: object;
}

/** Not started yet. */
export function collectorProcess(options: CollectorProcessOptions): ClusterProcess {
  const { folder, server, shards, sources, settings } = options;
  const config = join(folder, 'collector.yaml');
  const stateDir = join(folder, 'collector-state');
  mkdirSync(stateDir);
  writeFileSync(
    config,
    stringify({
      bus: { servers: [server] },
      cluster: { shards, keyShards: 1, partitions: 1 },
      collector: { stateDir, sources, ...settings },
    }),
  );
  return new ClusterProcess({
    name: 'collector',
    command: process.execPath,
    args: [MAIN, '--config', config],
    logFile: join(folder, 'collector.log'),
  });
}
