/** A ledger in memory with what changes it by hand. */
import { AuditLog } from '#libs/audit/audit-log.ts';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { auditStreamSpec, redactedAuditStreamSpec } from '#libs/cluster/names.ts';
import type { BusConfig } from '#libs/config/service-config.ts';
import type { Decision } from '#libs/domain/decision.ts';
import { NETWORKS, Protection } from '#libs/domain/protection.ts';
import { ledgerKey, type Scope } from '#libs/domain/scope.ts';
import { ReplicaFeed } from '#libs/ledger/feed.ts';
import { AllowList } from '#services/decision/allowlist/allow-list.ts';
import { Exemptions } from '#services/decision/allowlist/exemptions.ts';
import { type Asns, NO_ASNS } from '#services/decision/asn/asns.ts';
import { ByHand } from '#services/decision/by-hand/by-hand.ts';
import { Ledger } from '#services/decision/ledger/ledger.ts';
import { START_MS } from './batches.ts';
import { quietLog } from './log.ts';
import { redactedKeyOf } from './pseudonyms.ts';
import { until } from './until.ts';

export class LedgerByHand {
  readonly clock: SimulatedClock;
  readonly bus: MemoryBus;
  readonly ledger: Ledger;
  readonly audit: AuditLog;
  readonly exemptions: Exemptions;
  readonly byHand: ByHand;
  readonly #running = new AbortController();

  private constructor(clock: SimulatedClock, bus: MemoryBus, ledger: Ledger, asns: Asns) {
    this.clock = clock;
    this.bus = bus;
    this.ledger = ledger;
    this.audit = new AuditLog(bus.streams, clock);
    const allowList = new AllowList(new ReplicaFeed(ledger.replica), asns);
    this.exemptions = new Exemptions(new Protection([NETWORKS.private]), allowList, clock);
    this.byHand = new ByHand({ ledger, exemptions: this.exemptions, asns, audit: this.audit, clock });
  }

  /** @param entriesMax of the ledger */
  static async open(entriesMax = 10_000, asns = NO_ASNS): Promise<LedgerByHand> {
    const clock = new SimulatedClock(START_MS);
    const bus = new MemoryBus(clock);
    const store = await bus.keyValues.open({ bucket: 'ledger', maxBytes: 2 ** 26, replicas: 1 });
    for (const spec of [auditStreamSpec, redactedAuditStreamSpec])
      await bus.streams.ensure(spec({ replicas: 1 } as BusConfig));
    const ledger = new Ledger({
      store,
      clock,
      random: seededRandom(1),
      log: quietLog,
      redactedKeyOf,
      entriesMax,
      bytesMax: 2 ** 24,
    });
    const made = new LedgerByHand(clock, bus, ledger, asns);
    void ledger.run(made.#running.signal);
    await until(() => ledger.current, 'the ledger to be read');
    return made;
  }

  /** As somebody else has written it. */
  async put(entry: Decision): Promise<void> {
    const key = ledgerKey(entry, entry.remediation === 'allow');
    await this.ledger.change(key, () => entry);
    await until(
      () => this.ledger.replica.get(key)?.decision === this.ledger.get(key),
      'the entry to be known',
    );
  }

  /** Waits until what was written has come back from the store. */
  async known(): Promise<void> {
    const all = () => [...this.ledger.entries()];
    await until(
      () => all().every(({ key, decision }) => this.ledger.replica.get(key)?.decision === decision),
      'all entries to be known',
    );
  }

  entry(value: string, scope: Scope = 'ip', allow = false): Decision | undefined {
    return this.ledger.get(ledgerKey({ scope, value }, allow));
  }

  close(): void {
    this.#running.abort();
  }
}
