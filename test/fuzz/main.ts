/** `node --expose-gc test/fuzz/main.ts LINES`: formats under made-up lines for long, and what memory they hold after it. */
import { fuzzFormats } from '../support/fuzzing.ts';

const ROUND = 1_000_000;
/** What a million lines may leave behind: nothing, but the heap is never the same twice. */
const GROWTH_BYTES_MAX = 16 * 1024 * 1024;

const lines = Number(process.argv[2] ?? ROUND);
const collect = globalThis.gc;
if (!collect) throw new Error('run node with --expose-gc');
const heldBytes = () => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

let first = 0;
for (let done = 0, seed = 1; done < lines; done += ROUND, seed++) {
  const { events } = fuzzFormats(Math.min(ROUND, lines - done), seed);
  const held = heldBytes();
  if (done === 0) first = held;
  console.log(`seed ${seed}: ${events} events, ${(held / 1024 ** 2).toFixed(1)} MB held`);
  if (held - first > GROWTH_BYTES_MAX) throw new Error(`memory grows: ${first} bytes, then ${held}`);
}
