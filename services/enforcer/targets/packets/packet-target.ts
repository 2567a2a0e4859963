/**
 * A packet filter as a target: the kernel drops all packets from whoever is blocked, before it looks for a connection.
 *
 * What belongs to Weir is looked at again and again, and what somebody else has changed is put back.
 */
import type { Clock, Timer } from '#libs/clock/clock.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { CallQueue } from '../call-queue.ts';
import { BLOCK_AND_ALLOW, PREFIX_SCOPES } from '../prefix-of-rule.ts';
import type { Applied, Change, Rule, Target, TargetStatus } from '../target.ts';
import { differencesOf } from './differences.ts';
import { ElementTable } from './element-table.ts';
import { SET_NAMES } from './elements.ts';
import type { PacketFilter } from './packet-filter.ts';

/** Whether all is there and whole is seen at once, what it holds only now and then: that costs a second. */
const LOOK_MS = 2000;
const COMPARE_MS = 60_000;
/** What ends so soon may be gone from the kernel already. */
const ENDING_MS = 1000;

type Watch = 'look' | 'compare';
type Work = Watch | 'change';

export interface PacketTargetOptions {
  readonly filter: PacketFilter;
  readonly clock: Clock;
  /** Addresses in each set. */
  readonly size: number;
  /** Somebody else had changed what belongs to Weir, and it was put back. */
  readonly onRepair?: ((what: string) => void) | undefined;
}

export class PacketTarget implements Target {
  readonly name: string;
  readonly scopes = PREFIX_SCOPES;
  readonly remediations = BLOCK_AND_ALLOW;
  readonly #options: PacketTargetOptions;
  readonly #clock: Clock;
  readonly filter: PacketFilter;
  readonly #calls: CallQueue;
  readonly #timers: Timer[];
  #table: ElementTable;
  /** Undefined before the first reset: until then nothing is known here. */
  #outline: string | undefined;
  /** Addresses that have changed since a comparison began. */
  #touched: Set<string> | undefined;
  #repairs = 0;
  /** What is under way, and what went wrong when it was last done. */
  readonly #watching = new Set<Watch>();
  readonly #troubles = new Map<Work, string>();

  constructor(options: PacketTargetOptions) {
    const { clock, filter, size } = options;
    this.#options = options;
    this.#clock = clock;
    this.filter = filter;
    this.name = filter.name;
    this.#calls = new CallQueue(filter.name);
    this.#table = new ElementTable(size);
    this.#timers = [
      clock.every(LOOK_MS, () => void this.#watch('look')),
      clock.every(COMPARE_MS, () => void this.#watch('compare')),
    ];
  }

  /** @throws WeirError `unavailable` when the filter fails: all rules should be given again. */
  reset(rules: readonly Rule[]): Promise<Applied> {
    return this.#calls.run(async () => {
      const table = new ElementTable(this.#options.size);
      const plan = table.plan(
        rules.map((rule) => ({ kind: 'put', rule })),
        this.#clock.now(),
      );
      table.commit(plan);
      await this.#replace(table);
      return this.#applied(plan.refused);
    });
  }

