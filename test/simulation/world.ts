/** The simulated cluster: servers, processes and what lies between them, on one clock. */
import { type Random, seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { clusterBucket } from '#libs/cluster/names.ts';
import { openShardMap } from '#libs/cluster/shard-map.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import type { LedgerToken } from '#libs/ledger/replica.ts';
import type { Log } from '#libs/telemetry/logging.ts';
import { RemoteBus, Server } from './bus.ts';
import { Platter, SimulatedDisk } from './disk.ts';
import { LogFile } from './log-file.ts';
import { Feed, Link } from './network.ts';
import {
  type AnalyzerNode,
  COMMON,
  type CollectorNode,
  type DecisionNode,
  type Host,
  runAnalyzer,
  runCollector,
  runDecision,
  runEnforcer,
  runOwn,
  serveWatch,
} from './nodes.ts';
import { Process } from './process.ts';
import { SimulatedTarget } from './target.ts';

export const START_MS = Date.UTC(2026, 0, 1);
const NODES = {
  collector: 2,
  analyzer: 3,
  decision: 2,
  enforcer: 2,
} as const;
/** Members of a group of analyzers of one's own, in worlds that have one. */
const OWN_NODES = 2;
const SKEW_MAX_MS = 50;
const CONNECT_MS = 200;

export type Role = keyof typeof NODES | 'own';

/** A service, over all its processes. */
export interface Node {
  readonly name: string;
  readonly role: Role;
  readonly index: number;
  readonly platter: Platter;
  process: Process;
  link: Link;
  /** Resolves to the running service. */
  service: Promise<{ stop(): Promise<void> } | undefined>;
  decision: DecisionNode | undefined;
  /** Of one's own, too. */
  analyzer: AnalyzerNode | undefined;
  collector: CollectorNode | undefined;
}

export interface LogRecord {
  readonly atMs: number;
  readonly node: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export class World {
  readonly clock = new SimulatedClock(START_MS);
  readonly random: Random;
  readonly server = new Server(this.clock);
  readonly nodes: Node[] = [];
  readonly logs = Array.from({ length: NODES.collector }, () => new LogFile());
  readonly targets = Array.from({ length: NODES.enforcer }, () => new SimulatedTarget());
  /** Told of every log line of every service. */
  onLog: (record: LogRecord) => void = () => {};
  onFault: (what: string) => void = () => {};

  /** What happens to a process at the moment it sends something of a kind to be stored. */
  readonly #traps = new Map<Process, { readonly subject: string; readonly spring: () => void }>();

  /** Called once, when another node than this one has begun to work on a shard. */
  readonly #onTakeOver = new Map<string, () => void>();

  readonly #counts: Readonly<Record<Role, number>>;

  /** @param withOwn whether it has an analyzer of one's own, too */
  constructor(seed: number, withOwn = false) {
    this.#counts = { ...NODES, own: withOwn ? OWN_NODES : 0 };
    this.random = seededRandom(seed);
    this.server.onPublish = (process, subject) => {
      const trap = this.#traps.get(process);
      if (!trap || !subject.startsWith(trap.subject)) return;
      this.#traps.delete(process);
      trap.spring();
    };
  }

  /** Has `spring` happen at the worst moment: when the node's process next publishes to such a subject. */
  trap({ process }: Node, subject: string, spring: () => void): void {
    this.#traps.set(process, { subject, spring });
  }

  /** Milliseconds since the start. */
  get atMs(): number {
    return this.clock.now() - START_MS;
  }

  /** Has `action` happen at the worst moment: when another node has just begun to work on a shard. */
  onTakeOver({ name }: Node, action: () => void): void {
    this.#onTakeOver.set(name, action);
  }

  async start(): Promise<void> {
    const cluster = await this.server.memory.keyValues.open(clusterBucket(COMMON.bus));
    await openShardMap(cluster, COMMON.cluster, this.random);
    for (const [role, count] of Object.entries(this.#counts) as [Role, number][]) {
      for (let index = 0; index < count; index++) {
        const node = { name: `${role}-${index}`, role, index, platter: new Platter() } as Node;
        this.nodes.push(node);
        this.boot(node);
      }
    }
  }

  of(role: Role): Node[] {
    return this.nodes.filter((node) => node.role === role);
  }

  /** Starts a process of the node, whose last one is dead. */
  boot(node: Node): void {
    const { random, server, clock } = this;
    node.process = new Process(node.name, clock, (random.next() - 0.5) * SKEW_MAX_MS);
    node.link = new Link(node.process, clock, random);
    node.decision = undefined;
    node.analyzer = undefined;
    node.collector = undefined;
    const { process, link } = node;
    const host: Host = {
      process,
      bus: new RemoteBus(server, link, process, random),
      disk: new SimulatedDisk(node.platter, process.clock, random),
      random,
      log: this.#logOf(node.name),
      fail: (error) => {
        this.onFault(`${node.name} ends by itself: ${String(error)}`);
        this.kill(node, 100);
      },
    };
    node.service = this.#run(node, host).catch((error) => {
      // As the real one: ended with an error, and started again.
      if (!process.dead) host.fail(error);
      return undefined;
    });
  }

  /** Ends a process at once, and starts another one after a while. */
  kill(node: Node, afterMs: number): void {
    if (node.process.dead) return;
    node.process.kill();
    node.link.break();
    this.clock.after(afterMs, () => this.boot(node));
  }

  /** Ends a process in order, and starts another one after a while. */
  async stop(node: Node, afterMs: number): Promise<void> {
    const { process, service } = node;
    const running = await service;
    if (node.process !== process || process.dead) return;
    await running?.stop();
    if (!process.dead) this.kill(node, afterMs);
  }

  /** The watch of an enforcer, at one of the decision services. */
  async *watch(node: Node, token: LedgerToken | undefined, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const { process, link } = node;
    await process.clock.sleep(CONNECT_MS * this.random.next());
    const services = this.of('decision').flatMap(({ decision, process }) =>
      decision && !process.dead ? [decision] : [],
    );
    const decision = services[Math.floor(this.random.next() * services.length)];
    if (!decision || !link.connected || link.faults.cut) {
      throw new WeirError('unavailable', 'no decision service answers');
    }
    const ending = new AbortController();
    const end = () => ending.abort();
    signal.addEventListener('abort', end, { once: true });
    const forget = decision.process.onEnd(() => this.clock.after(link.delay(), () => process.run(end)));
    try {
      yield* new Feed<Uint8Array>(link, process, this.clock).carry(
        (serving) => serveWatch(decision, token, serving),
        ending.signal,
      );
    } finally {
      forget();
      signal.removeEventListener('abort', end);
    }
    if (!signal.aborted) throw new WeirError('unavailable', 'the decision service has gone');
  }

  async #run(node: Node, host: Host): Promise<{ stop(): Promise<void> }> {
    switch (node.role) {
      case 'collector':
        node.collector = await runCollector(host, this.logs[node.index]);
        return node.collector;
      case 'analyzer':
        node.analyzer = await runAnalyzer(host);
        return node.analyzer;
      case 'own':
        node.analyzer = await runOwn(host);
        return node.analyzer;
      case 'decision':
        node.decision = await runDecision(host);
        return node.decision;
      case 'enforcer':
        return runEnforcer(host, this.targets[node.index], (token, signal) =>
          this.watch(node, token, signal),
        );
    }
  }

  #takenOver(by: string): void {
    for (const [name, action] of this.#onTakeOver) {
      if (name === by || roleOf(name) !== roleOf(by)) continue;
      this.#onTakeOver.delete(name);
      this.clock.after(0, action);
    }
  }

  #logOf(node: string): Log {
    const write = (first: unknown, second?: unknown) => {
      const fields = typeof first === 'object' && first !== null ? (first as Record<string, unknown>) : {};
      const message = String(second ?? (typeof first === 'string' ? first : ''));
      this.onLog({ atMs: this.atMs, node, fields, message });
      if (message === 'shard activated') this.#takenOver(node);
    };
    return { debug: write, info: write, warn: write, error: write } as unknown as Log;
  }
}

/** Of the node of a name. */
export function roleOf(name: string): string {
  return name.split('-')[0];
}
