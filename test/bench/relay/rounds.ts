/** Loads all ways in turn, in short rounds, so that whatever else the machine does befalls all alike. */
import type { Clock } from '#libs/clock/clock.ts';
import type { Mode, Path } from './paths.ts';
import { timeWaitOf } from './sockets.ts';
import type { Wrk } from './wrk.ts';

const ROUNDS = 5;
const WARM_UP_SECONDS = 1;
const POLL_MS = 100;
/** Without any new log for so long the rest counts as lost. */
const PATIENCE_MS = 15_000;

export interface ModeResult {
  readonly mode: Mode;
  readonly requests_per_s: number;
  /** CPU of its worker. */
  readonly nginx_us_per_request: number;
  readonly nginx_p99_ms: number;
  /** More than with ModSecurity and without audit log; the median of the rounds. */
  readonly added_us: number | null;
  readonly logs_sent: number | null;
  readonly logs_received: number | null;
  readonly lost: number | null;
  /** CPU of the relay. */
  readonly relay_us_per_log: number | null;
  /** TLS handshakes at the receiver. */
  readonly connections: number | null;
  /** The most that was seen at once at the receiver's port. */
  readonly time_wait: number | null;
}

/** What there was before the first round. */
interface Start {
  readonly requests: number;
  readonly relaySeconds: number;
}

/** One round of one way. */
interface Round {
  readonly requestsPerS: number;
  readonly usPerRequest: number;
  readonly p99Ms: number;
}

export async function measureModes(
  paths: readonly Path[],
  { wrk, clock, seconds }: { readonly wrk: Wrk; readonly clock: Clock; readonly seconds: number },
): Promise<ModeResult[]> {
  const rounds = new Map<Mode, Round[]>(paths.map(({ mode }) => [mode, []]));
  const timeWaits = new Map<Mode, number>();
  const starts = new Map<Mode, Start>();
  for (const path of paths) {
    await wrk.run(path.waf.port, WARM_UP_SECONDS);
    await drained(path, clock);
    starts.set(path.mode, { requests: await path.waf.requests(), relaySeconds: path.relaySeconds });
  }
  for (let i = 0; i < ROUNDS; i++) {
    for (const path of paths) {
      rounds.get(path.mode)!.push(await round(path, wrk, clock, Math.max(1, Math.round(seconds / ROUNDS))));
      await drained(path, clock);
      const waiting = path.receiving ? timeWaitOf(path.receiving.port) : 0;
      timeWaits.set(path.mode, Math.max(waiting, timeWaits.get(path.mode) ?? 0));
    }
  }
  const without = rounds.get('no-audit');
  const results: ModeResult[] = [];
  for (const path of paths) {
    const own = rounds.get(path.mode)!;
    const isMore = without !== undefined && path.mode !== 'off' && path.mode !== 'no-audit';
    const added = isMore ? own.map(({ usPerRequest }, i) => usPerRequest - without[i].usPerRequest) : [];
    results.push({
      mode: path.mode,
      requests_per_s: Math.round(median(own.map(({ requestsPerS }) => requestsPerS))),
      nginx_us_per_request: rounded(median(own.map(({ usPerRequest }) => usPerRequest))),
      nginx_p99_ms: rounded(median(own.map(({ p99Ms }) => p99Ms))),
      added_us: isMore ? rounded(median(added)) : null,
      ...(await logsOf(path, starts.get(path.mode)!)),
      time_wait: path.receiving ? (timeWaits.get(path.mode) ?? 0) : null,
    });
  }
  return results;
}

/** Resolves when all that was logged has been received, or nothing more comes. @returns how many are missing */
export async function drained({ waf, receiving }: Path, clock: Clock): Promise<number> {
  if (!receiving) return 0;
  const sent = await waf.requests();
  return await arrived(async () => (await receiving.received()).distinct, sent, clock);
}

/** Resolves when as many are there as should be, or nothing more comes. @returns how many are missing */
export async function arrived(count: () => Promise<number>, expected: number, clock: Clock): Promise<number> {
  let [last, sinceMs] = [-1, clock.elapsed()];
  for (;;) {
    const now = await count();
    if (now !== last) sinceMs = clock.elapsed();
    last = now;
    if (now >= expected || clock.elapsed() - sinceMs > PATIENCE_MS) return expected - now;
    await clock.sleep(POLL_MS);
  }
}

async function round(path: Path, wrk: Wrk, clock: Clock, seconds: number): Promise<Round> {
  const { waf } = path;
  const before = { requests: await waf.requests(), cpu: waf.cpuSeconds, ms: clock.elapsed() };
  const { p99Ms } = await wrk.run(waf.port, seconds);
  const requests = (await waf.requests()) - before.requests;
  return {
    requestsPerS: requests / ((clock.elapsed() - before.ms) / 1000),
    usPerRequest: ((waf.cpuSeconds - before.cpu) * 1e6) / requests,
    p99Ms,
  };
}

type OfLogs = Pick<ModeResult, 'logs_sent' | 'logs_received' | 'lost' | 'relay_us_per_log' | 'connections'>;

async function logsOf({ waf, receiving, relay, relaySeconds }: Path, start: Start): Promise<OfLogs> {
  if (!receiving)
    return { logs_sent: null, logs_received: null, lost: null, relay_us_per_log: null, connections: null };
  const sent = await waf.requests();
  const { distinct, connections } = await receiving.received();
  return {
    logs_sent: sent,
    logs_received: distinct,
    lost: sent - distinct,
    relay_us_per_log: relay
      ? rounded(((relaySeconds - start.relaySeconds) * 1e6) / (sent - start.requests))
      : null,
    connections,
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
