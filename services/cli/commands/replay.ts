/** `weir replay`: what a log would have led to. */
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Clock } from '#libs/clock/clock.ts';
import { SystemClock } from '#libs/clock/system.ts';
import type { Decision } from '#libs/domain/decision.ts';
import type { Detection } from '#libs/domain/detection.ts';
import type { Subject } from '#libs/domain/scope.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { loadScenarios } from '#libs/language/built-in.ts';
import { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import { openFormat } from '#services/collector/formats/auto.ts';
import { FORMATS } from '#services/collector/formats/formats.ts';
import { Intake } from '#services/collector/intake.ts';
import { Progress } from '#services/collector/progress.ts';
import { FileSource } from '#services/collector/sources/file/file-source.ts';
import type { PolicyFor } from '#services/decision/policies/policy.ts';
import { builtInPolicies } from '#services/decision/policies/policy-file.ts';
import { judge } from '#services/decision/policies/verdict.ts';
import { ReplayEngine } from '../replay/engine.ts';
import { ReplayProgress } from '../replay/progress.ts';
import { tableOf } from '../table.ts';

const THREADS_MAX = 64;
const THREADS_FROM_BYTES = 128 * 1024 ** 2;

export function replayCommand(): Command {
  return new Command('replay')
    .description(
      'runs logs through parse, detect and decide in their own time, and shows what would have happened',
    )
    .argument('<files...>', 'logs, in the order of their time')
    .option(
      '--format <format>',
      `how lines are written: ${FORMATS.join(', ')}, or nginx's log_format itself`,
      'auto',
    )
    .option('--time-zone <zone>', 'of times that are written without one, such as Europe/Berlin', 'UTC')
    .option('--scenarios <folder>', 'scenarios of your own, laid over the built-in ones')
    .option('--json', 'a line of JSON for each detection and decision, then a summary', false)
    .addOption(
      new Option('--threads <count>', 'that share the work; else as many as there are cores').argParser(
        countOf,
      ),
    )
    .action(async (files: string[], _, command: Command) => {
      await replay(
        files.map((file) => resolve(file)),
        command.opts<ReplayOptions>(),
      );
    });
}

interface ReplayOptions {
  readonly format: string;
  readonly timeZone: string;
  readonly scenarios?: string;
  readonly json: boolean;
  readonly threads?: number;
}

function countOf(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= THREADS_MAX) return count;
  throw new InvalidArgumentError(`use a whole number from 1 to ${THREADS_MAX}`);
}

/** What is read fast is not worth the second that other threads need until they are as fast as this one. */
function threadsFor(bytes: number): number {
  return bytes < THREADS_FROM_BYTES ? 1 : Math.min(availableParallelism(), THREADS_MAX);
}

async function replay(
  files: readonly string[],
  { scenarios: folder, json, ...options }: ReplayOptions,
): Promise<void> {
  const clock = new SystemClock();
  const bytes = files.reduce((sum, file) => sum + sizeOf(file), 0);
  const { scenarios, lists } = loadScenarios(folder);
  const startMs = clock.elapsed();
  const progress = new ReplayProgress(bytes, process.stderr, clock);
  const closed: Detection[] = [];
  const engine = new ReplayEngine({
    scenarios: new ScenarioSet(scenarios, lists),
    policyFor,
    events: {
      onDetection: (detection) => {
        if (json) printLine(detectionLine(detection));
        else closed.push(detection);
      },
      onFailure: (what, error) => process.stderr.write(`${what}: ${messageOf(error)}\n`),
    },
    threads: options.threads ?? threadsFor(bytes),
    folder,
  });
  let totals: Totals;
  try {
    totals = await read(files, options, engine, progress, clock);
    await engine.finish();
  } finally {
    await engine.close();
    progress.close();
  }
  const summary = {
    type: 'summary',
    lines: totals.lines,
    parsed: totals.lines - totals.malformed,
    malformed: totals.malformed,
    detections: engine.detections,
    seconds: Math.round(clock.elapsed() - startMs) / 1000,
  };
  if (json) {
    for (const decision of engine.decisions) printLine(decisionLine(decision));
    printLine(summary);
  } else process.stdout.write(reportOf(closed, engine.decisions, summary));
}

