/**
 * Tries scenarios out on events of a test, through the pipeline that judges real ones, in the events' own time:
 *
 *     tryOut(scenarios).request({ ip: '203.0.113.7', status: 401, user: 'anna' }).advance('1m').detections()
 *
 * All of it is done on one shard and on several, and has to find the same.
 */
import { LocalShards } from '../analysis/local-shards.ts';
import { addressOf } from '../domain/address.ts';
import type { Detection } from '../domain/detection.ts';
import { parseDuration } from '../domain/duration.ts';
import { EVENT_FIELDS, FLAG, fieldSet, LATENESS_MS, TEXT_FIELDS, type TextField } from '../domain/event.ts';
import { messageOf, WeirError } from '../errors/weir-error.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { ScenarioSet } from '../scenario/scenario-set.ts';
import { SESSION_DEFAULTS } from '../session/sessions.ts';
import { EventRow, TEXT_INDEX } from '../wire/row.ts';
import { checkScenarios } from './definition.ts';

/** What a request says; a harmless one says the rest. */
export interface TrialRequest extends Partial<Record<TextField, string>> {
  /** Address of the client. */
  readonly ip?: string;
  readonly status?: number;
  readonly bytes_sent?: number;
  readonly request_bytes?: number;
  /** Seconds. */
  readonly request_time?: number;
  /** With a `waf_rule` the event tells of that, and not of a request. */
  readonly waf_severity?: number;
}

/** A detection in its last revision. */
export interface TrialDetection
  extends Pick<
    Detection,
    'scenario' | 'mode' | 'severity' | 'events' | 'openedMs' | 'lastSeenMs' | 'closed'
  > {
  /** By field, such as `client.ip`. */
  readonly key: Readonly<Record<string, string>>;
  /** Some of its requests, in short. */
  readonly evidence: readonly string[];
}

const HARMLESS = {
  ip: '198.51.100.7',
  status: 200,
  bytes_sent: 512,
  request_bytes: 0,
  request_time: 0,
  waf_severity: 0,
  host: 'shop.example',
  method: 'GET',
  path: '/',
  protocol: 'HTTP/1.1',
  user_agent: 'Mozilla/5.0',
} as const satisfies TrialRequest;

const BEGIN_MS = Date.UTC(2026, 0, 5, 9);
/** How the work is divided. */
const SIZES = [1, 8];
const SEED = Uint8Array.of(7, 1, 4, 2, 9, 3, 8, 5);
const LIMITS = {
  keysMax: 100_000,
  openMax: 10_000,
  waitingBytesMax: 0,
  sessionsMax: 100_000,
  ...SESSION_DEFAULTS,
};

type Step =
  | { readonly kind: 'request'; readonly timeMs: number; readonly request: TrialRequest }
  | { readonly kind: 'time'; readonly timeMs: number }
  | { readonly kind: 'hand-over' };

/** @throws WeirError `config` for scenarios that an analyzer of one's own can't have */
export function tryOut(scenarios: readonly Scenario[]): Trial {
  checkScenarios(scenarios, (what) => new WeirError('config', `can't be tried out: ${what}`));
  return new Trial(new ScenarioSet(scenarios));
}

export class Trial {
  readonly #scenarios: ScenarioSet;
  readonly #steps: Step[] = [];
  #nowMs = BEGIN_MS;

  constructor(scenarios: ScenarioSet) {
    this.#scenarios = scenarios;
  }

  /** Goes on at a time such as 2026-03-01T09:00:00Z. @throws WeirError `invalid` */
  at(time: string): this {
    const ms = Date.parse(time);
    if (Number.isNaN(ms))
      throw new WeirError('invalid', `"${time}" is no time; write one such as 2026-03-01T09:00:00Z`);
    this.#nowMs = ms;
    return this;
  }

  /** A request, now. */
  request(request: TrialRequest): this {
    this.#steps.push({ kind: 'request', timeMs: this.#nowMs, request });
    return this;
  }

  /** So many requests, the first of them now, each so long after the one before it. */
  requests(count: number, every: string, request: (i: number) => TrialRequest): this {
    for (let i = 0; i < count; i++) {
      if (i > 0) this.#nowMs += msOf(every);
      this.request(request(i));
    }
    return this;
  }

  /** Time passes without a request. @throws WeirError `invalid` for what is no duration */
  advance(duration: string): this {
    this.#nowMs += msOf(duration);
    this.#steps.push({ kind: 'time', timeMs: this.#nowMs });
    return this;
  }

