/** Runs a service: a process on the bus, which announces how it is. */
import type { z } from 'zod';
import { weir } from '#proto';
import type { Bus } from '../bus/bus.ts';
import { NatsBus } from '../bus/nats/nats-bus.ts';
import { statusSubject } from '../cluster/names.ts';
import type { ServiceConfig } from '../config/service-config.ts';
import { type ProcessContext, type ProcessDefinition, type Running, runProcess } from './process.ts';

/** What every service is given. */
export interface ServiceContext extends Omit<ProcessContext, 'service'> {
  readonly bus: Bus;
}

/** A service that runs. */
export interface Service extends Running {
  /** What it announces beside its numbers. */
  status(): weir.v1.ServiceStatus.$Properties;
}

export interface ServiceDefinition<S extends z.ZodType<{ instance: string }>>
  extends Omit<ProcessDefinition<S>, 'start'> {
  readonly start: (context: ServiceContext, config: ServiceConfig<z.output<S>>) => Promise<Service>;
}

/** Runs a service until a signal; never returns. */
export async function runService<S extends z.ZodType<{ instance: string }>>(
  definition: ServiceDefinition<S>,
): Promise<void> {
  await runProcess({
    ...definition,
    start: (context, config) =>
      onBus(context, config, (bus) => definition.start({ ...context, bus }, config)),
  });
}

async function onBus(
  { service, instance, clock, log, metrics }: ProcessContext,
  { bus: busConfig, telemetry }: Pick<ServiceConfig<unknown>, 'bus' | 'telemetry'>,
  start: (bus: Bus) => Promise<Service>,
): Promise<Running> {
  const startedMs = clock.now();
  const { servers, user, password, credentials } = busConfig;
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
  const running = await start(bus);
  const announcing = clock.every(telemetry.announce, () => {
    const status = { ...running.status(), service, instance, atMs: clock.now(), startedMs };
    const data = weir.v1.ServiceStatus.encode({ ...status, numbers: metrics.numbers() }).finish();
    bus.announcements.announce(statusSubject(service, instance), data);
  });
  return {
    notReady: () => (bus.connected ? running.notReady() : 'the bus is not connected'),
    stop: async () => {
      // It works until it has stopped: what it has not handed over yet is seen to go on.
      await running.stop();
      announcing.cancel();
      await bus.close();
    },
  };
}
