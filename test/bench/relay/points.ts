/** What the relay has to stand, beside what it costs: receivers that hang, are away or are not believed; and how fast it is. */
import { existsSync, linkSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#libs/clock/clock.ts';
import type { Relaying } from '../../support/relaying.ts';
import { cpuSecondsOf } from '../stack.ts';
import { AuditLogs, writeAuditLogs } from './audit-logs.ts';
import { type Files, type Path, type RelayTo, relayTo } from './paths.ts';
import { Receiving } from './receiving.ts';
import { arrived, drained, type ModeResult, rounded } from './rounds.ts';
import { timeWaitOf } from './sockets.ts';
import type { Wrk } from './wrk.ts';

/** A line of the report; `ok` says whether it is as good as it has to be. */
export interface PointResult {
  readonly point: string;
  readonly what: string;
  readonly ok: boolean;
  readonly [name: string]: unknown;
}

export interface Place {
  /** For files; there already. */
  readonly folder: string;
  readonly files: Files;
  readonly clock: Clock;
}

const ADDED_US_MAX = 40;
const P99_MS_MAX = 5;
const CONNECTIONS_MAX = 4;
const TIME_WAIT_MAX = 4;
const LOGS_PER_S_MIN = 10_000;
const US_PER_LOG_MAX = 50;

/** Between two requests of a connection: what nginx does while it has more than it can do is another question. */
const PAUSE_MS = 5;
const LOGS_PER_S = 500;
const POLL_MS = 200;
const NOTICE_MS = 15_000;
const FEW_LOGS = 2000;
const MANY_LOGS = 100_000;
/** Of a queue that is to overflow, and what is on its way beside it: batches that are being written. */
const SMALL_QUEUE_MB = 3;
const BESIDE_QUEUE_MB = 1;
const MB = 1024 ** 2;

export function addedTime(modes: readonly ModeResult[]): PointResult[] {
  return modes.flatMap(({ mode, added_us: added }) =>
    mode !== 'fifo' && mode !== 'serial'
      ? []
      : [
          {
            point: 'load',
            what: `${mode}: nginx CPU us more a request`,
            ok: (added ?? 0) <= ADDED_US_MAX,
            added_us: added,
          },
        ],
  );
}

/** What nginx's clients notice of a receiver that answers nothing. */
export async function hanging(
  path: Path,
  { wrk, clock, seconds }: { readonly wrk: Wrk; readonly clock: Clock; readonly seconds: number },
): Promise<PointResult> {
  const { mode, waf, receiving } = path;
  const before = await wrk.run(waf.port, seconds, PAUSE_MS);
  await drained(path, clock);
  receiving?.hang();
  const during = await wrk.run(waf.port, seconds, PAUSE_MS).finally(() => receiving?.goOn());
  const lost = await drained(path, clock);
  // What is not answered at all has no time.
  const isServed = during.requests >= before.requests / 2;
  return {
    point: 'hang',
    what: `${mode === 'direct' ? 'direct, without relay' : mode}: p99 of nginx while the receiver hangs`,
    ok: isServed && during.p99Ms - before.p99Ms < P99_MS_MAX && lost === 0,
    seconds,
    before_p99_ms: rounded(before.p99Ms),
    during_p99_ms: isServed ? rounded(during.p99Ms) : null,
    before_requests: before.requests,
    during_requests: during.requests,
    lost,
  };
}

/** A relay that follows a file of its own, and a receiver. */
async function following(
  { folder, files, clock }: Place,
  name: string,
  settings: Partial<RelayTo> = {},
): Promise<{ relay: Relaying; receiving: Receiving; logs: AuditLogs } & AsyncDisposable> {
  await using all = new AsyncDisposableStack();
  const file = join(folder, `${name}.log`);
  const logs = new AuditLogs({ file, perSecond: LOGS_PER_S, clock });
  const receiving = all.use(await Receiving.start(files));
  const sources = [{ name: 'audit', type: 'file', path: file }];
  const relay = await relayTo(receiving, join(folder, name), sources, { ca: files.ca, ...settings });
  all.adopt(relay, (each) => each.stop());
  const rest = all.move();
  return { relay, receiving, logs, [Symbol.asyncDispose]: () => rest.disposeAsync() };
}

/** With room in the queue nothing is lost, and without what is lost is counted. */
export async function away(
  place: Place,
  seconds: number,
  settings: { readonly queue: string } | undefined,
): Promise<PointResult> {
  const { clock } = place;
  const isSmall = settings === undefined;
  const small = { queue: `${SMALL_QUEUE_MB}MB`, whenFull: 'drop-newest' as const };
  await using each = await following(place, isSmall ? 'overflowing' : 'away', settings ?? small);
  const { relay, receiving, logs } = each;
  await logs.write(1);
  await receiving.close();
  let queueBytes = 0;
  const isOver = new AbortController();
  const watching = (async () => {
    while (!isOver.signal.aborted) {
      queueBytes = Math.max(queueBytes, (await relay.numbers())['queue_bytes all'] ?? 0);
      await clock.sleep(POLL_MS, isOver.signal);
    }
  })();
  await logs.write(seconds).finally(() => isOver.abort());
  await watching;
  await receiving.open();
  await logs.write(1);
  const dropped = async () => (await relay.numbers())['dropped all'] ?? 0;
  const taken = async () => (await receiving.received()).distinct + (await dropped());
  const lost = await arrived(taken, logs.count, clock);
  const numbers = await relay.numbers();
  const isBounded = !isSmall || queueBytes <= (SMALL_QUEUE_MB + BESIDE_QUEUE_MB) * MB;
  return {
    point: 'away',
    what: isSmall ? 'receiver away, queue too small' : 'receiver away',
    ok: lost === 0 && isBounded && numbers['dropped all'] > 0 === isSmall,
    seconds,
    logs_sent: logs.count,
    logs_received: (await receiving.received()).distinct,
    counted_as_dropped: numbers['dropped all'],
    lost,
    queue_mb_max: rounded(queueBytes / MB),
    retries: numbers['retries all'],
  };
}

export async function fewConnections(place: Place): Promise<PointResult> {
  await using each = await following(place, 'few');
  const { relay, receiving, logs } = each;
  await logs.write(FEW_LOGS / LOGS_PER_S);
  const count = async () => (await receiving.received()).distinct;
  const lost = await arrived(count, logs.count, place.clock);
  const { connections, requests } = await receiving.received();
  const open = timeWaitOf(receiving.port);
  await relay.stop();
  const timeWait = Math.max(open, timeWaitOf(receiving.port));
  return {
    point: 'connections',
    what: `connections for ${FEW_LOGS} logs`,
    ok: lost === 0 && connections <= CONNECTIONS_MAX && timeWait <= TIME_WAIT_MAX,
    requests,
    connections,
    time_wait: timeWait,
    lost,
  };
}

/** All logs of a file that is there at once. */
export async function fast(place: Place, compress: 'gzip' | 'zstd' | 'none'): Promise<PointResult> {
  const { folder, files, clock } = place;
  await using all = new AsyncDisposableStack();
  const prepared = join(folder, 'prepared.log');
  if (!existsSync(prepared)) writeAuditLogs(prepared, MANY_LOGS);
  const { size } = statSync(prepared);
  const at = join(folder, `fast-${compress}`);
  mkdirSync(at);
  const path = join(at, 'audit.log');
  const receiving = all.use(await Receiving.start(files));
  const sources = [{ name: 'audit', type: 'file', path }];
  const relay = await relayTo(receiving, join(at, 'relay'), sources, { ca: files.ca, compress });
  all.adopt(relay, (each) => each.stop());
  const pid = relay.process.pid ?? 0;
  const cpu = () => [cpuSecondsOf(pid), cpuSecondsOf(receiving.pid)];
  const [before, startMs] = [cpu(), clock.elapsed()];
  linkSync(prepared, path);
  const lost = await arrived(async () => (await receiving.received()).distinct, MANY_LOGS, clock);
  const seconds = (clock.elapsed() - startMs) / 1000;
  const [us, receiverUs] = cpu().map((used, i) => ((used - before[i]) * 1e6) / MANY_LOGS);
  const perS = Math.round(MANY_LOGS / seconds);
  return {
    point: 'speed',
    what: `${MANY_LOGS} logs of ${Math.round(size / MANY_LOGS)} bytes, ${compress}`,
    ok: lost === 0 && perS >= LOGS_PER_S_MIN && us <= US_PER_LOG_MAX,
    logs_per_s: perS,
    relay_us_per_log: rounded(us),
    receiver_us_per_log: rounded(receiverUs),
    connections: (await receiving.received()).connections,
    lost,
  };
}

export async function untrusted(place: Place, stranger: string): Promise<PointResult> {
  const { clock } = place;
  await using each = await following(place, 'untrusted', { ca: stranger });
  const { relay, receiving, logs } = each;
  await logs.write(0.1);
  const endMs = clock.elapsed() + NOTICE_MS;
  const isNoticed = async () =>
    ((await relay.numbers())['tls_failures all'] ?? 0) > 0 && told() !== undefined;
  const told = () => relay.process.logTail.split('\n').find((line) => line.includes('"level":"error"'));
  while (!(await isNoticed()) && clock.elapsed() < endMs) await clock.sleep(POLL_MS);
  const numbers = await relay.numbers();
  const { logs: received } = await receiving.received();
  return {
    point: 'trust',
    what: 'a certificate that is not believed',
    ok: numbers['tls_failures all'] > 0 && told() !== undefined && received === 0,
    tls_failures: numbers['tls_failures all'],
    logs_received: received,
    log: told()?.slice(0, 300) ?? null,
  };
}
