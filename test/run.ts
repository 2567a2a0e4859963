/** Runs the tests: `check` is the fast part, `all` everything that CI needs, `long` what takes its time. */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const bin = (name: string) => resolve(root, 'node_modules/.bin', name);

interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
}

const tests = (name: string, patterns: readonly string[], ...options: string[]): Step => ({
  name,
  command: process.execPath,
  args: [
    '--test',
    '--test-reporter=./test/support/reporter.ts',
    ...options,
    ...patterns.flatMap((pattern) => globSync(pattern, { cwd: root }).sort()),
  ],
});

/** Runs of the simulated cluster, each from a seed of its own. */
function simulation(from: number, runs: number): Step {
  return {
    name: `simulation, seeds ${from} to ${from + runs - 1}`,
    command: process.execPath,
    args: ['test/simulation/main.ts', String(runs), String(from)],
  };
}

const CHECK: readonly Step[] = [
  { name: 'types', command: bin('tsc'), args: ['--noEmit'] },
  {
    name: 'lint and format',
    command: bin('biome'),
    args: ['ci', '--error-on-warnings', '--colors=off', '.'],
  },
  { name: 'generated code', command: process.execPath, args: ['proto/generate.ts', '--check'] },
  { name: 'generated configuration', command: process.execPath, args: ['deploy/generate.ts', '--check'] },
  { name: 'generated schema', command: process.execPath, args: ['scenarios/generate.ts', '--check'] },
  tests(
    'unit and contract',
    ['test/*.test.ts', 'test/unit/**/*.test.ts', 'test/contract/**/*.test.ts'],
    `--test-concurrency=${availableParallelism()}`,
  ),
  {
    name: 'cases of the built-in scenarios',
    command: process.execPath,
    args: ['services/cli/main.ts', 'scenarios', 'test'],
  },
  simulation(1, 200),
];

const ALL: readonly Step[] = [
  ...CHECK,
  simulation(201, 1800),
  tests('simulation of a damaged cluster', ['test/simulation/*.test.ts']),
  tests('expressions and formats over a million lines', ['test/property/**/*.test.ts']),
  tests('clusters in memory', ['test/cluster/**/*.test.ts']),
  // Two files at a time: they start real servers, and wait for them as long as they compute.
  tests('integration', ['test/integration/**/*.test.ts'], '--test-concurrency=2'),
  tests('end to end', ['test/e2e/**/*.test.ts'], '--test-concurrency=2'),
];

const LONG: readonly Step[] = [
  {
    name: 'formats, 10,000,000 made-up lines',
    command: process.execPath,
    args: ['--expose-gc', 'test/fuzz/main.ts', '10000000'],
  },
  {
    name: 'JSON, 1,000,000 made-up lines',
    command: process.execPath,
    args: ['test/fuzz/json.ts', '1000000'],
  },
  simulation(2001, 20_000),
];

const suites: Readonly<Record<string, readonly Step[]>> = { check: CHECK, all: ALL, long: LONG };
const suite = suites[process.argv[2] ?? 'all'];
if (!suite) {
  console.error(`There is no suite ${process.argv[2]}; there are ${Object.keys(suites).join(', ')}.`);
  process.exit(64);
}
let failed = false;
for (const { name, command, args } of suite) {
  const startMs = performance.now();
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  const took = ((performance.now() - startMs) / 1000).toFixed(1);
  console.log(`${status === 0 ? 'ok' : 'FAILED'}: ${name} (${took} s)`);
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
