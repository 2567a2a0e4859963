/**
 * Runs a service: reads its configuration, connects, starts it, tells how it is, and ends it in order at a signal.
 *
 * Exit codes follow the class of the error (libs/errors); a wrong configuration is 78.
 */
import { parseArgs } from 'node:util';
import type { z } from 'zod';
import { weir } from '#proto';
import type { Bus } from '../bus/bus.ts';
import { NatsBus } from '../bus/nats/nats-bus.ts';
import type { Clock } from '../clock/clock.ts';
import { type Random, systemRandom } from '../clock/random.ts';
import { SystemClock } from '../clock/system.ts';
import { statusSubject } from '../cluster/names.ts';
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

/** A service that does not end within this time after a signal is ended. */
const STOP_PATIENCE_MS = 20_000;

/** What every service is given. */
export interface ServiceContext {
  readonly instance: string;
  readonly bus: Bus;
  readonly disk: Disk;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** Ends the whole process because of an error that can't be healed here. */
  readonly fail: (error: unknown) => void;
}

/** A service that runs. */
export interface Service {
  /** Empty when it can do its work now, else why not. */
  notReady(): string;
  /** What it announces beside its numbers. */
  status(): weir.v1.ServiceStatus.$Properties;
  /** Finishes what is in hand, stores what must not be lost, and lets go. */
  stop(): Promise<void>;
}

export interface ServiceDefinition<S extends z.ZodType<{ instance: string }>> {
  /** Of the configuration; the last part of its name is that of the service. */
  readonly section: Section;
  readonly schema: S;
  readonly check?: FileCheck<z.output<S>>;
  readonly start: (context: ServiceContext, config: ServiceConfig<z.output<S>>) => Promise<Service>;
}

/** Runs a service until a signal; never returns. */
export async function runService<S extends z.ZodType<{ instance: string }>>(
  definition: ServiceDefinition<S>,
): Promise<void> {
  const config = readConfig(definition);
  const { instance } = config.own;
  const { telemetry } = config;
  const service = definition.section.split('.').at(-1) ?? '';
  const clock = new SystemClock();
  const log = createLog({ service, instance, level: telemetry.log });
  const metrics = new Metrics(service, instance, telemetry.otlp);
  const tracing = telemetry.otlp === undefined ? NO_TRACING : otlpTracing(telemetry.otlp, service, instance);
  const startedMs = clock.now();
  const exit = (error: unknown): never => {
    logError(log, error, service);
    process.exit(CONSEQUENCES[failureOf(error)].exit);
  };
  process.on('uncaughtException', exit);
  process.on('unhandledRejection', exit);

  const { servers, user, password, credentials } = config.bus;
  log.info({ servers }, 'connecting');
  const bus = await NatsBus.connect(
    {
      servers,
      name: `weir-${service}-${instance}`,
      ...(user === undefined ? {} : { user }),
      ...(password === undefined ? {} : { password }),
      ...(credentials === undefined ? {} : { credentials }),
    },
    clock,
    (event) => log.warn({ event }, 'bus'),
  );
  const context: ServiceContext = {
    instance,
    bus,
    disk: new SystemDisk(),
    clock,
    random: systemRandom,
    log,
    metrics,
    tracing,
    fail: exit,
  };
  const running = await definition.start(context, config);
  const health =
    telemetry.health === undefined
      ? undefined
      : await serveHealth(telemetry.health, {
          notReady: () => (bus.connected ? running.notReady() : 'the bus is not connected'),
          metrics: () => metrics.text(),
        });
  const announcing = clock.every(telemetry.announce, () => {
    const status = { ...running.status(), service, instance, atMs: clock.now(), startedMs };
    const data = weir.v1.ServiceStatus.encode({ ...status, numbers: metrics.numbers() }).finish();
    bus.announcements.announce(statusSubject(service, instance), data);
  });
  log.info('started');

  await stopSignal(log);
  clock.after(STOP_PATIENCE_MS, () => exit(new Error('did not end in time')));
  // It works until it has stopped: what it has not handed over yet is seen to go on.
  await running.stop();
  announcing.cancel();
  await health?.close();
  await Promise.allSettled([tracing.close(), metrics.close(), bus.close()]);
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
}: ServiceDefinition<S>): ServiceConfig<z.output<S>> {
  try {
    const { values } = parseArgs({
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
