/** The decision service: detections in, the ledger and its control plane out. */
import { join } from 'node:path';
import { untilAvailable } from '#libs/bus/until-available.ts';
import { clusterBucket, detectionStreamSpec, ledgerBucket } from '#libs/cluster/names.ts';
import type { ServiceConfig } from '#libs/config/service-config.ts';
import { Rpc, serveRpc } from '#libs/rpc/server.ts';
import { openToken } from '#libs/rpc/token.ts';
import { splitEndpoint } from '#libs/service/health.ts';
import { protectionOf } from '#libs/service/protection.ts';
import type { Service, ServiceContext } from '#libs/service/service.ts';
import { logError } from '#libs/telemetry/logging.ts';
import type { weir } from '#proto';
import { AllowList } from './allow-list.ts';
import { type DecisionConfig, policyFor } from './config.ts';
import { ControlPlane } from './control-plane.ts';
import { Decider } from './decider.ts';
import { Enforcers } from './enforcers.ts';
import { Ledger } from './ledger.ts';
import { DecisionMetrics } from './metrics.ts';
import { StatusBoard } from './status-board.ts';

const SWEEP_EVERY_MS = 60_000;
export const TOKEN_FILE = 'token';

export async function startDecision(
  context: ServiceContext,
  { own: config, bus: busConfig }: ServiceConfig<DecisionConfig>,
): Promise<Service> {
  const { bus, clock, random, log, tracing } = context;
  const token = openToken(join(config.stateDir, TOKEN_FILE));
  const store = await untilAvailable(context, 'preparing the ledger', async () => {
    await bus.streams.ensure(detectionStreamSpec(busConfig));
    await bus.keyValues.open(clusterBucket(busConfig));
    return bus.keyValues.open(ledgerBucket(busConfig));
  });
  const stopping = new AbortController();
  const { signal } = stopping;
  const ledger = new Ledger({ store, clock, random, log, entriesMax: config.limits.entries });
  const metrics = new DecisionMetrics(context.metrics, ledger.replica, () => plane.watchers);
  const protection = protectionOf(config.protect);
  const enforcers = new Enforcers();
  const rpc = new Rpc({
    token,
    tokenForReading: !isLoopback(config.listen),
    log,
    onDenied: () => {
      metrics.refused.value++;
    },
  });
  const plane = new ControlPlane({
    rpc,
    ledger,
    protection,
    enforcers,
    board: new StatusBoard(bus.announcements, clock, log, signal),
    clock,
    metrics,
    watchersMax: config.limits.watchers,
  });
  const decider = new Decider({
    streams: bus.streams,
    ledger,
    allowList: new AllowList(ledger.replica),
    protection,
    policyFor: (scenario) => policyFor(config, scenario),
    parallelMax: config.limits.parallel,
    clock,
    random,
    log,
    tracing,
    metrics,
  });
  const following = ledger.run(signal);
  while (!ledger.current) await clock.sleep(10);
  const deciding = decider.run(signal);
  const sweeping = clock.every(SWEEP_EVERY_MS, () => {
    ledger.sweep(config.retention).catch((error) => logError(log, error, 'sweeping the ledger'));
  });
  const server = await serveRpc(config.listen, plane.services());
  log.info({ listen: config.listen, entries: ledger.replica.count }, 'control plane is open');
  return {
    notReady: () => (ledger.current ? '' : 'the ledger is being read'),
    status: () => statusOf(enforcers),
    stop: async () => {
      sweeping.cancel();
      stopping.abort();
      await deciding;
      await following;
      await server.close();
    },
  };
}

function statusOf(enforcers: Enforcers): weir.v1.ServiceStatus.$Properties {
  return {
    alarms: enforcers.states.flatMap(({ enforcer, alarm }) => (alarm ? [`${enforcer}: ${alarm}`] : [])),
  };
}

/** Whether nobody but this machine can call. */
function isLoopback(listen: string): boolean {
  const { host } = splitEndpoint(listen);
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
