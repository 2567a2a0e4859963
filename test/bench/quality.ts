/**
 * How well the scenarios tell attackers from visitors: traffic is generated with its truth and goes, as lines,
 * through the same formats, pipeline and policies as `weir replay`.
 */
import { execFileSync } from 'node:child_process';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { messageOf } from '#libs/errors/weir-error.ts';
import { loadScenarios } from '#libs/language/built-in.ts';
import { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import { ReplayEngine } from '#services/cli/replay/engine.ts';
import { tableOf } from '#services/cli/table.ts';
import { openFormat } from '#services/collector/formats/auto.ts';
import { Intake } from '#services/collector/intake.ts';
import { Progress } from '#services/collector/progress.ts';
import { builtInPolicies } from '#services/decision/policies/policy-file.ts';
import { FOUND_BY } from './quality/classes.ts';
import { type ClassRow, type KindRow, type Outcome, type Report, reportOf, share } from './quality/report.ts';
import { Score } from './quality/score.ts';
import { TrafficSource } from './traffic/source.ts';
import { Traffic } from './traffic/traffic.ts';

export interface QualityOptions {
  /** The first one; others follow it. */
  readonly seed: number;
  readonly seeds: number;
  readonly visitors: number;
  /** Event time. */
  readonly hours: number;
  /** A folder with scenarios to lay over the built-in ones. */
  readonly scenarios?: string;
  onRun(result: QualityResult): void;
}

export interface QualityResult extends Report {
  readonly bench: 'quality';
  readonly seed: number;
  readonly hours: number;
  readonly lines: number;
  readonly seconds: number;
}

/** Outside of a checkout. */
const SEED = 20_260_601;

/** One that nothing was tuned on: of the commit. */
export function commitSeed(): number {
  try {
    const hash = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: import.meta.dirname, stdio: 'pipe' });
    return Number.parseInt(hash.toString().slice(0, 8), 16);
  } catch {
    return SEED;
  }
}

/** @returns what all runs come to */
export async function benchQuality(options: QualityOptions): Promise<Report> {
  const { visitors, hours } = options;
  const { scenarios, lists } = loadScenarios(options.scenarios);
  const set = new ScenarioSet(scenarios, lists);
  const outcomes: Outcome[] = [];
  for (let seed = options.seed; seed < options.seed + options.seeds; seed++) {
    const startMs = performance.now();
    const { outcome, lines } = await run(new Traffic({ seed, visitors, hours }), set, hashSeed(seed));
    const seconds = Math.round(performance.now() - startMs) / 1000;
    const report = reportOf([outcome], scenarios);
    outcomes.push(outcome);
    options.onRun({ bench: 'quality', seed, hours, lines, seconds, ...report });
  }
  return reportOf(outcomes, scenarios);
}

/** So that sketches, which count about right, are wrong by the same in each run of a seed. */
function hashSeed(seed: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(seed >>> 0);
  return bytes;
}

async function run(
  traffic: Traffic,
  set: ScenarioSet,
  hash: Uint8Array,
): Promise<{ outcome: Outcome; lines: number }> {
  const score = new Score(traffic.truth, FOUND_BY);
  const events = {
    onDetection: (detection: Detection) => score.addDetection(detection),
    onFailure: (what: string, error: unknown) => {
      throw new Error(`${what}: ${messageOf(error)}`, { cause: error });
    },
  };
  const engine = new ReplayEngine({
    scenarios: set,
    policyFor: (detection) => builtInPolicies().policyFor(detection),
    events,
    seed: hash,
  });
  const intake = new Intake({
    name: 'traffic',
    format: openFormat({ format: 'auto' }),
    map: engine.shards.map,
    batcher: engine.shards.rounds,
    progress: new Progress('quality'),
    quarantine: {
      sample: (_, position, reason, line) => {
        throw new Error(`the line at ${position} is malformed, ${reason}: ${line}`);
      },
    },
    clock: new SimulatedClock(traffic.endMs),
    room: async () => {},
  });
  await new TrafficSource(traffic.requests(), (request) => score.addRequest(request)).run(intake);
  await engine.finish();
  const { decisions } = engine;
  return {
    outcome: {
      attacks: score.attacks(decisions),
      falseOutcomes: score.falseOutcomes(decisions),
      visitors: traffic.truth.visitors(),
    },
    lines: intake.counters.lines,
  };
}

/** For people. */
export function qualityTable({ classes, innocents, visitors, ...report }: Report): string {
  const attackHead = ['CLASS', 'ATTACKS', 'DETECTED', 'DECIDED', 'AFTER EVENTS', 'AFTER S', '', 'SCENARIOS'];
  const innocentHead = ['INNOCENTS', 'VISITORS', 'FALSE', 'PER 1,000', 'CUT OFF', 'BY', 'IN SHADOW ALSO'];
  const { false_decisions: count, false_per_1000: per1000, missed } = report;
  return [
    tableOf(attackHead, classes.map(classCells)),
    '',
    tableOf(innocentHead, innocents.map(kindCells)),
    '',
    `${visitors} visitors, ${count} false decisions, ${per1000} per 1,000.`,
    ...missed.map((bar) => `Missed: ${bar}`),
  ].join('\n');
}

function classCells(row: ClassRow): (string | number)[] {
  const { class: name, scope, covered, attacks, detected, decided, scenarios } = row;
  const spread = row.to_decision ?? row.to_detection;
  const pair = (of: { p50: number; p95: number } | undefined) => (of ? `${of.p50} / ${of.p95}` : '');
  return [
    scope === 'campaign' ? `${name} *` : name,
    attacks,
    covered ? share(detected) : '-',
    share(decided),
    pair(spread?.events),
    pair(spread?.seconds),
    row.to_decision ? 'decided' : spread ? 'detected' : '',
    listed(scenarios),
  ];
}

function kindCells(row: KindRow): (string | number)[] {
  const { kind, visitors, enforce, shadow } = row;
  return [
    kind,
    visitors,
    row.false_decisions,
    visitors > 0 ? row.per_1000 : '',
    row.cut_off,
    listed(enforce),
    listed(shadow),
  ];
}

function listed(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
