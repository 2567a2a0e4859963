/** `node test/fuzz/json.ts LINES`: made-up lines of JSON, read as JSON.parse reads them. */
import { compareWithJsonParse } from '../support/json-agreement.ts';

const ROUND = 100_000;
const lines = Number(process.argv[2] ?? ROUND);
for (let done = 0, seed = 1; done < lines; done += ROUND, seed++) {
  const events = compareWithJsonParse(Math.min(ROUND, lines - done), seed);
  console.log(`seed ${seed}: ${events} events`);
}
