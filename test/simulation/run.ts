/** One run of the simulated cluster, repeatable from its seed. */
import { lift } from '#services/decision/ledger/merge.ts';
import { differences, troubles, Watchdog } from './checks.ts';
import { expectedDetections } from './expected.ts';
import { planFaults } from './faults.ts';
import { makeLoad } from './load.ts';
import { OWN_ANALYZER } from './own.ts';
import { SCENARIOS } from './scenarios.ts';
import { START_MS, World } from './world.ts';

/** Everything begins, undisturbed. */
const WARM_UP_MS = 2000;
const LOAD_MS = 15_000;
/** After the last fault: how long the cluster may take until all is as it should be. */
const REST_MAX_MS = 90_000;
const STEP_MS = 1000;
const FAULTS_MAX = 10;
const UNBANS = 2;
/** In every tenth run something that was stored gets lost, too. */
const LOSSY_EVERY = 10;
/** And every third has an analyzer of one's own. */
const OWN_EVERY = 3;

export interface RunResult {
  readonly seed: number;
  /** Simulated time, ms. */
  readonly tookMs: number;
  readonly detections: number;
  readonly violations: readonly string[];
  /** What went wrong by plan, and what services said, for whoever has to find out. */
  readonly history: readonly string[];
}

/** @param tell told of everything at once, for runs that do not come to an end */
export async function runSimulation(
  seed: number,
  tell: (line: string) => void = () => {},
): Promise<RunResult> {
  const withOwn = seed % OWN_EVERY === 0;
  const world = new World(seed, withOwn);
  const watchdog = new Watchdog(world);
  const history: string[] = [];
  const note = (text: string) => {
    const line = `${(world.atMs / 1000).toFixed(3).padStart(8)} ${text}`;
    history.push(line);
    tell(line);
  };
  world.onFault = (what) => note(`FAULT ${what}`);
  world.onLog = (record) => {
    const { node, message, fields } = record;
    watchdog.hear(record);
    note(`${node} ${message} ${JSON.stringify(fields)}`);
  };
  await world.start();
  await world.clock.advance(WARM_UP_MS);
  const written: { site: number; line: number }[] = [];
  for (const { atMs, site, text } of makeLoad(world.random, world.logs.length, LOAD_MS)) {
    world.clock.after(atMs, () => {
      const log = world.logs[site];
      log.append(text(Math.round(world.clock.now())));
      written.push({ site, line: log.lines.length - 1 });
    });
  }
  const lossy = seed % LOSSY_EVERY === 0;
  planFaults(world, Math.floor(world.random.next() * (FAULTS_MAX + 1)), 0, LOAD_MS, lossy);
  for (let i = 0; i < UNBANS; i++) {
    world.clock.after(LOAD_MS * (0.3 + 0.7 * world.random.next()), () => void unban(world, note));
  }
  await world.clock.advance(LOAD_MS);
  const scenarios = withOwn ? [...SCENARIOS, ...OWN_ANALYZER.scenarios] : SCENARIOS;
  const expected = await expectedDetections(scenarios, world.logs, written, world.clock.now());
  let left: string[] = [];
  for (let restMs = 0; restMs < REST_MAX_MS; restMs += STEP_MS) {
    await world.clock.advance(STEP_MS);
    if (watchdog.violations.length > 0) break;
    left = lossy ? troubles(world) : await differences(world, expected);
    if (left.length === 0) break;
  }
  const tookMs = world.clock.now() - START_MS;
  for (const { process } of world.nodes) process.kill();
  return { seed, tookMs, detections: expected.size, violations: [...watchdog.violations, ...left], history };
}

/** A person takes one of the decisions back. */
async function unban(world: World, note: (text: string) => void): Promise<void> {
  const node = world.of('decision').find(({ decision, process }) => decision && process.running);
  const entries = [...(node?.decision?.ledger.replica.entries() ?? [])];
  const entry = entries[Math.floor(world.random.next() * entries.length)];
  if (!node?.decision || !entry) return;
  note(`unban ${entry.key}`);
  const by = { author: 'a person', reason: 'a mistake' };
  const nowMs = world.clock.now();
  await node.decision.ledger
    .change(entry.key, (present) => present && lift(present, by, nowMs))
    .catch(() => {});
}
