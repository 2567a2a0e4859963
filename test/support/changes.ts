/** Changes of a ledger as they come from people and scenarios, from a seed, and what each of them was answered. */
import type { Clock } from '#libs/clock/clock.ts';
import { type Random, seededRandom } from '#libs/clock/random.ts';
import type { Decision, Remediation } from '#libs/domain/decision.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import { decisionFromMessage } from '#libs/wire/decision.ts';
import { remediationNames } from '#libs/wire/enums.ts';
import type { DecisionCluster } from './decision-cluster.ts';

const EVERY_MS = 12;
const AGAIN_MS = 150;
const IN_FLIGHT_MAX = 60;

interface Subject {
  readonly value: string;
  readonly remediation: Remediation;
}

/** Addresses, networks, both families; some of them are throttled or allowed instead of blocked. */
const SUBJECTS: readonly Subject[] = [
  ...Array.from({ length: 300 }, (_, i) => ({ value: `198.18.${i >> 6}.${i & 63}`, remediation: 'block' })),
  ...Array.from({ length: 60 }, (_, i) => ({
    value: `2001:db8:7::${(i + 1).toString(16)}`,
    remediation: 'block',
  })),
  ...Array.from({ length: 40 }, (_, i) => ({ value: `198.19.${i}.0/24`, remediation: 'block' })),
  ...Array.from({ length: 20 }, (_, i) => ({ value: `2001:db8:8:${i + 1}::/64`, remediation: 'block' })),
  ...Array.from({ length: 40 }, (_, i) => ({ value: `198.51.100.${i}`, remediation: 'throttle' })),
  ...Array.from({ length: 40 }, (_, i) => ({ value: `203.0.113.${i}`, remediation: 'allow' })),
] as readonly Subject[];

export class Changes {
  /** By value, the entry as the last answer about it has it; undefined when there was none to lift. */
  readonly answered = new Map<string, Decision | undefined>();
  /** Addresses of which a detection was stored. */
  readonly detected: string[] = [];
  made = 0;
  /** Calls that had to be made again. */
  retries = 0;
  readonly #cluster: DecisionCluster;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #busy = new Set<number>();
  readonly #stopping = new AbortController();
  readonly #pending = new Set<Promise<void>>();
  #running: Promise<void> | undefined;

  constructor(cluster: DecisionCluster, seed: number) {
    this.#cluster = cluster;
    this.#clock = cluster.clock;
    this.#random = seededRandom(seed);
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Makes no more; resolves when all that were begun are done. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await Promise.all(this.#pending);
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      if (this.#pending.size < IN_FLIGHT_MAX) this.#begin();
      await this.#clock.sleep(EVERY_MS, signal);
    }
  }

  #begin(): void {
    const change = this.#random.next() < 0.1 ? this.#detection() : this.#byHand();
    if (!change) return;
    const done = change.finally(() => this.#pending.delete(done));
    this.#pending.add(done);
  }

  async #detection(): Promise<void> {
    const n = this.detected.length;
    // Each from another network, so that none is made of them.
    const value = `45.${n >> 7}.${n & 127}.7`;
    this.detected.push(value);
    await this.#untilDone(() => this.#cluster.publish(value));
    this.made++;
  }

  #byHand(): Promise<void> | undefined {
    const index = Math.floor(this.#random.next() * SUBJECTS.length);
    const what = this.#random.next();
    const durationMs = this.#durationMs();
    // What is under way would make the order a matter of luck.
    if (this.#busy.has(index)) return undefined;
    this.#busy.add(index);
    const { value, remediation: name } = SUBJECTS[index];
    const remediation = remediationNames.toWire(name);
    const plane = this.#cluster.plane('one');
    const call = () => {
      if (what < 0.55) return plane.add({ value, remediation, durationMs });
      if (what < 0.75) return plane.extend({ value, remediation, durationMs });
      return plane.delete({ value, remediation });
    };
    return this.#untilDone(async () => {
      const { decision } = await call();
      this.answered.set(value, decision ? decisionFromMessage(decision) : undefined);
      this.made++;
    }).finally(() => this.#busy.delete(index));
  }

  /** Some end while the test runs, and some never. */
  #durationMs(): number {
    const kind = this.#random.next();
    if (kind < 0.25) return 2000 + this.#random.next() * 8000;
    return kind < 0.9 ? 120_000 + this.#random.next() * 600_000 : Number.POSITIVE_INFINITY;
  }

  async #untilDone(action: () => Promise<unknown>): Promise<void> {
    for (;;) {
      try {
        await action();
        return;
      } catch (error) {
        // There is nothing to extend.
        if (failureOf(error) === 'missing') return;
        if (failureOf(error) !== 'unavailable') throw error;
        this.retries++;
        await this.#clock.sleep(AGAIN_MS);
      }
    }
  }
}
