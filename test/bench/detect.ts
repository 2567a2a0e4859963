/** What detection costs in one process, from the bytes of a batch to detections, by stage. */
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
  keysMax: 150_000,
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
    /** What key shards spend on what they are passed, beside the total: another process may own them. */
    readonly second_stage: number;
  };
  /** Memory of the key tables for each address that came; sessions are not in it. */
  readonly bytes_per_address: number;
  /** Keys of scenarios that are remembered for each of them. */
  readonly keys_per_address: number;
}

export interface DetectOptions {
  readonly scenarios: number;
  readonly addresses: number;
  readonly traffic: TrafficKind;
  readonly events: number;
}

/**
 * The same batches are decoded, decoded and matched, and taken through the whole pipeline, without and with the scenarios
 * about sessions, in turns: a stage's cost is the difference. The first tenth is for the compiler.
 */
export function benchDetect({ scenarios, addresses, traffic, events }: DetectOptions): DetectRow {
  const requests = new Requests(traffic, addresses);
  const pack = benchScenarios(scenarios);
  const { matcher } = new ScenarioSet(pack).of('range');
  const requestsOnly = pack.filter(({ source }) => source !== 'session');
  const passedOn: ShardMessage[] = [];
  const withoutSessions = shardOf(0, requestsOnly);
  const whole = shardOf(0, pack, (message) => passedOn.push(message));
  const secondStage = shardOf(1, pack);
  const stages: readonly ((message: ShardMessage) => void)[] = [
    ({ data }) => decodeBatch(data),
    ({ data }) => matcher.match(decodeBatch(data)),
    withoutSessions.take,
    whole.take,
  ];
  const chunks = Math.ceil(Math.max(events, addresses) / (CHUNK * BATCH_ROWS));
  const costs = stages.map((): number[] => []);
  const passedCosts: number[] = [];
  for (let chunk = 0; chunk < 1.1 * chunks; chunk++) {
    const messages = requests.take(CHUNK);
    for (const [stage, run] of stages.entries()) costs[stage].push(cpuUsOf(() => messages.forEach(run)));
    passedCosts.push(cpuUsOf(() => passedOn.splice(0).forEach(secondStage.take)));
  }
  const usOf = (each: readonly number[]) => median(each.slice(-chunks)) / (CHUNK * BATCH_ROWS);
  const [decoded, matched, judged, total] = costs.map(usOf);
  return {
    scenarios,
    addresses,
    traffic,
    us_per_event: {
      decode: rounded(decoded),
      match: rounded(matched - decoded),
      detectors: rounded(judged - matched),
      sessions: rounded(total - judged),
      total: rounded(total),
      // They judge every five seconds of the log: a median would miss it.
      second_stage: rounded(
        passedCosts.slice(-chunks).reduce((sum, us) => sum + us, 0) / (chunks * CHUNK * BATCH_ROWS),
      ),
    },
    bytes_per_address: Math.round(sumOf(whole.state, ({ bytes }) => bytes) / addresses),
    keys_per_address: rounded(sumOf(whole.state, ({ keys }) => keys) / addresses),
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

function sumOf({ scenarios }: ShardState, of: (scenario: ShardState['scenarios'][number]) => number): number {
  return scenarios.reduce((sum, scenario) => sum + of(scenario), 0);
}

/** A shard at work. Its detections go nowhere. */
function shardOf(
  shard: number,
  scenarios: readonly Scenario[],
  onPassed: (message: ShardMessage) => void = () => {},
): {
  readonly state: ShardState;
  readonly take: (message: ShardMessage) => void;
} {
  const map = { version: 1, shards: 1, keyShards: 1, hash };
  const state = new ShardState({ shard, map, scenarios: new ScenarioSet(scenarios), limits: LIMITS });
  const messages = new Subject<ShardMessage>();
  let passed = 0;
  let storedMs = 0;
  const fail = (_: unknown, error: unknown) => {
    throw error;
  };
  messages
    .pipe(
      pipeline(state, {
        relayed: ({ data }) => onPassed({ sequence: ++passed, storedMs, traceparent: '', data }),
        corrupt: fail,
        scenarioFailed: fail,
      }),
    )
    .subscribe();
  const take = (message: ShardMessage) => {
    ({ storedMs } = message);
    messages.next(message);
  };
  return { state, take };
}

function rounded(us: number): number {
  return Number(us.toFixed(3));
}
