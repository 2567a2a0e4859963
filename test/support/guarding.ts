/** Guards on a memory bus: replicas of the decision service that follow one ledger, and a cluster with scenarios and clients. */

import type { KeyValue } from '#libs/bus/key-value.ts';
import { Objects } from '#libs/bus/objects.ts';
import { Catalog } from '#libs/catalog/catalog.ts';
import { compileTexts } from '#libs/catalog/compile.ts';
import { effectiveTexts, type SetContent, withChanges } from '#libs/catalog/set-content.ts';
import { seededRandom } from '#libs/clock/random.ts';
import { clusterBucket } from '#libs/cluster/names.ts';
import type { BusConfig } from '#libs/config/service-config.ts';
import type { Contribution } from '#libs/domain/decision.ts';
import { isEnforced } from '#libs/domain/decision.ts';
import type { Mode } from '#libs/domain/mode.ts';
import { ledgerKey } from '#libs/domain/scope.ts';
import { ReplicaFeed } from '#libs/ledger/feed.ts';
import { Metrics } from '#libs/telemetry/metrics.ts';
import { Blocks } from '#services/decision/guard/blocks.ts';
import { Guard } from '#services/decision/guard/guard.ts';
import type { Activity, GuardSettings } from '#services/decision/guard/judgement.ts';
import { GuardMetrics } from '#services/decision/guard/metrics.ts';
import { ModeSwitch } from '#services/decision/guard/mode-switch.ts';
import { TripBook } from '#services/decision/guard/trip-book.ts';
import type { Ledger } from '#services/decision/ledger/ledger.ts';
import { contribute } from '#services/decision/ledger/merge.ts';
import { Revocation } from '#services/decision/ledger/revocation.ts';
import { PolicyBook } from '#services/decision/policies/policy-book.ts';
import { change } from './decisions.ts';
import { quietLog } from './log.ts';
import { type TestReplica, TestReplicas } from './replicas.ts';

const BUS = { replicas: 1 } as BusConfig;
const ORIGIN = { release: '1.0.0', madeMs: 0, by: 'test', what: 'test' };
/** The file of a scenario that enforces. */
export const guardedScenario = (name: string) => `
name: ${name}
description: finds ${name}
severity: high
mode: enforce
source: http
when: path == "/${name}"
key: [client.ip]
detect: { each: {} }
cooldown: 5m
`;
export const SCENARIOS = ['everybody', 'scanner'] as const;

export class Guarding {
  readonly all = new TestReplicas();
  activity: Activity | undefined = { clients: 200, successful: 150 };
  settings: GuardSettings = {
    mode: 'enforce',
    activeShare: 0.5,
    successfulShare: 0.1,
    atLeast: 50,
    within: 60_000,
    except: [],
  };
  /** Which replica acts. */
  owner = 'one';
  readonly versions = new Map<string, string>();

  async start(): Promise<void> {
    await this.all.start();
    const catalog = await this.catalog();
    const scenarios = Object.fromEntries(SCENARIOS.map((name) => [name, guardedScenario(name)]));
    await catalog.ensureBase({ scenarios, lists: {}, modes: {} }, ORIGIN);
    const { set, problems } = compileTexts({ scenarios, lists: {}, modes: {} });
    if (problems.length > 0) throw new Error(problems.join('\n'));
    for (const { name, version } of set.all) this.versions.set(name, version);
  }

