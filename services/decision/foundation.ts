/** What everything in the decision service stands on: its stores, the ledger, and the records that all replicas share. */
import { AuditLog } from '#libs/audit/audit-log.ts';
import type { Bus } from '#libs/bus/bus.ts';
import type { KeyValue } from '#libs/bus/key-value.ts';
import { Objects } from '#libs/bus/objects.ts';
import { untilAvailable } from '#libs/bus/until-available.ts';
import { Catalog } from '#libs/catalog/catalog.ts';
import { compileTexts } from '#libs/catalog/compile.ts';
import type { Compile } from '#libs/catalog/scenario-sets.ts';
import type { Clock } from '#libs/clock/clock.ts';
import {
  auditStreamSpec,
  clusterBucket,
  detectionStreamSpec,
  ledgerBucket,
  ownHeadsBucket,
  ownSnapshotSpec,
  redactedAuditStreamSpec,
  scenarioSetSpec,
} from '#libs/cluster/names.ts';
import type { OwnGroupStores } from '#libs/cluster/own-groups.ts';
import { openShardMap, type ShardMap } from '#libs/cluster/shard-map.ts';
import type { ServiceConfig } from '#libs/config/service-config.ts';
import { ReplicaFeed } from '#libs/ledger/feed.ts';
import { protectionOf } from '#libs/service/protection.ts';
import { release } from '#libs/service/release.ts';
import type { ServiceContext } from '#libs/service/service.ts';
import { AllowList } from './allowlist/allow-list.ts';
import { Exemptions } from './allowlist/exemptions.ts';
import { AsnDatabase } from './asn/asn-database.ts';
import { type Asns, NO_ASNS } from './asn/asns.ts';
import type { DecisionConfig } from './config.ts';
import { TripBook } from './guard/trip-book.ts';
import { Ledger } from './ledger/ledger.ts';
import { DecisionMetrics } from './metrics.ts';
import { StatusBoard } from './planes/status-board.ts';
import { PolicyBook } from './policies/policy-book.ts';
import { readPolicyText } from './policies/policy-file.ts';
import { Pseudonyms } from './redaction/pseudonyms.ts';

export interface Foundation {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly metrics: DecisionMetrics;
  readonly allowList: AllowList;
  readonly exemptions: Exemptions;
  /** Undefined: none is configured, and nothing is known of anybody. */
  readonly asnDatabase: AsnDatabase | undefined;
  readonly asns: Asns;
  readonly book: PolicyBook;
  readonly trips: TripBook;
  readonly board: StatusBoard;
  readonly audit: AuditLog;
  /** For what is redacted. */
  readonly pseudonyms: Pseudonyms;
  readonly sets: SetMaking;
}

/** What is on the bus, made unless it is there. */
export interface Store {
  readonly cluster: KeyValue;
  readonly map: ShardMap;
  readonly ledger: KeyValue;
  readonly sets: Objects;
  readonly own: OwnGroupStores;
}

/** What it takes to make a scenario set of another. */
export interface SetMaking {
  readonly catalog: Catalog;
  readonly compile: Compile;
  readonly clock: Clock;
  readonly release: string;
}

/** @param signal ends what listens */
export async function layFoundation(
  context: ServiceContext,
  config: ServiceConfig<DecisionConfig>,
  signal: AbortSignal,
): Promise<Foundation> {
  const { bus, clock, random, log } = context;
  const { own } = config;
  const { database: file } = own.asn;
  const asnDatabase = file === undefined ? undefined : new AsnDatabase({ file, clock, log });
  const asns = asnDatabase ?? NO_ASNS;
  const store = await untilAvailable(context, 'preparing the ledger', () => openStore(bus, clock, config));
  const { cluster } = store;
  const pseudonyms = new Pseudonyms(store.map.seed);
  const ledger = new Ledger({
    ...{ store: store.ledger, clock, random, log },
    entriesMax: own.limits.entries,
    bytesMax: ledgerBucket(config.bus).maxBytes,
    redactedKeyOf: (key) => pseudonyms.keyOf(key),
  });
  const book = new PolicyBook({ cluster, clock, log });
  const policies = own.policies === undefined ? undefined : readPolicyText(own.policies);
  await untilAvailable(context, 'reading the policies', () => book.begin(policies));
  const trips = new TripBook({ cluster, clock, log });
  await untilAvailable(context, 'reading what the guard has stopped', () => trips.begin());
  const audit = new AuditLog(bus.streams, clock);
  const catalog = new Catalog(cluster, store.sets, random, ({ by, what, token = '' }) =>
    audit.record('scenarios', { author: by, what, token }),
  );
  const allowList = new AllowList(new ReplicaFeed(ledger.replica), asns);
  return {
    ...{ store, ledger, allowList, asnDatabase, asns, book, trips, audit, pseudonyms },
    metrics: new DecisionMetrics(context.metrics, ledger.replica),
    exemptions: new Exemptions(protectionOf(own.protect), allowList, clock),
    board: new StatusBoard(bus.announcements, clock, log, signal),
    sets: { catalog, compile: compileTexts, clock, release: release() },
  };
}

async function openStore(bus: Bus, clock: Clock, config: ServiceConfig<DecisionConfig>): Promise<Store> {
  await bus.streams.ensure(detectionStreamSpec(config.bus));
  await bus.streams.ensure(auditStreamSpec(config.bus));
  await bus.streams.ensure(redactedAuditStreamSpec(config.bus));
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
