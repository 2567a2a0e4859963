/** A list of many addresses through the weir command into the ledger and out again, all processes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DecisionCluster } from '../support/decision-cluster.ts';
import { runFile } from '../support/run.ts';

const TIMEOUT_MS = 600_000;

export interface ImportResult {
  readonly entries: number;
  readonly import_s: number;
  readonly entries_per_s: number;
  /** The same list again, of which nothing is new. */
  readonly again_s: number;
  readonly export_s: number;
}

/** @throws when the ledger does not hold in the end what the list has */
export async function benchImport(entries: number): Promise<ImportResult> {
  const cluster = await DecisionCluster.start();
  try {
    await cluster.addDecision('one');
    const file = join(cluster.folder, 'list.txt');
    const lines = Array.from(
      { length: entries },
      (_, i) => `203.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}\n`,
    );
    writeFileSync(file, lines.join(''));
    const env = cluster.env('one');
    const timed = async (...args: string[]) => {
      const startMs = performance.now();
      const options = { env, timeoutMs: TIMEOUT_MS };
      const { code, stdout, stderr } = await runFile('services/cli/main.ts', ['decisions', ...args], options);
      if (code !== 0) throw new Error(`decisions ${args.join(' ')} ended with ${code}: ${stderr}`);
      return { seconds: (performance.now() - startMs) / 1000, stdout };
    };
    const first = await timed('import', file, '--for', 'permanent');
    const again = await timed('import', file, '--for', 'permanent');
    const told = await timed('export', '--format', 'plain');
    if (told.stdout.split('\n').sort().join('\n').trim() !== lines.sort().join('').trim())
      throw new Error('the ledger does not hold the list');
    const rounded = (seconds: number) => Math.round(10 * seconds) / 10;
    return {
      entries,
      import_s: rounded(first.seconds),
      entries_per_s: Math.round(entries / first.seconds),
      again_s: rounded(again.seconds),
      export_s: rounded(told.seconds),
    };
  } finally {
    await cluster.stop();
  }
}
