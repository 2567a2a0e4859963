/** `SEED=n npm run sim` repeats one run exactly; `npm run sim -- 500` makes so many, from seed 1 or from FROM. */
import { writeSync } from 'node:fs';
import { runSimulation } from './run.ts';

const { SEED, FROM = '1' } = process.env;
const first = Number(SEED ?? FROM);
const count = SEED === undefined ? Number(process.argv[2] ?? 100) : 1;
let simulatedMs = 0;
let failed = 0;
const startMs = performance.now();
for (let seed = first; seed < first + count; seed++) {
  const tell = SEED === undefined ? () => {} : (line: string) => void writeSync(1, `${line}\n`);
  const { tookMs, detections, violations } = await runSimulation(seed, tell);
  simulatedMs += tookMs;
  if (violations.length === 0) continue;
  failed++;
  console.log(`seed ${seed}: ${detections} detections expected`);
  for (const violation of violations) console.log(`  ${violation}`);
}
const seconds = (performance.now() - startMs) / 1000;
const minutes = Math.round(simulatedMs / 60_000);
console.log(`${count} runs, ${failed} failed; ${minutes} cluster minutes in ${seconds.toFixed(1)} s`);
process.exitCode = failed === 0 ? 0 : 1;
