/** The decision service: detections in, the ledger and its control plane out. */
import { join } from 'node:path';
import type { Bus } from '#libs/bus/bus.ts';
import type { KeyValue } from '#libs/bus/key-value.ts';
import { Objects } from '#libs/bus/objects.ts';
import { untilAvailable } from '#libs/bus/until-available.ts';
import { Catalog } from '#libs/catalog/catalog.ts';
import { compileTexts } from '#libs/catalog/compile.ts';
import type { Clock } from '#libs/clock/clock.ts';
import {
  clusterBucket,
  detectionStreamSpec,
  ledgerBucket,
  ownHeadsBucket,
  ownSnapshotSpec,
  scenarioSetSpec,
} from '#libs/cluster/names.ts';
import type { OwnGroupStores } from '#libs/cluster/own-groups.ts';
import { openShardMap, type ShardMap } from '#libs/cluster/shard-map.ts';
import type { ServiceConfig } from '#libs/config/service-config.ts';
import { ReplicaFeed } from '#libs/ledger/feed.ts';
import { Rpc, serveRpc } from '#libs/rpc/server.ts';
import { openSharedToken, openToken } from '#libs/rpc/token.ts';
import { splitEndpoint } from '#libs/service/health.ts';
import { protectionOf } from '#libs/service/protection.ts';
import { release } from '#libs/service/release.ts';
import type { Service, ServiceContext } from '#libs/service/service.ts';
import { logError } from '#libs/telemetry/logging.ts';
import { AllowList } from './allow-list.ts';
import { AnalyzerPlane } from './analyzer-plane.ts';
import type { DecisionConfig } from './config.ts';
import { ControlPlane } from './control-plane.ts';
import { Decider } from './decider.ts';
import { cutBack } from './detections.ts';
import { Enforcers } from './enforcers.ts';
import { Explanations } from './explanations.ts';
import { ModeSwitch } from './guard/mode-switch.ts';
import { openGuard } from './guard/open-guard.ts';
import { TripBook } from './guard/trip-book.ts';
import { Ledger } from './ledger.ts';
import { DecisionMetrics } from './metrics.ts';
import { Neighbours } from './neighbours.ts';
import { Outbreaks } from './outbreaks.ts';
import { Partitions } from './partitions.ts';
import { PolicyBook } from './policies/policy-book.ts';
import { readPolicyText } from './policies/policy-file.ts';
import { PolicyPlane } from './policy-plane.ts';
import { Reports } from './reports.ts';
import { ScenarioPlane } from './scenario-plane.ts';
import { StatusBoard } from './status-board.ts';
import { Widening } from './widening.ts';

const SWEEP_EVERY_MS = 60_000;
const CUT_BACK_EVERY_MS = 30_000;
/** Whoever owns it acts as the guard. */
const GUARD_PARTITION = 0;
export const TOKEN_FILE = 'token';

/** What the decision service works on, made unless it is there. */
interface Store {
  readonly cluster: KeyValue;
  readonly map: ShardMap;
  readonly ledger: KeyValue;
  readonly sets: Objects;
  readonly own: OwnGroupStores;
}

async function openStore(bus: Bus, clock: Clock, config: ServiceConfig<DecisionConfig>): Promise<Store> {
  await bus.streams.ensure(detectionStreamSpec(config.bus));
  const cluster = await bus.keyValues.open(clusterBucket(config.bus));
  const map = await openShardMap(cluster, config.cluster);
  const ledger = await bus.keyValues.open(ledgerBucket(config.bus));
  const sets = await Objects.open(bus.streams, clock, scenarioSetSpec(config.bus));
  const own = {
    heads: await bus.keyValues.open(ownHeadsBucket(config.bus)),
    snapshots: await Objects.open(bus.streams, clock, ownSnapshotSpec(config.bus)),
  };
  return { cluster, map, ledger, sets, own };
}

