/**
 * Runs a process: reads its configuration, starts what it is for, tells how that is, and ends it in order at a signal.
 *
 * Exit codes follow the class of the error (libs/errors); a wrong configuration is 78.
 */
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import type { Clock } from '../clock/clock.ts';
import { type Random, systemRandom } from '../clock/random.ts';
import { SystemClock } from '../clock/system.ts';
import { loadConfig, parseConfig } from '../config/load.ts';
import { type FileCheck, fileSchema, type Section, type ServiceConfig } from '../config/service-config.ts';
import { identifier } from '../config/types.ts';
import type { Disk } from '../disk/disk.ts';
import { SystemDisk } from '../disk/system-disk.ts';
import { CONSEQUENCES, failureOf, messageOf, WeirError } from '../errors/weir-error.ts';
import { createLog, type Log, logError } from '../telemetry/logging.ts';
import { Metrics } from '../telemetry/metrics.ts';
import { NO_TRACING, otlpTracing, type Tracing } from '../telemetry/tracing.ts';
import { serveHealth } from './health.ts';

/** What does not end within this time after a signal is ended. */
const STOP_PATIENCE_MS = 20_000;

/** What everything that runs is given. */
export interface ProcessContext {
  /** What kind of process it is, and which of them. */
  readonly service: string;
  readonly instance: string;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** Ends the whole process because of an error that can't be healed here. */
  readonly fail: (error: unknown) => void;
}

/** Something that runs. */
export interface Running {
  /** Empty when it can do its work now, else why not. */
  notReady(): string;
  /** Finishes what is in hand, stores what must not be lost, and lets go. */
  stop(): Promise<void>;
}

export interface ProcessDefinition<S extends z.ZodType<{ instance: string }>> {
  /** Of the configuration; the last part of its name is that of the service. */
  readonly section: Section;
  readonly schema: S;
  readonly check?: FileCheck<z.output<S>>;
  /** The process's arguments unless given. */
  readonly args?: readonly string[];
  readonly start: (context: ProcessContext, config: ServiceConfig<z.output<S>>) => Promise<Running>;
}

/** Runs a process until a signal; never returns. */
export async function runProcess<S extends z.ZodType<{ instance: string }>>(
  definition: ProcessDefinition<S>,
): Promise<void> {
  const config = readConfig(definition);
  const { instance } = config.own;
  const { telemetry } = config;
  const service = definition.section.split('.').at(-1) ?? '';
  const clock = new SystemClock();
  const log = createLog({ service, instance, level: telemetry.log });
  const metrics = new Metrics(service, instance, telemetry.otlp);
  const tracing = telemetry.otlp === undefined ? NO_TRACING : otlpTracing(telemetry.otlp, service, instance);
  const exit = (error: unknown): never => {
    logError(log, error, service);
    process.exit(CONSEQUENCES[failureOf(error)].exit);
  };
  process.on('uncaughtException', exit);
  process.on('unhandledRejection', exit);

  const running = await definition.start(
    {
      service,
      instance,
      disk: new SystemDisk(),
      clock,
      random: systemRandom,
      log,
      metrics,
      tracing,
      fail: exit,
    },
    config,
  );
  const health =
    telemetry.health === undefined
      ? undefined
      : await serveHealth(telemetry.health, {
          notReady: () => running.notReady(),
          metrics: () => metrics.text(),
        });
  log.info('started');

  await stopSignal(log);
  clock.after(STOP_PATIENCE_MS, () => exit(new Error('did not end in time')));
  await running.stop();
  await health?.close();
  await Promise.allSettled([tracing.close(), metrics.close()]);
  log.info('stopped');
  process.exit(0);
}

/**
 * The configuration that `--config FILE` names, or the defaults; `--instance NAME` is for several processes that share
 * a file. Ends the process when something is wrong with them.
 */
function readConfig<S extends z.ZodType<{ instance: string }>>({
  section,
  schema,
  check,
  args = process.argv.slice(2),
}: ProcessDefinition<S>): ServiceConfig<z.output<S>> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { config: { type: 'string' }, instance: { type: 'string' } },
      allowPositionals: false,
    });
    const file = fileSchema(section, schema, check);
    const config =
      values.config === undefined ? parseConfig('', 'defaults', file) : loadConfig(values.config, file);
    return values.instance === undefined ? config : named(config, values.instance);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : messageOf(error)}\n`);
    process.exit(CONSEQUENCES.config.exit);
  }
}

function named<T extends { instance: string }>(config: ServiceConfig<T>, name: string): ServiceConfig<T> {
  const { data, error } = identifier.safeParse(name);
  if (error) throw new WeirError('config', `--instance "${name}": ${error.issues[0].message}`);
  return { ...config, own: { ...config.own, instance: data } };
}

/** Resolves at the first SIGTERM or SIGINT; a second one ends the process at once. */
function stopSignal(log: Log): Promise<void> {
  return new Promise((resolve) => {
    let stopping = false;
    const onSignal = (signal: NodeJS.Signals) => {
      if (stopping) process.exit(1);
      stopping = true;
      log.info({ signal }, 'stopping');
      resolve();
    };
    process.on('SIGTERM', onSignal);
    process.on('SIGINT', onSignal);
  });
}