interface Totals {
  lines: number;
  malformed: number;
}

/** Passes on the lines of the files, one after the other. */
async function read(
  files: readonly string[],
  { format, timeZone }: Pick<ReplayOptions, 'format' | 'timeZone'>,
  engine: ReplayEngine,
  progress: ReplayProgress,
  clock: Clock,
): Promise<Totals> {
  const totals = { lines: 0, malformed: 0 };
  for (const file of files) {
    const intake = new Intake({
      // One log in several files: one that has ended must not hold the time of the next back.
      name: 'log',
      format: openFormat({ format }, { timeZone }),
      map: engine.shards.map,
      batcher: engine.shards.rounds,
      progress: new Progress('replay'),
      quarantine: { sample: () => {} },
      clock,
      room: async () => {
        const { counters, position } = intake;
        progress.show(totals.lines + counters.lines, totals.malformed + counters.malformed, position);
        await engine.room();
      },
    });
    const source = new FileSource({
      name: file,
      path: file,
      from: 'start',
      follow: false,
      clock,
      onEvent: () => {},
    });
    await source.run(intake, new AbortController().signal);
    totals.lines += intake.counters.lines;
    totals.malformed += intake.counters.malformed;
    progress.next(sizeOf(file));
  }
  return totals;
}

function detectionLine(detection: Detection) {
  const { scenario, mode, openedMs, firstSeenMs, lastSeenMs, events } = detection;
  const subject = subjectOf(detection);
  return {
    type: 'detection',
    scenario,
    scope: subject?.scope ?? '',
    value: subject?.value ?? '',
    mode,
    at: timeOf(openedMs),
    first_seen: timeOf(firstSeenMs),
    last_seen: timeOf(lastSeenMs),
    events,
  };
}

/** What a file is judged by: what a cluster does unless it is told otherwise. */
const policyFor: PolicyFor = (detection) => builtInPolicies().policyFor(detection);

/** Whom a detection is about. */
function subjectOf(detection: Detection): Subject | undefined {
  const policy = policyFor(detection);
  return policy && judge(policy, detection)?.subject;
}

function decisionLine({ contributions, scope, value, mode, remediation, createdMs, untilMs }: Decision) {
  return {
    type: 'decision',
    scenario: contributions[0]?.scenario ?? '',
    scope,
    value,
    mode,
    remediation,
    at: timeOf(createdMs),
    expires_at: timeOf(untilMs),
  };
}

function reportOf(
  detections: readonly Detection[],
  decisions: readonly Decision[],
  summary: { lines: number; parsed: number; malformed: number; seconds: number },
): string {
  const rows = [...detections]
    .sort((a, b) => a.openedMs - b.openedMs)
    .map((detection) => [
      timeOf(detection.openedMs),
      subjectOf(detection)?.value ?? detection.key.map(({ value }) => value).join(' '),
      detection.scenario,
      detection.mode,
      detection.events,
      (detection.evidence.at(-1)?.summary ?? '').slice(0, 60),
    ]);
  const found =
    rows.length === 0
      ? 'Nothing was found.'
      : tableOf(['AT', 'WHO', 'SCENARIO', 'MODE', 'EVENTS', 'EVIDENCE'], rows);
  const rate = summary.seconds > 0 ? Math.round(summary.lines / summary.seconds) : summary.lines;
  return `${found}

${summary.lines} lines, ${summary.malformed} malformed; ${detections.length} detections, ${decisions.length} decisions; ${summary.seconds} s, ${rate} lines/s
`;
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch (error) {
    throw new WeirError('missing', `${file} can't be read: ${messageOf(error)}`);
  }
}

function printLine(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