export async function startDecision(
  context: ServiceContext,
  config: ServiceConfig<DecisionConfig>,
): Promise<Service> {
  const { bus, clock, random, log, tracing, instance } = context;
  const { own } = config;
  const token =
    own.tokenFile === undefined ? openToken(join(own.stateDir, TOKEN_FILE)) : openSharedToken(own.tokenFile);
  const store = await untilAvailable(context, 'preparing the ledger', () => openStore(bus, clock, config));
  const stopping = new AbortController();
  const { signal } = stopping;
  const ledger = new Ledger({
    store: store.ledger,
    clock,
    random,
    log,
    entriesMax: own.limits.entries,
  });
  const metrics = new DecisionMetrics(context.metrics, ledger.replica);
  const protection = protectionOf(own.protect);
  const book = new PolicyBook({ cluster: store.cluster, clock, log });
  const policies = own.policies === undefined ? undefined : readPolicyText(own.policies);
  await untilAvailable(context, 'reading the policies', () => book.begin(policies));
  const trips = new TripBook({ cluster: store.cluster, clock, log });
  await untilAvailable(context, 'reading what the guard has stopped', () => trips.begin());
  const allowList = new AllowList(new ReplicaFeed(ledger.replica));
  const decider = new Decider({
    ledger,
    allowList,
    outbreaks: new Outbreaks(new ReplicaFeed(ledger.replica)),
    protection,
    policyFor: book.policyFor,
    stops: trips.stops,
    clock,
    tracing,
    metrics,
  });
  const rpc = openRpc(context, own, token, metrics);
  const board = new StatusBoard(bus.announcements, clock, log, signal);
  const plane = openControlPlane(context, own, { rpc, ledger, protection, metrics, board, signal });
  const analyzerPlane = new AnalyzerPlane({ rpc, cluster: store.cluster, stores: store.own, board });
  const catalog = new Catalog(store.cluster, store.sets, random);
  const making = { catalog, compile: compileTexts, clock, release: release() };
  const scenarioPlane = new ScenarioPlane({ rpc, ...making });
  const policyPlane = new PolicyPlane({ rpc, book, scenarios: config.scenarios, clock });
  const following = ledger.run(signal);
  while (!ledger.current) await clock.sleep(10);
  const partitions = new Partitions({
    instance,
    ttlMs: own.ttl,
    partitions: store.map.partitions,
    cluster: store.cluster,
    streams: bus.streams,
    decider,
    parallelMax: own.limits.parallel,
    onSetAside: () => metrics.setAside.value++,
    clock,
    random,
    log,
  });
  const widening = new Widening({
    ledger,
    neighbours: new Neighbours(new ReplicaFeed(ledger.replica)),
    allowList,
    protection,
    thresholds: () => book.set.widen,
    owns: (network) => partitions.owns(store.map.partitionOf([{ field: 'client.net', value: network }])),
    clock,
    log,
  });
  const guard = openGuard(context, {
    ...{ rpc, ledger, trips, board, settings: own.guard },
    modes: new ModeSwitch({ ...making, book }),
    owns: () => partitions.owns(GUARD_PARTITION),
  });
  metrics.show(plane, partitions);
  const sweeping = clock.every(SWEEP_EVERY_MS, () => {
    ledger.sweep(own.retention).catch((error) => logError(log, error, 'sweeping the ledger'));
  });
  const cuttingBack = clock.every(CUT_BACK_EVERY_MS, () => {
    cutBack(bus.streams, store.map.partitions).catch((error) => logError(log, error, 'cutting back'));
  });
  const server = await serveRpc(own.listen, [
    ...plane.services(),
    scenarioPlane.service(),
    analyzerPlane.service(),
    policyPlane.service(),
    guard.plane.service(),
  ]);
  log.info({ listen: own.listen, entries: ledger.replica.count }, 'control plane is open');
  return {
    notReady: () => (ledger.current ? '' : 'the ledger is being read'),
    status: () => ({
      partitions: partitions.status(),
      alarms: [...(book.alarm === '' ? [] : [book.alarm]), ...guard.alarms()],
    }),
    stop: async () => {
      book.end();
      await Promise.all([widening.stop(), guard.stop()]);
      sweeping.cancel();
      cuttingBack.cancel();
      await partitions.stop();
      stopping.abort();
      await following;
      await server.close();
    },
  };
}

function openRpc(
  { log }: ServiceContext,
  { listen }: DecisionConfig,
  token: string,
  metrics: DecisionMetrics,
): Rpc {
  return new Rpc({
    token,
    tokenForReading: !isLoopback(listen),
    log,
    onDenied: () => {
      metrics.refused.value++;
    },
  });
}

function openControlPlane(
  { bus, clock, log, instance }: ServiceContext,
  { limits }: DecisionConfig,
  parts: {
    readonly rpc: Rpc;
    readonly ledger: Ledger;
    readonly protection: ReturnType<typeof protectionOf>;
    readonly metrics: DecisionMetrics;
    readonly board: StatusBoard;
    readonly signal: AbortSignal;
  },
): ControlPlane {
  const { rpc, ledger, protection, metrics, board, signal } = parts;
  const { announcements, payloadMax } = bus;
  const enforcers = new Enforcers();
  return new ControlPlane({
    rpc,
    ledger,
    protection,
    enforcers,
    reports: new Reports({ instance, enforcers, announcements, payloadMax, clock, log }, signal),
    board,
    explanations: new Explanations(
      { instance, announcements, clock, log, ownGroups: () => board.ownGroups() },
      signal,
    ),
    clock,
    metrics,
    watchersMax: limits.watchers,
  });
}

/** Whether nobody but this machine can call. */
function isLoopback(listen: string): boolean {
  const { host } = splitEndpoint(listen);
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
