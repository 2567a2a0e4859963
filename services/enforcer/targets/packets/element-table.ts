/** What the sets of the kernel should hold, with a bound on each, and the rules that wait for room in one. */
import type { Change } from '../target.ts';
import { type Edits, type Elements, elementOf, SET_NAMES } from './elements.ts';

type Sets = ReadonlyMap<string, Map<string, number>>;

/** What changes would change: nothing is done yet. */
export interface Plan {
  readonly edits: Edits;
  /** Rules that wait for room from now on (until when they hold), or (undefined) no longer. */
  readonly waits: Edits;
  /** How many of the changes put a rule for which there is no room. */
  readonly refused: number;
  readonly unenforceable: number;
}

export class ElementTable {
  readonly #max: number;
  readonly #held: Sets = emptySets();
  readonly #waiting: Sets = emptySets();
  #lost = 0;
  #unenforceable = 0;

  /** @param max addresses in each set, and rules that wait for it */
  constructor(max: number) {
    this.#max = max;
  }

  /** By set, what it should hold. */
  get sets(): ReadonlyMap<string, Elements> {
    return this.#held;
  }

  /** Rules held, with those that have expired since the last sweep. */
  get size(): number {
    return sum(this.#held);
  }

  /** Rules that wait for room. */
  get waiting(): number {
    return sum(this.#waiting);
  }

  /** Rules that were not even let wait. */
  get lost(): number {
    return this.#lost;
  }

  /** Rules that packets can't be compared with. */
  get unenforceable(): number {
    return this.#unenforceable;
  }

  /** Names of the sets that rules wait for. */
  fullSets(): string[] {
    return SET_NAMES.filter((name) => this.#waiting.get(name)!.size > 0);
  }

  /** With no changes: lets rules in that wait, as far as there is room now. */
  plan(changes: readonly Change[], nowMs: number): Plan {
    const wanted = new Map(SET_NAMES.map((name) => [name, new Map<string, number | undefined>()]));
    let unenforceable = 0;
    for (const change of changes) {
      const element = elementOf(change.rule);
      if (element) wanted.get(element.set)!.set(element.address, untilOf(change, nowMs));
      else if (change.kind === 'put') unenforceable++;
    }
    const plan = { edits: new Map(), waits: new Map(), refused: 0, unenforceable };
    for (const [set, changed] of wanted) {
      if (changed.size === 0 && this.#waiting.get(set)!.size === 0) continue;
      const { edits, waits, refused } = this.#planSet(set, changed, nowMs);
      plan.edits.set(set, edits);
      plan.waits.set(set, waits);
      plan.refused += refused;
    }
    return plan;
  }

  /** Carries out what was planned. */
  commit({ edits, waits, unenforceable }: Plan): void {
    for (const [set, changes] of edits) carryOut(this.#held.get(set)!, changes);
    for (const [set, changes] of waits) {
      this.#lost += carryOut(this.#waiting.get(set)!, changes, this.#max);
    }
    this.#unenforceable += unenforceable;
  }

  /** Forgets what is over, which the kernel has let go by itself. */
  sweep(nowMs: number): void {
    for (const sets of [this.#held, this.#waiting]) for (const each of sets.values()) sweep(each, nowMs);
  }

  #planSet(set: string, wanted: ReadonlyMap<string, number | undefined>, nowMs: number) {
    const held = this.#held.get(set)!;
    const waiting = this.#waiting.get(set)!;
    if (held.size + waiting.size + wanted.size > this.#max) sweep(held, nowMs);
    const edits = new Map<string, number | undefined>();
    const waits = new Map<string, number | undefined>();
    let room = this.#max - held.size;
    // Who goes makes room for who comes.
    for (const [address, untilMs] of wanted) {
      if (untilMs === undefined && held.has(address)) room++;
      if (waiting.has(address)) waits.set(address, undefined);
    }
    let refused = 0;
    for (const [address, untilMs] of wanted) {
      if (untilMs === undefined || held.has(address)) edits.set(address, untilMs);
      else if (room > 0) {
        edits.set(address, untilMs);
        room--;
      } else {
        waits.set(address, untilMs);
        refused++;
      }
    }
    for (const [address, untilMs] of waiting) {
      if (room <= 0) break;
      if (wanted.has(address) || untilMs <= nowMs) continue;
      edits.set(address, untilMs);
      waits.set(address, undefined);
      room--;
    }
    return { edits, waits, refused };
  }
}

/** Undefined when the change ends what its rule is about. */
function untilOf(change: Change, nowMs: number): number | undefined {
  return change.kind === 'put' && change.rule.untilMs > nowMs ? change.rule.untilMs : undefined;
}

/** @returns how many found no room */
function carryOut(
  set: Map<string, number>,
  changes: ReadonlyMap<string, number | undefined>,
  max = Number.POSITIVE_INFINITY,
): number {
  let lost = 0;
  for (const [address, untilMs] of changes) {
    if (untilMs === undefined) set.delete(address);
    else if (set.size < max || set.has(address)) set.set(address, untilMs);
    else lost++;
  }
  return lost;
}

function sweep(set: Map<string, number>, nowMs: number): void {
  for (const [address, untilMs] of set) if (untilMs <= nowMs) set.delete(address);
}

function emptySets(): Sets {
  return new Map(SET_NAMES.map((name) => [name, new Map<string, number>()]));
}

function sum(sets: Sets): number {
  let count = 0;
  for (const set of sets.values()) count += set.size;
  return count;
}
