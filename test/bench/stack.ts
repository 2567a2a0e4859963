/** A stack to measure: started in a folder of its own, with what its processes use. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '#libs/clock/clock.ts';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { layoutOf, prepareLayout } from '#services/standalone/stack/layout.ts';
import { Stack, type StackOptions } from '#services/standalone/stack/stack.ts';
import { endStackWithProcess } from '../support/stack.ts';

const TICKS_PER_SECOND = 100;

/** Calls `action` with a running stack, then ends it and removes its folder. */
export async function withStack<T>(
  options: Omit<StackOptions, 'layout' | 'nats' | 'clock'> & { readonly clock: Clock },
  action: (stack: Stack) => Promise<T>,
  folder = mkdtempSync(join(tmpdir(), 'weir-bench-')),
): Promise<T> {
  const layout = layoutOf(folder);
  prepareLayout(layout, false);
  const ended = endStackWithProcess(layout);
  const stack = await Stack.start({ ...options, layout, nats: await natsPart() });
  try {
    return await action(stack);
  } finally {
    await stack.stop();
    ended();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** CPU seconds that each process of the stack has used, nginx left out. */
export function cpuSeconds(stack: Stack): Record<string, number> {
  const seconds: Record<string, number> = {};
  for (const { name, pid } of stack.children.values()) {
    if (name !== 'nginx' && pid !== undefined) seconds[name] = cpuSecondsOf(pid);
  }
  return seconds;
}

/** Peak resident memory of each process, MB. */
export function peakMemoryMb(stack: Stack): Record<string, number> {
  const peaks: Record<string, number> = {};
  for (const { name, pid } of stack.children.values()) {
    if (pid !== undefined) peaks[name] = peakMemoryMbOf(pid);
  }
  return peaks;
}

/** What a process has used, and those it has started and waited for. */
export function cpuSecondsOf(pid: number, withChildren = false): number {
  // After the name, which may hold spaces, fields 14 and 15 of the whole are user and system time, the next two the children's.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  const ticks = fields.slice(11, withChildren ? 15 : 13).reduce((sum, field) => sum + Number(field), 0);
  return ticks / TICKS_PER_SECOND;
}

export function peakMemoryMbOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}
