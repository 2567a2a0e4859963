/** Processes of a start that was killed: they would hold ports and files of the next one. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Child } from './child.ts';
import type { Layout } from './layout.ts';

export function rememberChildren(layout: Layout, children: Iterable<Child>): void {
  const pids = [...children].flatMap(({ pid }) => pid ?? []);
  writeFileSync(layout.children, JSON.stringify(pids), { mode: 0o600 });
}

/** Ends what an earlier start in this folder has left running. A process id that is somebody else's now is left alone. */
export function endLeftovers(layout: Layout): void {
  for (const pid of readPids(layout.children)) {
    if (!commandOf(pid).includes(layout.folder)) continue;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has just ended.
    }
  }
}

function readPids(file: string): number[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as number[];
  } catch {
    return [];
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
