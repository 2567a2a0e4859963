/**
 * Writes numbered lines to a log, as many a millisecond as it is told, and opens it anew at SIGUSR1 as nginx does. It says
 * when it has begun; told to stop, it says how many lines there are.
 */
import { closeSync, openSync, writeSync } from 'node:fs';

const [path, perMs] = [process.argv[2], Number(process.argv[3])];
const FILL = 'x'.repeat(100);
const CATCH_UP_MS = 50;

let descriptor = openSync(path, 'a');
let written = 0;
let lastMs = performance.now();

process.on('SIGUSR1', () => {
  const before = descriptor;
  descriptor = openSync(path, 'a');
  // Other workers are told a moment later: one line more goes where all of them went.
  writeSync(before, `line ${written++} ${FILL}\n`);
  closeSync(before);
});

const timer = setInterval(() => {
  const nowMs = performance.now();
  const count = Math.round(Math.min(CATCH_UP_MS, nowMs - lastMs) * perMs);
  lastMs = nowMs;
  for (let i = 0; i < count; i++) writeSync(descriptor, `line ${written++} ${FILL}\n`);
}, 1);

process.on('message', () => {
  clearInterval(timer);
  process.send?.(written, () => process.exit(0));
});
process.send?.('begun');
