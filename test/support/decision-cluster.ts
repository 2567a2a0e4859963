/** A nats-server, decision services and enforcers as real processes, and a bus to publish detections on by hand. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { NatsBus } from '#libs/bus/nats/nats-bus.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { clusterBucket, detectionSubject } from '#libs/cluster/names.ts';
import { openShardMap, type ShardMap } from '#libs/cluster/shard-map.ts';
import type { BusConfig } from '#libs/config/service-config.ts';
import type { Decision } from '#libs/domain/decision.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { ControlPlane } from '#libs/rpc/client.ts';
import { firstTokenFile, readToken } from '#libs/rpc/tokens.ts';
import { decisionFromMessage } from '#libs/wire/decision.ts';
import { encodeDetection } from '#libs/wire/detection.ts';
import type { weir } from '#proto';
import { freePort } from '#services/standalone/stack/ports.ts';
import { ClusterProcess } from './cluster-process.ts';
import { detection } from './decisions.ts';
import { TestNats } from './nats.ts';
import { runFile } from './run.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const BUS = { replicas: 1 } as BusConfig;
const PATIENCE_MS = 30_000;

export interface EnforcerOptions {
  /** Settings of its target. */
  readonly target?: object;
  readonly env?: Readonly<Record<string, string>>;
}

export class DecisionCluster {
  readonly clock = new SystemClock();
  readonly folder: string;
  readonly nats: TestNats;
  readonly bus: NatsBus;
  readonly map: ShardMap;
  readonly processes = new Map<string, ClusterProcess>();
  readonly addresses = new Map<string, string>();
  readonly #planes = new Map<string, ControlPlane>();

  private constructor(folder: string, nats: TestNats, bus: NatsBus, map: ShardMap) {
    this.folder = folder;
    this.nats = nats;
    this.bus = bus;
    this.map = map;
  }

  static async start(): Promise<DecisionCluster> {
    const folder = mkdtempSync(join(tmpdir(), 'weir-decisions-'));
    const nats = await TestNats.start();
    const bus = await NatsBus.connect({ servers: [nats.server], name: 'test' }, new SystemClock());
    const cluster = await bus.keyValues.open(clusterBucket(BUS));
    return new DecisionCluster(
      folder,
      nats,
      bus,
      await openShardMap(cluster, { shards: 1, keyShards: 1, partitions: 8 }),
    );
  }

  /** Shared by all replicas. */
  get tokens(): string {
    return join(this.folder, 'tokens');
  }

  /** Of operators. */
  get tokenFile(): string {
    return firstTokenFile(this.tokens, 'operator');
  }

  /** By which the weir command finds a replica. */
  env(name: string): Record<string, string> {
    return { WEIR_ADDRESS: this.addresses.get(name) ?? '', WEIR_TOKEN_FILE: this.tokenFile };
  }

  /** The weir command, asked of a replica. */
  weir(name: string, ...args: string[]): ReturnType<typeof runFile> {
    return runFile('bin/weir.mjs', args, { env: this.env(name) });
  }

  /** @param more settings of it */
  async addDecision(name: string, more: object = {}): Promise<void> {
    const listen = 'listen' in more ? String(more.listen) : `127.0.0.1:${await freePort()}`;
    this.addresses.set(name, listen);
    const stateDir = join(this.folder, name);
    this.#add('decision', name, { listen, stateDir, tokens: this.tokens, ...more });
    this.#planes.set(name, new ControlPlane([listen], this.clock, () => readToken(this.tokenFile)));
    await this.until(`${name} to answer`, async () => (await this.plane(name).list({})) !== undefined);
  }

  /** An enforcer that calls these decision services. */
  addEnforcer(name: string, decisions: readonly string[], more: EnforcerOptions = {}): void {
    const { target = { type: 'dry-run' }, env = {} } = more;
    const decision = decisions.map((each) => this.addresses.get(each));
    const own = {
      decision: decision.length === 1 ? decision[0] : decision,
      tokenFile: firstTokenFile(this.tokens, 'enforcer'),
      target,
    };
    this.#add('enforcer', name, own, env);
  }

  process(name: string): ClusterProcess {
    const process = this.processes.get(name);
    if (!process) throw new Error(`there is no ${name}`);
    return process;
  }

  /** The control plane of one replica. */
  plane(name: string): ControlPlane {
    const plane = this.#planes.get(name);
    if (!plane) throw new Error(`there is no ${name}`);
    return plane;
  }

  logOf(name: string): string {
    return readFileSync(this.#file(name, 'log'), 'utf8');
  }

  async publish(value: string, options: Partial<Detection> = {}): Promise<void> {
    const nowMs = this.clock.now();
    const key = [{ field: 'client.ip', value }];
    const made = detection({ key, id: `d-${value}`, openedMs: nowMs, ...options });
    await this.bus.streams.publish(detectionSubject(this.map.partitionOf(key)), encodeDetection(made));
  }

  async decisions(name: string, all = false): Promise<Decision[]> {
    const found: Decision[] = [];
    for await (const { decisions } of this.plane(name).export({ all }))
      found.push(...decisions.map(decisionFromMessage));
    return found;
  }

  /** Partitions by owner, as a replica tells it. */
  async owners(name: string): Promise<Record<string, number>> {
    const { services } = await this.plane(name).status();
    const counts: Record<string, number> = {};
    for (const { partitions } of services) {
      for (const { owner } of partitions ?? []) counts[owner ?? ''] = (counts[owner ?? ''] ?? 0) + 1;
    }
    return counts;
  }

  async enforcer(name: string, seenBy: string): Promise<weir.v1.EnforcerState.$Properties | undefined> {
    const { enforcers } = await this.plane(seenBy).list({ limit: 1 });
    return enforcers.find(({ enforcer }) => enforcer === name);
  }

  async until(what: string, condition: () => Promise<boolean>, patienceMs = PATIENCE_MS): Promise<number> {
    const startMs = this.clock.elapsed();
    while (!(await condition().catch(() => false))) {
      if (this.clock.elapsed() - startMs > patienceMs) {
        const logs = [...this.processes.values()].map(({ name, logTail }) => `--- ${name}\n${logTail}`);
        throw new Error(`waited ${patienceMs} ms in vain for ${what}\n${logs.join('\n')}`);
      }
      await this.clock.sleep(20);
    }
    return this.clock.elapsed() - startMs;
  }

  async stop(): Promise<void> {
    for (const plane of this.#planes.values()) plane.close();
    await Promise.all([...this.processes.values()].map((each) => each.stop()));
    await this.bus.close();
    await this.nats.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #add(
    kind: 'decision' | 'enforcer',
    name: string,
    own: object,
    env: Readonly<Record<string, string>> = {},
  ): void {
    mkdirSync(join(this.folder, name));
    const config = this.#file(name, 'weir.yaml');
    const file = {
      bus: { servers: [this.nats.server] },
      telemetry: { announce: '100ms' },
      [kind]: { instance: name, ...own },
    };
    writeFileSync(config, stringify(file));
    const process = new ClusterProcess({
      name,
      command: globalThis.process.execPath,
      args: [join(ROOT, `services/${kind}/main.ts`), '--config', config],
      logFile: this.#file(name, 'log'),
      env,
    });
    this.processes.set(name, process);
    process.start();
  }

  #file(name: string, file: string): string {
    return join(this.folder, name, file);
  }
}
