/** `weir replay`: what a log would have led to. */
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Clock } from '#libs/clock/clock.ts';
import { SystemClock } from '#libs/clock/system.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { loadScenarios, misspeltScenarios } from '#libs/language/built-in.ts';
import { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import { openFormat } from '#services/collector/formats/auto.ts';
import { FORMATS } from '#services/collector/formats/formats.ts';
import { Intake } from '#services/collector/intake.ts';
import { Progress } from '#services/collector/progress.ts';
import { FileSource } from '#services/collector/sources/file/file-source.ts';
import type { Source } from '#services/collector/sources/source.ts';
import { StreamSource } from '#services/collector/sources/stream-source.ts';
import { builtInPolicies, policiesOf, readPolicyText } from '#services/decision/policies/policy-file.ts';
import type { PolicySet } from '#services/decision/policies/policy-set.ts';
import { judge } from '#services/decision/policies/verdict.ts';
import { ReplayEngine } from '../replay/engine.ts';
import { ReplayProgress } from '../replay/progress.ts';
import { decisionLine, detectionLine, reportOf, type SubjectOf, summaryLine } from '../replay/report.ts';

const STDIN = '-';
const THREADS_MAX = 64;
const THREADS_FROM_BYTES = 128 * 1024 ** 2;

export function replayCommand(): Command {
  return new Command('replay')
    .description(
      'runs logs through parse, detect and decide in their own time, and shows what would have happened',
    )
    .argument('<files...>', 'logs, in the order of their time; .gz too, and - for what is piped in')
    .option(
      '--format <format>',
      `how lines are written: ${FORMATS.join(', ')}, or nginx's log_format itself`,
      formatOf,
      'auto',
    )
    .option('--time-zone <zone>', 'of times that are written without one, such as Europe/Berlin', 'UTC')
    .option('--scenarios <folder>', 'scenarios of your own, laid over the built-in ones')
    .option('--policies <file>', 'policies of your own, before those that come with Weir')
    .option('--json', 'a line of JSON for each detection and decision, then a summary', false)
    .addOption(
      new Option('--threads <count>', 'that share the work; else as many as there are cores').argParser(
        countOf,
      ),
    )
    .addHelpText(
      'after',
      `
Decisions are those of a cluster that has seen nothing before, protects nobody and refuses nothing: so no ban is extended
because its client kept asking. What --json prints can be given to weir decisions import.

Examples:
  weir replay access.log --policies policies.yaml
  weir replay access.log.1 access.log --json | weir decisions import -`,
    )
    .action(async (files: string[], _, command: Command) => {
      await replay(
        files.map((file) => (file === STDIN ? file : resolve(file))),
        command.opts<ReplayOptions>(),
      );
    });
}

interface ReplayOptions {
  readonly format: string;
  readonly timeZone: string;
  readonly scenarios?: string;
  readonly policies?: string;
  readonly json: boolean;
  readonly threads?: number;
}

/** @throws WeirError `config` for what is no format, before any file is looked at. */
function formatOf(text: string): string {
  openFormat({ format: text });
  return text;
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
  { scenarios: folder, policies: file, json, ...options }: ReplayOptions,
): Promise<void> {
  const clock = new SystemClock();
  const bytes = files.reduce((sum, file) => sum + sizeOf(file), 0);
  const { scenarios, lists } = loadScenarios(folder);
  const policies = policiesFor(file, folder);
  const subjectOf: SubjectOf = (detection) => {
    const policy = policies.policyFor(detection);
    return policy && judge(policy, detection)?.subject;
  };
  const startMs = clock.elapsed();
  const progress = new ReplayProgress(bytes, process.stderr, clock);
  const closed: Detection[] = [];
  const engine = new ReplayEngine({
    scenarios: new ScenarioSet(scenarios, lists),
    policyFor: (detection) => policies.policyFor(detection),
    events: {
      onDetection: (detection) => {
        if (json) printLine(detectionLine(detection, subjectOf(detection)));
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
    lines: totals.lines,
    parsed: totals.lines - totals.malformed,
    malformed: totals.malformed,
    detections: engine.detections,
    seconds: Math.round(clock.elapsed() - startMs) / 1000,
  };
  if (json) {
    for (const decision of engine.decisions) printLine(decisionLine(decision));
    printLine(summaryLine(engine.decisions, summary));
  } else process.stdout.write(reportOf(closed, engine.decisions, summary, subjectOf));
}

/**
 * What a log is judged by: what a cluster does unless it is told otherwise, behind what a file says.
 * @param folder scenarios of one's own
 * @throws WeirError `config` that tells every mistake of the file with its place
 */
function policiesFor(file: string | undefined, folder: string | undefined): PolicySet {
  if (file === undefined) return builtInPolicies();
  const own = policiesOf(readPolicyText(file), file);
  const named = own.policies.flatMap(({ match }) => match.scenario ?? []);
  for (const { name, message } of misspeltScenarios(named, folder))
    process.stderr.write(`warning: ${name}: ${message}\n`);
  return own.before(builtInPolicies());
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
    const source = sourceOf(file, clock);
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
        const { counters } = intake;
        const done = source.done ?? 0;
        progress.show(totals.lines + counters.lines, totals.malformed + counters.malformed, done);
        await engine.room();
      },
    });
    await source.run(intake, new AbortController().signal);
    totals.lines += intake.counters.lines;
    totals.malformed += intake.counters.malformed;
    progress.next(sizeOf(file));
  }
  return totals;
}

function sourceOf(file: string, clock: Clock): Source & { readonly done?: number | undefined } {
  if (file === STDIN) return new StreamSource('stdin', process.stdin);
  return new FileSource({ name: file, path: file, from: 'start', follow: false, clock });
}

/** Bytes to read; of what is piped in that is not known. */
function sizeOf(file: string): number {
  if (file === STDIN) return 0;
  try {
    return statSync(file).size;
  } catch (error) {
    throw new WeirError('missing', `${file} can't be read: ${messageOf(error)}`);
  }
}

function printLine(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
