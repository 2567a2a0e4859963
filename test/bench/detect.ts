/** What detection costs in one process, from the bytes of a batch to detections, by stage. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Subject } from 'rxjs';
import { pipeline, type ShardMessage } from '#libs/scenario/pipeline.ts';
import type { Scenario } from '#libs/scenario/scenario.ts';
import { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import { ShardState } from '#libs/scenario/shard-state.ts';
import { SESSION_DEFAULTS } from '#libs/session/sessions.ts';
import { decodeBatch } from '#libs/wire/batch.ts';
import { benchScenarios } from './detect-scenarios.ts';
import { BATCH_ROWS, hash, Requests, type TrafficKind } from './detect-traffic.ts';

const LIMITS = {
  keysMax: 250_000,
  openMax: 10_000,
  waitingBytesMax: 32 * 2 ** 20,
  sessionsMax: 2_000_000,
  ...SESSION_DEFAULTS,
};
/** Batches between two looks at the clock: what is measured takes tens of milliseconds. */
const CHUNK = 40;

export interface DetectRow {
  readonly scenarios: number;
  readonly addresses: number;
  readonly traffic: TrafficKind;
  /** CPU of the whole process: the median of all chunks. */
  readonly us_per_event: {
    readonly decode: number;
    readonly match: number;
    readonly detectors: number;
    readonly sessions: number;
    readonly total: number;
  };
  /** Memory of the shard's state for each address that came. */
  readonly bytes_per_address: number;
}

export interface DetectOptions {
  readonly scenarios: number;
  readonly addresses: number;
  readonly traffic: TrafficKind;
  readonly events: number;
}

/**
 * The same batches are decoded, decoded and matched, and taken through the whole pipeline, in turns: a stage's cost is the
 * difference. The first tenth is for the compiler.
 */
export function benchDetect({ scenarios, addresses, traffic, events }: DetectOptions): DetectRow {
  const requests = new Requests(traffic, addresses);
  const pack = benchScenarios(scenarios);
  const { matcher } = new ScenarioSet(pack).of('range');
  const judge = shardOf(pack);
  const stages: readonly ((message: ShardMessage) => void)[] = [
    ({ data }) => decodeBatch(data),
    ({ data }) => matcher.match(decodeBatch(data)),
    judge,
  ];
  const before = memoryUsed();
  const chunks = Math.ceil(Math.max(events, addresses) / (CHUNK * BATCH_ROWS));
  const costs = stages.map((): number[] => []);
  for (let chunk = 0; chunk < 1.1 * chunks; chunk++) {
    const messages = requests.take(CHUNK);
    for (const [stage, run] of stages.entries()) costs[stage].push(cpuUsOf(() => messages.forEach(run)));
  }
  const [decoded, matched, total] = costs.map((each) => median(each.slice(-chunks)) / (CHUNK * BATCH_ROWS));
  return {
    scenarios,
    addresses,
    traffic,
    us_per_event: {
      decode: rounded(decoded),
      match: rounded(matched - decoded),
      detectors: rounded(total - matched),
      sessions: 0,
      total: rounded(total),
    },
    bytes_per_address: Math.round((memoryUsed() - before) / addresses),
  };
}

function cpuUsOf(run: () => void): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >>> 1];
}

/** A range shard at work. Its detections and what it passes on go nowhere. */
function shardOf(scenarios: readonly Scenario[]): (message: ShardMessage) => void {
  const map = { version: 1, shards: 1, keyShards: 1, hash };
  const state = new ShardState({ shard: 0, map, scenarios: new ScenarioSet(scenarios), limits: LIMITS });
  const messages = new Subject<ShardMessage>();
  const fail = (_: unknown, error: unknown) => {
    throw error;
  };
  messages.pipe(pipeline(state, { relayed: () => {}, corrupt: fail, scenarioFailed: fail })).subscribe();
  return (message) => messages.next(message);
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes, of what is still needed. */
function memoryUsed(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function rounded(us: number): number {
  return Number(us.toFixed(3));
}
