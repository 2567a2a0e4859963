/**
 * `node --expose-gc test/fuzz/main.ts LINES`: formats under made-up lines, and what takes requests under made-up bodies, for long;
 * and what memory they hold after it. A body for each ten lines.
 */
import { fuzzFormats } from '../support/fuzzing.ts';
import { fuzzRequests } from '../support/fuzzing-requests.ts';

const ROUND = 1_000_000;
const LINES_A_BODY = 10;
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
  const round = Math.min(ROUND, lines - done);
  const { events } = fuzzFormats(round, seed);
  fuzzRequests(Math.ceil(round / LINES_A_BODY), seed);
  const held = heldBytes();
  if (done === 0) first = held;
  console.log(`seed ${seed}: ${events} events, ${(held / 1024 ** 2).toFixed(1)} MB held`);
  if (held - first > GROWTH_BYTES_MAX) throw new Error(`memory grows: ${first} bytes, then ${held}`);
}