  async join(name: string): Promise<GuardedReplica> {
    const replica = await this.all.join(name);
    const made = new GuardedReplica(this, name, replica, await this.#cluster(replica));
    await made.start();
    return made;
  }

  async catalog(cluster?: KeyValue): Promise<Catalog> {
    const { bus, clock } = this.all;
    const sets = await Objects.open(bus.streams, clock, { name: 'sets', maxBytes: 2 ** 22, replicas: 1 });
    return new Catalog(cluster ?? (await bus.keyValues.open(clusterBucket(BUS))), sets, seededRandom(1));
  }

  async modeOf(name: string): Promise<Mode | undefined> {
    const catalog = await this.catalog();
    const record = await catalog.latest();
    if (!record) return undefined;
    return effectiveTexts(await this.passing(catalog.content(record.number))).modes[name];
  }

  async setMode(name: string, mode: Mode): Promise<void> {
    const catalog = await this.catalog();
    const change = (content: SetContent | undefined) =>
      content && withChanges(content, { modes: { [name]: mode } });
    await this.passing(catalog.change(change, ORIGIN));
  }

  /** Lets time pass until something is done. */
  async passing<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const end = () => {
      isDone = true;
    };
    work.then(end, end);
    for (let steps = 0; !isDone && steps < 10_000; steps++) await this.all.clock.advance(10);
    return work;
  }

  #cluster({ pausing }: TestReplica): Promise<KeyValue> {
    return pausing.bus(this.all.bus).keyValues.open(clusterBucket(BUS));
  }
}

export class GuardedReplica {
  readonly replica: TestReplica;
  readonly trips: TripBook;
  readonly book: PolicyBook;
  readonly metrics: GuardMetrics;
  /** Takes part in what the guard does. */
  readonly revocation: Revocation;
  readonly #name: string;
  readonly #guarding: Guarding;
  readonly #cluster: KeyValue;
  #guard: Guard | undefined;

  constructor(guarding: Guarding, name: string, replica: TestReplica, cluster: KeyValue) {
    this.#guarding = guarding;
    this.#name = name;
    this.replica = replica;
    this.#cluster = cluster;
    const clock = replica.pausing.clock(guarding.all.clock);
    this.trips = new TripBook({ cluster, clock, log: quietLog });
    this.book = new PolicyBook({ cluster, clock, log: quietLog });
    this.metrics = new GuardMetrics(new Metrics('decision', name), () => guarding.activity);
    this.revocation = new Revocation({ ledger: replica.ledger, clock });
  }

  get ledger(): Ledger {
    return this.replica.ledger;
  }

  async start(): Promise<void> {
    const { all, settings } = this.#guarding;
    const { trips, book, revocation, metrics } = this;
    const clock = this.replica.pausing.clock(all.clock);
    await trips.begin();
    await book.begin(undefined);
    const catalog = await this.#guarding.catalog(this.#cluster);
    this.#guard = new Guard({
      settings,
      blocks: new Blocks(new ReplicaFeed(this.ledger.replica), settings.within),
      trips,
      modes: new ModeSwitch({ catalog, compile: compileTexts, book, clock, release: '1.0.0' }),
      revocation,
      activity: () => this.#guarding.activity,
      owns: () => this.#guarding.owner === this.#name,
      metrics,
      clock,
      log: quietLog,
    });
  }

  /** Blocks an address as a decision about a detection does, unless it is stopped. */
  async block(value: string, scenario: string, more: Partial<Contribution> = {}): Promise<void> {
    const nowMs = this.#guarding.all.clock.now();
    const version = this.#guarding.versions.get(scenario) ?? 'v1';
    const made = change({
      subject: { scope: 'ip', value },
      contribution: { scenario, version, openedMs: nowMs, ...more },
    });
    const contribution = this.trips.stops(made.contribution)
      ? { ...made.contribution, mode: 'shadow' as const }
      : made.contribution;
    await this.ledger.change(ledgerKey(made.subject, false), (entry) =>
      contribute(entry, { ...made, contribution }, nowMs),
    );
  }

  /** How many of these addresses are blocked. */
  blocked(values: readonly string[]): number {
    const nowMs = this.#guarding.all.clock.now();
    return values.filter((value) => {
      const entry = this.replica.entryOf(value);
      return entry !== undefined && isEnforced(entry, nowMs);
    }).length;
  }

  async leave(): Promise<void> {
    this.trips.end();
    this.book.end();
    await this.#guarding.passing(this.#guard?.stop() ?? Promise.resolve());
    await this.#guarding.passing(this.replica.leave());
  }
}
