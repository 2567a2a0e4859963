/**
 * `SEED=n npm run sim` repeats one run exactly and shows what happens in it; `npm run sim -- 500 2001` makes so many runs,
 * from seed 2001 on, or from seed 1, on all cores.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { type RunResult, runSimulation } from './run.ts';

const { SEED } = process.env;
const [runs = '100', from = '1'] = process.argv.slice(2);
/** A run that takes so long does not come to an end. */
const PATIENCE_MS = 60_000;

if (process.send) process.on('message', (seed: number) => void work(seed));
else if (SEED !== undefined) await repeat(Number(SEED));
else await runMany(Number(from), Number(runs));

async function work(seed: number): Promise<void> {
  const { history: _, ...result } = await runSimulation(seed);
  process.send?.(result);
}

async function repeat(seed: number): Promise<void> {
  const result = await runSimulation(seed, (line) => void writeSync(1, `${line}\n`));
  report(result);
  process.exitCode = result.violations.length === 0 ? 0 : 1;
}

async function runMany(first: number, count: number): Promise<void> {
  const startMs = performance.now();
  const seeds = Array.from({ length: count }, (_, i) => first + i);
  const results: Result[] = [];
  const workers = Math.min(availableParallelism(), count);
  await Promise.all(Array.from({ length: workers }, () => runSome(seeds, results)));
  const failed = results.filter(({ violations }) => violations.length > 0);
  for (const result of failed) report(result);
  const minutes = Math.round(results.reduce((sum, { tookMs }) => sum + tookMs, 0) / 60_000);
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  console.log(`${count} runs, ${failed.length} failed; ${minutes} cluster minutes in ${seconds} s`);
  process.exitCode = failed.length === 0 && results.length === count ? 0 : 1;
}

type Result = Omit<RunResult, 'history'>;

/** Has seeds run in a process of its own, one after the other, until none is left. */
async function runSome(seeds: number[], results: Result[]): Promise<void> {
  let child = fork(import.meta.filename);
  for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
    child.send(seed);
    const result = await answerOf(child);
    results.push(result ?? { seed, tookMs: 0, detections: 0, violations: ['did not come to an end'] });
    if (!result) child = fork(import.meta.filename);
  }
  child.kill();
}

/** Undefined when the process ends, or takes too long. */
async function answerOf(child: ChildProcess): Promise<Result | undefined> {
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  const done = new AbortController();
  const { signal } = done;
  try {
    const ended = once(child, 'exit', { signal }).then(() => []);
    ended.catch(() => {});
    const [result] = await Promise.race([once(child, 'message', { signal }), ended]);
    return result as Result | undefined;
  } finally {
    clearTimeout(timer);
    done.abort();
  }
}

function report({ seed, detections, violations }: Result): void {
  if (violations.length === 0) return;
  console.log(`seed ${seed}, ${detections} detections expected (SEED=${seed} npm run sim shows it):`);
  for (const violation of violations) console.log(`  ${violation}`);
}
