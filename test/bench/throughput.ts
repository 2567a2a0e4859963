/** File -> parsed -> JetStream (on disk, acknowledged) -> detected, with all processes on this machine. */
import { existsSync, linkSync, mkdirSync, mkdtempSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SystemClock } from '#libs/clock/system.ts';
import { takeSnapshot } from '#services/standalone/view/snapshot.ts';
import { writeCombinedLog } from './generate.ts';
import { cpuSeconds, peakMemoryMb, withStack } from './stack.ts';

export interface ThroughputResult {
  readonly events: number;
  readonly seconds: number;
  readonly events_per_s: number;
  readonly cpu_us_per_event: number;
  readonly rss_mb: Record<string, number>;
  readonly lost: number;
}

const DEFAULT_LINES = 1_000_000;
const POLL_MS = 200;
/** Without any progress for so long the rest counts as lost. */
const PATIENCE_MS = 15_000;

export async function benchThroughput(options: { readonly file?: string }): Promise<{
  readonly result: ThroughputResult;
  /** CPU us an event of each process. */
  readonly cpuUs: Readonly<Record<string, number>>;
}> {
  const clock = new SystemClock();
  const file = options.file ? resolve(options.file) : generated(clock.now());
  const folder = mkdtempSync(join(tmpdir(), 'weir-bench-'));
  const path = join(folder, 'source.log');
  const config = {
    enforce: false,
    loopback: true,
    // Often enough to see the end within two hundredths of the whole: every status costs CPU as well.
    announce: '200ms',
    logLevel: 'warn',
    source: { name: 'bench', type: 'file', path },
  };
  return withStack(
    { clock, config },
    async (stack) => {
      const cpuBefore = cpuSeconds(stack);
      const startMs = clock.elapsed();
      link(file, path);
      let last = { lines: 0, events: 0, malformed: 0 };
      let endMs = startMs;
      let read = false;
      for (;;) {
        const snapshot = await takeSnapshot(stack.controlPlane);
        if (snapshot.events !== last.events || snapshot.lines !== last.lines) endMs = clock.elapsed();
        last = snapshot;
        const source = (await stack.status('collector'))?.sources?.[0];
        read = (source?.position ?? 0) >= statSync(file).size;
        if (read && last.lines > 0 && last.events >= last.lines - last.malformed) break;
        if (clock.elapsed() - endMs > PATIENCE_MS) break;
        await clock.sleep(POLL_MS);
      }
      const seconds = (endMs - startMs) / 1000;
      const { events } = last;
      const cpuAfter = cpuSeconds(stack);
      const cpuUs = Object.fromEntries(
        Object.entries(cpuAfter).map(([name, used]) => [
          name,
          round(((used - cpuBefore[name]) / events) * 1e6),
        ]),
      );
      const result: ThroughputResult = {
        events,
        seconds: Math.round(seconds * 1000) / 1000,
        events_per_s: Math.round(events / seconds),
        cpu_us_per_event: round(Object.values(cpuUs).reduce((sum, us) => sum + us, 0)),
        rss_mb: peakMemoryMb(stack),
        lost: last.lines - last.malformed - events,
      };
      return { result, cpuUs };
    },
    folder,
  );
}

function round(value: number): number {
  return Math.round(100 * value) / 100;
}

function generated(nowMs: number): string {
  const folder = resolve(import.meta.dirname, '../../.weir/bench');
  const file = join(folder, `visitors-${DEFAULT_LINES}.log`);
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeCombinedLog(file, { lines: DEFAULT_LINES, addresses: 49_000, endMs: nowMs });
  }
  return file;
}

/** The log appears at once, whole. */
function link(file: string, path: string): void {
  try {
    linkSync(file, path);
  } catch {
    symlinkSync(file, path);
  }
}