  /** Another process goes on with all that is remembered, from a snapshot. */
  handOver(): this {
    this.#steps.push({ kind: 'hand-over' });
    return this;
  }

  /**
   * What was found up to now, in the order in which it was opened.
   * @throws WeirError `bug` when a scenario throws, state is lost, or it matters how the work is divided
   */
  detections(): TrialDetection[] {
    const [found, ...others] = SIZES.map((shards) => this.#run(shards));
    for (const other of others) {
      if (JSON.stringify(other) === JSON.stringify(found)) continue;
      throw new WeirError('bug', `on one shard there is found ${told(found)}, and on several ${told(other)}`);
    }
    return found;
  }

  #run(count: number): TrialDetection[] {
    const latest = new Map<string, Detection>();
    const failures: unknown[] = [];
    const shards = new LocalShards({
      scenarios: this.#scenarios,
      shards: count,
      keyShards: 1,
      seed: SEED,
      limits: LIMITS,
      onDetection: (detection) => latest.set(detection.id, detection),
      onFailure: (what, error) =>
        failures.push(new WeirError('bug', `${what}: ${messageOf(error)}`, {}, error)),
    });
    this.#play(shards);
    if (failures.length > 0) throw failures[0];
    return [...latest.values()].map(trialDetection).sort(byTime);
  }

  #play(shards: LocalShards): void {
    const run = { name: 'trial', identity: '', fields: fieldSet(EVENT_FIELDS), position: 0, newestMs: 0 };
    shards.rounds.addRun(run);
    const row = new EventRow();
    for (const step of this.#steps) {
      if (step.kind === 'hand-over') shards.handOver();
      else if (step.kind === 'time') {
        run.newestMs = Math.max(run.newestMs, step.timeMs);
        shards.tellTime(run.newestMs);
      } else {
        fill(row, step.request, step.timeMs, run.newestMs);
        run.newestMs = Math.max(run.newestMs, step.timeMs);
        shards.rounds.add(shards.map.shardOf(row.address, 0), row, run, run.position++, step.timeMs);
      }
    }
    shards.rounds.flushAll();
  }
}

function fill(row: EventRow, request: TrialRequest, timeMs: number, newestMs: number): void {
  const of = { ...HARMLESS, ...request };
  row.clear();
  row.timeMs = timeMs;
  const address = addressOf(of.ip);
  if (!address) throw new WeirError('invalid', `"${of.ip}" is no address; write one such as 203.0.113.7`);
  row.address.set(address);
  row.status = of.status;
  row.bytesSent = of.bytes_sent;
  row.requestBytes = of.request_bytes;
  row.requestTimeUs = Math.round(1e6 * of.request_time);
  row.wafSeverity = of.waf_severity;
  row.flags = (request.waf_rule ? FLAG.waf : 0) | (timeMs < newestMs - LATENESS_MS ? FLAG.late : 0);
  for (const field of TEXT_FIELDS) {
    const bytes = Buffer.from((of as TrialRequest)[field] ?? '');
    row.setText(TEXT_INDEX[field], bytes, 0, bytes.length);
  }
}

function msOf(duration: string): number {
  const ms = parseDuration(duration);
  if (ms === undefined) throw new WeirError('invalid', `"${duration}" is no duration; write one such as 10m`);
  return ms;
}

function trialDetection(detection: Detection): TrialDetection {
  const { scenario, mode, severity, events, openedMs, lastSeenMs, closed, evidence } = detection;
  const key = Object.fromEntries(detection.key.map(({ field, value }) => [field, value]));
  return {
    scenario,
    key,
    mode,
    severity,
    events,
    openedMs,
    lastSeenMs,
    closed,
    evidence: evidence.map(({ summary }) => summary),
  };
}

function byTime(a: TrialDetection, b: TrialDetection): number {
  if (a.openedMs !== b.openedMs) return a.openedMs - b.openedMs;
  return JSON.stringify([a.scenario, a.key]) < JSON.stringify([b.scenario, b.key]) ? -1 : 1;
}

function told(found: readonly TrialDetection[]): string {
  if (found.length === 0) return 'nothing';
  return found
    .map(({ scenario, key, events }) => `${scenario} ${Object.values(key).join(' ')} (${events} events)`)
    .join(', ');
}
