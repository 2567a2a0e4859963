import { SystemClock } from '#libs/clock/system.ts';
import { CONSEQUENCES, failureOf, messageOf } from '#libs/errors/weir-error.ts';
import { parseOptions } from './options.ts';
import { run } from './run.ts';

const options = parseOptions(process.argv.slice(2));
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stopping.signal.aborted) process.exit(1);
    stopping.abort();
  });
}
try {
  await run(options, new SystemClock(), stopping.signal);
  process.exit(0);
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : messageOf(error)}\n`);
  process.exit(CONSEQUENCES[failureOf(error)].exit);
}