  /** @throws WeirError `full` when all rules should be given again, `unavailable` when the filter fails, `bug` before a reset. */
  apply(changes: readonly Change[]): Promise<Applied> {
    return this.#calls.run(async () => {
      if (this.#outline === undefined)
        throw new WeirError('bug', `${this.name} is given changes before all rules`);
      // They come back with all rules, which follow when this fails.
      const { lost, waiting } = this.#table;
      if (lost > 0 && waiting === 0)
        throw new WeirError('full', `there is room now for ${lost} rules left out`);
      return this.#applied(await this.#change(changes));
    });
  }

  status(): TargetStatus {
    this.#table.sweep(this.#clock.now());
    return { held: this.#table.size, instances: 1, alarm: this.#alarm() };
  }

  numbers(): Readonly<Record<string, number>> {
    return {
      rules: this.#table.size,
      rulesWaiting: this.#table.waiting,
      rulesRefused: this.#table.lost,
      unenforceable: this.#table.unenforceable,
      repairs: this.#repairs,
      callsWaiting: this.#calls.waiting,
    };
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) timer.cancel();
    await this.#calls.close();
  }

  /** Whether all that was given is held now. */
  #applied(refused: number): Applied {
    return { atMs: this.#clock.now(), instances: refused === 0 ? 1 : 0 };
  }

  async #replace(table: ElementTable): Promise<void> {
    await this.#run(this.filter.replace(table.sets, this.#clock.now()));
    this.#table = table;
    this.#touched = undefined;
    this.#troubles.clear();
    // When somebody has broken it already, this is no outline that will ever be seen again, and it is replaced.
    this.#outline = (await this.filter.look()).outline ?? '';
  }

  /** @returns how many of the changes found no room */
  async #change(changes: readonly Change[]): Promise<number> {
    const nowMs = this.#clock.now();
    const plan = this.#table.plan(changes, nowMs);
    await this.#run(this.filter.edit(plan.edits, nowMs));
    this.#table.commit(plan);
    if (this.#touched) {
      for (const edits of plan.edits.values()) for (const address of edits.keys()) this.#touched.add(address);
    }
    return plan.refused;
  }

  async #run(work: Promise<void>): Promise<void> {
    try {
      await work;
      this.#troubles.delete('change');
    } catch (error) {
      this.#troubles.set('change', messageOf(error));
      throw error;
    }
  }

  /** What goes wrong is an alarm until it goes well. */
  async #watch(what: Watch): Promise<void> {
    if (this.#watching.has(what) || this.#outline === undefined) return;
    this.#watching.add(what);
    try {
      await (what === 'look' ? this.#look() : this.#compare());
      this.#troubles.delete(what);
    } catch (error) {
      if (what === 'compare') this.#touched = undefined;
      this.#troubles.set(what, messageOf(error));
    } finally {
      this.#watching.delete(what);
    }
  }

  async #look(): Promise<void> {
    await this.#calls.run(async () => {
      const { outline, counts } = await this.filter.look();
      const missing = counts && this.#missingFrom(counts);
      if (outline !== this.#outline || missing) {
        this.#table.sweep(this.#clock.now());
        await this.#replace(this.#table);
        this.#repaired(missing ?? 'what belongs to Weir was gone or changed');
      } else if (this.#table.waiting > 0) {
        this.#table.sweep(this.#clock.now());
        await this.#change([]);
      }
    });
  }

  /** What a person should know of when a set holds less than it should. */
  #missingFrom(counts: ReadonlyMap<string, number>): string | undefined {
    const endMs = this.#clock.now() + ENDING_MS;
    for (const [set, held] of this.#table.sets) {
      let wanted = 0;
      for (const untilMs of held.values()) if (untilMs > endMs) wanted++;
      const count = counts.get(set) ?? 0;
      if (count < wanted) return `${set} had lost ${wanted - count} addresses`;
    }
    return undefined;
  }

  /** Listing a large set takes a second: meanwhile changes go on. */
  async #compare(): Promise<void> {
    for (const set of SET_NAMES) {
      const table = this.#table;
      const touched = new Set<string>();
      this.#touched = touched;
      const startMs = this.#clock.elapsed();
      const listed = await this.filter.elements(set);
      await this.#calls.run(async () => {
        // All was replaced meanwhile.
        if (this.#touched !== touched) return;
        this.#touched = undefined;
        const nowMs = this.#clock.now();
        const wanted = table.sets.get(set)!;
        const tookMs = this.#clock.elapsed() - startMs;
        const edits = differencesOf({ wanted, listed, except: touched, nowMs, tookMs });
        if (edits.size === 0) return;
        await this.#run(this.filter.edit(new Map([[set, edits]]), nowMs));
        this.#repaired(`${edits.size} addresses of ${set} were not as they should be`);
      });
    }
  }

  #repaired(what: string): void {
    this.#repairs++;
    this.#options.onRepair?.(what);
  }

  #alarm(): string {
    const { waiting, lost } = this.#table;
    const full = this.#table.fullSets();
    const parts = [
      ...[...new Set(this.#troubles.values())].map((trouble) => `${this.name} can't be kept: ${trouble}`),
      waiting + lost > 0 &&
        `${full.join(', ') || 'a set was'} full (${this.#options.size} addresses), ${waiting + lost} rules not enforced: raise enforcer.target.size`,
    ];
    return parts.filter((part) => part !== false).join('; ');
  }
}
