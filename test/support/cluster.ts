/** A cluster for tests: nats-servers and several of each service as processes of this machine, by name. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '#libs/clock/clock.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { targetOwner } from '#libs/cluster/rendezvous.ts';
import { ControlPlane } from '#libs/rpc/client.ts';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { isListening } from '#services/standalone/stack/ports.ts';
import { type ClusterPlan, type ClusterSize, names, planCluster } from './cluster-files.ts';
import { ClusterProcess } from './cluster-process.ts';
import { ClusterView } from './cluster-view.ts';

const READY_MS = 60_000;
const POLL_MS = 10;

export class Cluster {
  readonly size: ClusterSize;
  readonly plan: ClusterPlan;
  readonly view: ClusterView;
  readonly clock: Clock;
  readonly #folder: string;
  readonly #processes: ReadonlyMap<string, ClusterProcess>;
  readonly #ends: (() => Promise<void>)[] = [];

  private constructor(
    folder: string,
    size: ClusterSize,
    plan: ClusterPlan,
    processes: ReadonlyMap<string, ClusterProcess>,
    view: ClusterView,
    clock: Clock,
  ) {
    this.#folder = folder;
    this.size = size;
    this.plan = plan;
    this.#processes = processes;
    this.view = view;
    this.clock = clock;
  }

  /** Starts everything and waits until each shard has an owner and each service was heard. */
  static async #start(size: ClusterSize): Promise<Cluster> {
    const clock = new SystemClock();
    const folder = mkdtempSync(join(tmpdir(), 'weir-cluster-'));
    const plan = await planCluster(folder, size, await natsPart());
    const processes = new Map(plan.processes.map((each) => [each.name, new ClusterProcess(each)]));
    try {
      for (const name of names('nats', size.nats)) processes.get(name)?.start();
      await waitUntil(clock, 'nats-server to listen', async () =>
        (await Promise.all(plan.servers.map((each) => isListening(Number(each.split(':')[1]))))).every(
          Boolean,
        ),
      );
      const view = await ClusterView.open(plan.servers, clock);
      const cluster = new Cluster(folder, size, plan, processes, view, clock);
      for (const [name, process] of processes) if (!name.startsWith('nats')) process.start();
      await cluster.ready();
      return cluster;
    } catch (error) {
      for (const process of processes.values()) await process.stop();
      throw error;
    }
  }

  /** Calls `action` with a cluster and ends it. Its logs stay when that fails. */
  static async with<T>(size: ClusterSize, action: (cluster: Cluster) => Promise<T>): Promise<T> {
    const cluster = await Cluster.#start(size);
    let failed = true;
    try {
      const result = await action(cluster);
      failed = false;
      return result;
    } finally {
      await cluster.#stop();
      if (failed) process.stderr.write(`the logs of the cluster are in ${cluster.#folder}\n`);
      else rmSync(cluster.#folder, { recursive: true, force: true });
    }
  }

  process(name: string): ClusterProcess {
    const process = this.#processes.get(name);
    if (!process) throw new Error(`there is no ${name} in this cluster`);
    return process;
  }

  /** Resolves when every process that runs was heard lately and every shard is with the owner it should have. */
  ready(): Promise<void> {
    return this.until('all services to work', async () => {
      const services = [...this.#processes.values()].filter(({ name }) => !name.startsWith('nats'));
      const running = services.filter((each) => each.running).map(({ name }) => name);
      const analyzers = running.filter((name) => name.startsWith('analyzer'));
      const owners = this.view.owners();
      const isBalanced = [...owners].every(([shard, { owner }]) => owner === targetOwner(shard, analyzers));
      return (
        running.every((name) => this.view.isHeard(name)) &&
        owners.size === this.size.shards + this.size.keyShards &&
        isBalanced
      );
    });
  }

  /** @throws Error that tells what was waited for */
  until(what: string, condition: () => Promise<boolean>, patienceMs = READY_MS): Promise<void> {
    const checked = async () => {
      const failed = [...this.#processes.values()].find(({ hasFailed }) => hasFailed);
      if (failed) throw new Error(`${failed.name} has ended by itself`);
      return condition();
    };
    return waitUntil(this.clock, what, checked, patienceMs).catch((error) => {
      const logs = [...this.#processes.values()].map(({ name, logTail }) => `--- ${name}\n${logTail}`);
      throw new Error(`${error.message}\n${logs.join('\n')}`);
    });
  }

  /** Asks the control plane: any decision service that answers. */
  async ask<T>(question: (plane: ControlPlane) => Promise<T>): Promise<T> {
    const plane = new ControlPlane(this.plan.planes, this.clock);
    try {
      return await question(plane);
    } finally {
      plane.close();
    }
  }

  /** Calls `action` when the cluster is to end. */
  atEnd(action: () => Promise<void>): void {
    this.#ends.push(action);
  }

  /** Ends everything, the sources of work first. */
  async #stop(): Promise<void> {
    for (const end of this.#ends) await end();
    const services = [...this.#processes.values()].reverse();
    await Promise.all(services.filter(({ name }) => !name.startsWith('nats')).map((each) => each.stop()));
    await this.view.close();
    await Promise.all(services.map((each) => each.stop()));
  }
}

async function waitUntil(
  clock: Clock,
  what: string,
  condition: () => Promise<boolean>,
  patienceMs = READY_MS,
): Promise<void> {
  const endMs = clock.elapsed() + patienceMs;
  while (!(await condition())) {
    if (clock.elapsed() > endMs) throw new Error(`waited ${patienceMs} ms in vain for ${what}`);
    await clock.sleep(POLL_MS);
  }
}
