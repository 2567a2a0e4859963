/**
 * nftables as a target: the kernel drops all packets from whoever is blocked, before it looks for a connection.
 *
 * The table belongs to Weir alone. It is looked at again and again, and what somebody else has changed is put back. When
 * the enforcer ends the table stays, and the kernel lets go of what is over; it is as it was left until the first reset.
 */
import type { Clock, Timer } from '#libs/clock/clock.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { CallQueue } from '../call-queue.ts';
import { BLOCK_AND_ALLOW, PREFIX_SCOPES } from '../prefix-of-rule.ts';
import type { Applied, Change, Rule, Target, TargetStatus } from '../target.ts';
import { differencesOf } from './differences.ts';
import { ElementTable } from './element-table.ts';
import { Nft } from './nft.ts';
import { editScript, removeScript, replaceScript, SET_NAMES } from './ruleset.ts';

export const SIZE = 131_072;

/** Whether the table is there and whole is seen at once, what it holds only now and then: that costs a second. */
const LOOK_MS = 2000;
const COMPARE_MS = 60_000;

type Watch = 'look' | 'compare';
type Work = Watch | 'change';

export interface NftablesTargetOptions {
  /** Of Weir alone; letters, digits and _. */
  readonly table: string;
  readonly clock: Clock;
  /** Addresses in each set. */
  readonly size?: number;
  /** The program and arguments before nft's own; `nft` when left out. */
  readonly command?: readonly string[];
  /** Somebody else had changed the table, and it was put back. */
  readonly onRepair?: (what: string) => void;
}

export class NftablesTarget implements Target {
  readonly name = 'nftables';
  readonly scopes = PREFIX_SCOPES;
  readonly remediations = BLOCK_AND_ALLOW;
  readonly #options: NftablesTargetOptions;
  readonly #clock: Clock;
  readonly #nft: Nft;
  readonly #size: number;
  readonly #calls = new CallQueue('nftables');
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

  private constructor(options: NftablesTargetOptions) {
    const { clock } = options;
    this.#options = options;
    this.#clock = clock;
    this.#nft = nftOf(options);
    this.#size = options.size ?? SIZE;
    this.#table = new ElementTable(this.#size);
    this.#timers = [
      clock.every(LOOK_MS, () => void this.#watch('look')),
      clock.every(COMPARE_MS, () => void this.#watch('compare')),
    ];
  }

  /** @throws WeirError `config` when nft is not there, may do nothing, or can't do what is needed. */
  static async open(options: NftablesTargetOptions): Promise<NftablesTarget> {
    const { table, size = SIZE, clock } = options;
    await nftOf(options).check(replaceScript(table, size, new Map(), clock.now()));
    return new NftablesTarget(options);
  }

  /** @throws WeirError `unavailable` when nft fails; then the kernel holds what it held, and so does this. */
  reset(rules: readonly Rule[]): Promise<Applied> {
    return this.#calls.run(async () => {
      const table = new ElementTable(this.#size);
      const plan = table.plan(
        rules.map((rule) => ({ kind: 'put', rule })),
        this.#clock.now(),
      );
      table.commit(plan);
      await this.#replace(table);
      return this.#applied(plan.refused);
    });
  }

  /** @throws WeirError `full` when all rules should be given again, `unavailable` when nft fails, `bug` before a reset. */
  apply(changes: readonly Change[]): Promise<Applied> {
    return this.#calls.run(async () => {
      if (this.#outline === undefined)
        throw new WeirError('bug', 'nftables is given changes before all rules');
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
    const { table: name } = this.#options;
    await this.#run(replaceScript(name, this.#size, table.sets, this.#clock.now()));
    this.#table = table;
    this.#touched = undefined;
    this.#troubles.clear();
    // When somebody has broken it already, this is no outline that will ever be seen again, and it is replaced.
    this.#outline = (await this.#nft.outline()) ?? '';
  }

  /** @returns how many of the changes found no room */
  async #change(changes: readonly Change[]): Promise<number> {
    const nowMs = this.#clock.now();
    const plan = this.#table.plan(changes, nowMs);
    const script = editScript(this.#options.table, plan.edits, nowMs);
    if (script !== '') await this.#run(script);
    this.#table.commit(plan);
    if (this.#touched) {
      for (const edits of plan.edits.values()) for (const address of edits.keys()) this.#touched.add(address);
    }
    return plan.refused;
  }

  async #run(script: string): Promise<void> {
    try {
      await this.#nft.run(script);
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
      if ((await this.#nft.outline()) !== this.#outline) {
        this.#table.sweep(this.#clock.now());
        await this.#replace(this.#table);
        this.#repaired('the table was gone or changed');
      } else if (this.#table.waiting > 0) {
        this.#table.sweep(this.#clock.now());
        await this.#change([]);
      }
    });
  }

  /** Listing a large set takes a second: meanwhile changes go on. */
  async #compare(): Promise<void> {
    for (const set of SET_NAMES) {
      const table = this.#table;
      const touched = new Set<string>();
      this.#touched = touched;
      const startMs = this.#clock.elapsed();
      const listed = await this.#nft.elements(set);
      await this.#calls.run(async () => {
        // All was replaced meanwhile.
        if (this.#touched !== touched) return;
        this.#touched = undefined;
        const nowMs = this.#clock.now();
        const wanted = table.sets.get(set)!;
        const tookMs = this.#clock.elapsed() - startMs;
        const edits = differencesOf({ wanted, listed, except: touched, nowMs, tookMs });
        if (edits.size === 0) return;
        await this.#run(editScript(this.#options.table, new Map([[set, edits]]), nowMs));
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
      ...[...new Set(this.#troubles.values())].map((trouble) => `the table can't be kept: ${trouble}`),
      waiting + lost > 0 &&
        `${full.join(', ') || 'a set was'} full (${this.#size} addresses), ${waiting + lost} rules not enforced: raise enforcer.target.size`,
    ];
    return parts.filter((part) => part !== false).join('; ');
  }
}

/** Deletes Weir's table, so that the kernel drops nothing more for it. @throws WeirError `config`, `unavailable`. */
export async function flushTable(options: NftablesTargetOptions): Promise<void> {
  const nft = nftOf(options);
  const script = removeScript(options.table);
  await nft.check(script);
  await nft.run(script);
}

function nftOf({ command = ['nft'], table, clock }: NftablesTargetOptions): Nft {
  return new Nft({ command, table, clock });
}
