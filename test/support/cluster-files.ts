/** The configuration files of a test's cluster: one for each process. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { firstTokenFile } from '#libs/rpc/tokens.ts';
import type { NatsPart } from '#services/standalone/parts/nats.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import type { ClusterProcessOptions } from './cluster-process.ts';

const ROOT = resolve(import.meta.dirname, '../..');

export interface ClusterSize {
  /** One server, or three with three copies of every stream. */
  readonly nats: 1 | 3;
  readonly collectors: number;
  readonly analyzers: number;
  readonly decisions: number;
  readonly enforcers: number;
  /** Range shards, and shards of keys that are no address. */
  readonly shards: number;
  readonly keyShards: number;
  /** Of the analyzers' membership. */
  readonly ttl: string;
  /** Folder of scenarios besides the built-in ones. */
  readonly scenarios?: string;
  /** How often analyzers tell their status, with which pauses are measured. To tell it costs them time. */
  readonly analyzersAnnounce?: string;
}

export type ServiceKind = 'collector' | 'analyzer' | 'decision' | 'enforcer';

export interface ClusterPlan {
  readonly servers: readonly string[];
  /** `host:port` of each decision service. */
  readonly planes: readonly string[];
  /** Configuration file of each service, by its name. */
  readonly configs: Readonly<Record<string, string>>;
  /** What each collector reads. */
  readonly logs: readonly string[];
  /** In the order in which they are to be started. */
  readonly processes: readonly ClusterProcessOptions[];
}

const ANALYZERS_ANNOUNCE = '50ms';
const ANNOUNCE = '100ms';

/** Writes all files into `folder`. */
export async function planCluster(folder: string, size: ClusterSize, nats: NatsPart): Promise<ClusterPlan> {
  const ports = await Promise.all(Array.from({ length: size.nats }, () => freePort()));
  const routes = await Promise.all(Array.from({ length: size.nats }, () => freePort()));
  const planePorts = await Promise.all(Array.from({ length: size.decisions }, () => freePort()));
  const folderOf = (name: string) => {
    const own = join(folder, name);
    mkdirSync(own, { recursive: true });
    return own;
  };
  const logFile = (name: string) => join(folderOf(name), 'log');
  const servers = ports.map((port) => `127.0.0.1:${port}`);
  const planes = planePorts.map((port) => `127.0.0.1:${port}`);
  const logs = names('collector', size.collectors).map((name) => join(folderOf(name), 'access.log'));
  const tokenFiles = names('decision', size.decisions).map((name) =>
    firstTokenFile(join(folderOf(name), 'tokens'), 'enforcer'),
  );
  const natsProcesses = names('nats', size.nats).map((name, i) => {
    const config = join(folderOf(name), 'nats.conf');
    writeFileSync(config, natsConfig(name, folderOf(name), ports[i], routes[i], routes, nats.version));
    return { name, command: nats.binary, args: ['-c', config], logFile: logFile(name) };
  });
  const own: Readonly<Record<ServiceKind, (name: string, index: number) => object>> = {
    collector: (name, i) => ({
      stateDir: folderOf(name),
      sources: [{ name, type: 'file', path: logs[i], format: 'json' }],
    }),
    analyzer: () => ({ ttl: size.ttl }),
    // Attackers are a large part of these clients, and all have to be banned.
    decision: (name, i) => ({ listen: planes[i], stateDir: folderOf(name), guard: { mode: 'off' } }),
    enforcer: (_, i) => ({
      decision: planes,
      tokenFile: tokenFiles[i % tokenFiles.length],
      target: { type: 'dry-run' },
    }),
  };
  const configs: Record<string, string> = {};
  const services = (kind: ServiceKind, count: number) =>
    names(kind, count).map((name, i): ClusterProcessOptions => {
      const config = join(folderOf(name), 'weir.yaml');
      const announce = kind === 'analyzer' ? (size.analyzersAnnounce ?? ANALYZERS_ANNOUNCE) : ANNOUNCE;
      const file = {
        bus: { servers, replicas: size.nats },
        cluster: { shards: size.shards, keyShards: size.keyShards },
        telemetry: { announce },
        ...(size.scenarios !== undefined && { scenarios: size.scenarios }),
        [kind]: { instance: name, ...own[kind](name, i) },
      };
      writeFileSync(config, stringify(file));
      configs[name] = config;
      const args = [join(ROOT, `services/${kind}/main.ts`), '--config', config];
      return { name, command: process.execPath, args, logFile: logFile(name) };
    });
  for (const log of logs) writeFileSync(log, '');
  const processes = [
    ...natsProcesses,
    ...services('decision', size.decisions),
    ...services('analyzer', size.analyzers),
    ...services('enforcer', size.enforcers),
    ...services('collector', size.collectors),
  ];
  return { servers, planes, configs, logs, processes };
}

export function names(kind: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${kind}-${i + 1}`);
}

/** Of one nats-server; several `routes` make a cluster of them. */
export function natsConfig(
  name: string,
  folder: string,
  port: number,
  route: number,
  routes: readonly number[],
  version: string,
): string {
  const clustered = routes.length > 1;
  // As in production; servers before 2.10 do not know the setting.
  const sync = clustered && !/^2\.[0-9]\./.test(version) ? ', sync_interval: always' : '';
  const urls = routes.map((each) => `"nats://127.0.0.1:${each}"`).join(', ');
  return `listen: "127.0.0.1:${port}"
server_name: "${name}"
max_payload: 1MB
jetstream { store_dir: "${folder}/data", max_file_store: 16GB${sync} }
${clustered ? `cluster { name: "weir", listen: "127.0.0.1:${route}", routes: [${urls}] }` : ''}
`;
}
