/** All that acts in a decision service, put together: what decides, and what follows the ledger and acts on it. */
import { fieldOfSubject } from '#libs/domain/partition.ts';
import type { Subject } from '#libs/domain/scope.ts';
import { ReplicaFeed } from '#libs/ledger/feed.ts';
import type { ServiceContext } from '#libs/service/service.ts';
import type { DecisionConfig } from './config.ts';
import { Crawlers } from './crawlers/crawlers.ts';
import { letThrough } from './crawlers/let-through.ts';
import { DnsResolver } from './crawlers/resolver.ts';
import { Extending } from './extending/extending.ts';
import type { Foundation } from './foundation.ts';
import { type OpenGuard, openGuard } from './guard/open-guard.ts';
import { Sweeping } from './ledger/sweeping.ts';
import { Notifications } from './notifications/notifications.ts';
import { Decider } from './partitions/decider.ts';
import { Outbreaks } from './partitions/outbreaks.ts';
import { Partitions } from './partitions/partitions.ts';
import { withAsns } from './policies/policy.ts';
import { Redaction } from './redaction/redaction.ts';
import { Neighbours } from './widening/neighbours.ts';
import { Systems } from './widening/systems.ts';
import { Widening } from './widening/widening.ts';

/** Whoever owns it acts as the guard, and does what is one for all. */
const FIRST_PARTITION = 0;

/** What this replica is to do now. */
interface Ownership {
  /** Whether it decides about somebody. */
  readonly owns: (subject: Subject) => boolean;
  /** Whether it does what is one for all. */
  readonly ownsFirst: () => boolean;
}

export class Deciding {
  readonly crawlers: Crawlers;
  readonly partitions: Partitions;
  readonly notifications: Notifications;
  readonly guard: OpenGuard;
  readonly extending: Extending;
  readonly #widening: Widening;
  readonly #sweeping: Sweeping;
  readonly #redaction: Redaction | undefined;

  constructor(context: ServiceContext, own: DecisionConfig, foundation: Foundation) {
    this.crawlers = openCrawlers(context, own, foundation);
    this.partitions = openPartitions(context, own, foundation, this.crawlers);
    const ownership = this.#ownership(foundation);
    this.#widening = openWidening(context, foundation, ownership);
    this.#sweeping = openSweeping(context, own, foundation, ownership);
    this.extending = openExtending(context, foundation, ownership);
    this.#redaction = openRedaction(context, own, foundation, ownership);
    this.notifications = openNotifications(context, own, foundation, this.partitions);
    this.guard = openGuard(context, { ...foundation, settings: own.guard, owns: ownership.ownsFirst });
  }

  async stop(): Promise<void> {
    this.crawlers.close();
    await Promise.all([
      this.#widening.stop(),
      this.#sweeping.stop(),
      this.extending.stop(),
      this.guard.stop(),
      this.#redaction?.stop(),
    ]);
    await this.partitions.stop();
    await this.notifications.stop();
  }

  #ownership({ store }: Foundation): Ownership {
    return {
      owns: (subject) => this.partitions.owns(store.map.partitionOf([fieldOfSubject(subject)])),
      ownsFirst: () => this.partitions.owns(FIRST_PARTITION),
    };
  }
}

function openCrawlers(
  { clock, log }: ServiceContext,
  { crawlers }: DecisionConfig,
  { ledger }: Foundation,
): Crawlers {
  return new Crawlers({
    ...{ crawlers, clock, log },
    resolver: new DnsResolver(),
    onConfirmed: async (address, crawler, name) => {
      const allowed = await letThrough(ledger, address, crawler, name, clock);
      if (allowed) log.info({ address, crawler: crawler.name, name }, 'a crawler is let through');
    },
  });
}

function openPartitions(
  { bus, clock, random, log, tracing, instance }: ServiceContext,
  { ttl, limits }: DecisionConfig,
  { ledger, exemptions, asns, book, trips, metrics, store }: Foundation,
  crawlers: Crawlers,
): Partitions {
  const decider = new Decider({
    ...{ ledger, exemptions, clock, tracing, metrics },
    outbreaks: new Outbreaks(new ReplicaFeed(ledger.replica)),
    policyFor: withAsns(book.policyFor, asns),
    stops: trips.stops,
    onDecided: ({ scope, value }, { occasion }) => {
      if (scope.startsWith('ip')) crawlers.consider(value.split(' ', 1)[0], occasion.userAgent);
    },
  });
  return new Partitions({
    ...{ instance, decider, clock, random, log },
    ttlMs: ttl,
    partitions: store.map.partitions,
    cluster: store.cluster,
    streams: bus.streams,
    parallelMax: limits.parallel,
    onSetAside: () => metrics.setAside.value++,
  });
}

function openWidening(
  { clock, log }: ServiceContext,
  { ledger, exemptions, asns, book }: Foundation,
  { owns }: Ownership,
): Widening {
  return new Widening({
    ...{ ledger, exemptions, owns, clock, log },
    neighbours: new Neighbours(new ReplicaFeed(ledger.replica)),
    systems: new Systems(new ReplicaFeed(ledger.replica), asns),
    thresholds: () => book.set.widen,
  });
}

function openSweeping(
  { clock, log }: ServiceContext,
  { retention: retentionMs }: DecisionConfig,
  { ledger, metrics }: Foundation,
  { owns }: Ownership,
): Sweeping {
  return new Sweeping({ ledger, retentionMs, owns, metrics, clock, log });
}

function openExtending(
  { clock, log, tracing }: ServiceContext,
  { ledger, book, trips, metrics }: Foundation,
  { owns }: Ownership,
): Extending {
  return new Extending({
    ...{ ledger, owns, clock, log, tracing },
    policies: () => book.set,
    stops: trips.stops,
    extended: metrics.extended,
  });
}

function openRedaction(
  { bus, metrics, clock, log }: ServiceContext,
  { personalData: { evidence, redact } }: DecisionConfig,
  { ledger, audit, pseudonyms, store }: Foundation,
  ownership: Ownership,
): Redaction | undefined {
  if (evidence === undefined && redact === undefined) return undefined;
  return new Redaction({
    ...{ ledger, audit, pseudonyms, metrics, clock, log, streams: bus.streams },
    ...ownership,
    evidenceMs: evidence,
    redactMs: redact,
    partitions: store.map.partitions,
  });
}

function openNotifications(
  { metrics, clock, random, log }: ServiceContext,
  { notifications, ttl }: DecisionConfig,
  { ledger, asns, board, store }: Foundation,
  partitions: Partitions,
): Notifications {
  return new Notifications({
    ...{ asns, metrics, clock, random, log },
    channels: notifications,
    feed: new ReplicaFeed(ledger.replica),
    isCurrent: () => ledger.current,
    services: () => board.services(),
    ttlMs: ttl,
    partitionOf: (key) => store.map.partitionOf(key),
    owns: (partition) => partitions.owns(partition),
  });
}
