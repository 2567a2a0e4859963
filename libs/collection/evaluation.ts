/** A program at work: what its rules do to the variables of a key, event by event. */
import type { Remedy } from '../domain/detection.ts';
import type { SeededHash } from '../domain/hash.ts';
import { WeirError } from '../errors/weir-error.ts';
import type { Batch } from '../wire/batch.ts';
import type { Action } from './action.ts';
import { collectionOf, TX } from './name.ts';
import { problemsOf } from './problems.ts';
import {
  type Comparison,
  conditionsOf,
  type Program,
  type Rule,
  type VariableTest,
  variablesOf,
} from './program.ts';
import { macroReader, parseTemplate } from './template.ts';
import { encoded, numberOf, sum, UNSET } from './value.ts';

/** The variables of one key at one time, by number. */
export interface Variables {
  /** UNSET for what was never set, was deleted or has expired. */
  get(slot: number): number;
  /** What is there keeps its expiry; what is not gets none. */
  set(slot: number, value: number): void;
  delete(slot: number): void;
  /** Nothing happens to what is not there. */
  expire(slot: number, afterMs: number): void;
  /** When it expires, Unix ms; Infinity when it does not, and for what is not there. */
  untilMs(slot: number): number;
}

/** Where the event is. */
interface Event {
  readonly batch: Batch;
  readonly at: number;
  /** Bit i: it meets the i-th of the program's conditions. */
  readonly parts: number;
}

type Read = (kept: Variables, event: Event) => number;
type Test = (kept: Variables, event: Event) => boolean;
type Step = (kept: Variables, event: Event) => void;

interface CompiledRule {
  /** Bit of its condition; 0 when any event will do. */
  readonly bit: number;
  readonly tests: readonly Test[];
  readonly steps: readonly Step[];
  readonly deny: number;
  /** Kept variables that it tests. */
  readonly tested: readonly number[];
}

const COMPARE: Record<Comparison, (a: number, b: number) => boolean> = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

export class Evaluation {
  /** How many variables of a key are kept. */
  readonly slots: number;
  readonly #hash: SeededHash;
  readonly #kept: readonly string[];
  readonly #transient: readonly string[];
  readonly #tx: OneEvent;
  readonly #rules: readonly CompiledRule[];

  /** @throws WeirError `invalid` when the program can't be run */
  constructor(program: Program, hash: SeededHash) {
    const [problem] = problemsOf(program);
    if (problem) throw new WeirError('invalid', `${problem.path.join('.')}: ${problem.message}`);
    const names = variablesOf(program);
    this.#hash = hash;
    this.#kept = names.filter((name) => collectionOf(name) !== TX);
    this.#transient = names.filter((name) => collectionOf(name) === TX);
    this.slots = this.#kept.length;
    this.#tx = new OneEvent(this.#transient.length);
    const conditions = conditionsOf(program).map((condition) => JSON.stringify(condition));
    this.#rules = program.rules.map((rule) => this.#compile(rule, conditions));
  }

  /**
   * Runs all rules over one event.
   * @param kept the variables of its key
   * @returns what the first rule that denies asks for
   */
  run(kept: Variables, batch: Batch, at: number, parts: number): Remedy | undefined {
    const event = { batch, at, parts };
    let remedy: Remedy | undefined;
    this.#tx.clear();
    for (const { bit, tests, steps, deny, tested } of this.#rules) {
      if (bit !== 0 && (parts & bit) === 0) continue;
      if (!tests.every((test) => test(kept, event))) continue;
      // What it tested, as it was then: a rule may delete what made it hold.
      const untilMs = deny === 0 ? 0 : earliest(tested, kept);
      for (const step of steps) step(kept, event);
      if (deny !== 0) remedy ??= { statusCode: deny, untilMs };
    }
    return remedy;
  }

  #compile({ when, tests, actions, deny = 0 }: Rule, conditions: readonly string[]): CompiledRule {
    return {
      bit: when ? 1 << conditions.indexOf(JSON.stringify(when)) : 0,
      tests: tests.map((test) => this.#test(test)),
      steps: actions.map((action) => this.#step(action)),
      deny,
      tested: tests.map(({ variable }) => this.#kept.indexOf(variable)).filter((slot) => slot >= 0),
    };
  }

  #test(test: VariableTest): Test {
    const [of, slot] = this.#place(test.variable);
    const actual: Read = (kept) => of(kept).get(slot);
    if (!('value' in test)) {
      const wanted = test.is === 'set';
      return (kept, event) => Number.isNaN(actual(kept, event)) !== wanted;
    }
    const wanted = this.#template(test.value);
    const whole = test.is === 'text' || test.is === 'other text' ? (value: number) => value : numberOf;
    const compare = COMPARE[test.is === 'text' ? '==' : test.is === 'other text' ? '!=' : test.is];
    return (kept, event) => {
      const value = actual(kept, event);
      return !Number.isNaN(value) && compare(whole(value), whole(wanted(kept, event)));
    };
  }

  #step(action: Action): Step {
    const [of, slot] = this.#place(action.variable);
    if (action.do === 'delete') return (kept) => of(kept).delete(slot);
    if (action.do === 'expire') return (kept) => of(kept).expire(slot, 1000 * action.seconds);
    const value = this.#template(action.value);
    if (action.do === 'set') return (kept, event) => of(kept).set(slot, value(kept, event));
    const sign = action.do === 'add' ? 1 : -1;
    return (kept, event) => {
      const more = sign * numberOf(value(kept, event));
      const before = of(kept).get(slot);
      of(kept).set(slot, sum(Number.isNaN(before) ? 0 : before, more));
    };
  }

  #template(text: string): Read {
    const pieces = parseTemplate(text);
    if (typeof pieces === 'string') throw new WeirError('invalid', pieces);
    const nothing = encoded('', this.#hash);
    const [first] = pieces;
    if (first?.kind === 'variable') {
      const [of, slot] = this.#place(first.name);
      return (kept) => {
        const value = of(kept).get(slot);
        return Number.isNaN(value) ? nothing : value;
      };
    }
    if (pieces.every(({ kind }) => kind === 'text')) {
      const constant = encoded(text, this.#hash);
      return () => constant;
    }
    const readers = pieces.map((piece) =>
      piece.kind === 'event'
        ? macroReader(piece.macro, this.#hash)
        : () => (piece.kind === 'text' ? piece.text : ''),
    );
    return (_, { batch, at }) => encoded(readers.map((read) => read(batch, at)).join(''), this.#hash);
  }

  /** Which variables the name is one of, and its number there. */
  #place(name: string): [of: (kept: Variables) => Variables, slot: number] {
    if (collectionOf(name) !== TX) return [(kept) => kept, this.#kept.indexOf(name)];
    return [() => this.#tx, this.#transient.indexOf(name)];
  }
}

/** When the first of them expires, Unix ms; 0 when none does. */
function earliest(slots: readonly number[], kept: Variables): number {
  const untilMs = Math.min(...slots.map((slot) => kept.untilMs(slot)));
  return Number.isFinite(untilMs) ? untilMs : 0;
}

/** Variables that last for one event. */
class OneEvent implements Variables {
  readonly #values: Float64Array;

  constructor(slots: number) {
    this.#values = new Float64Array(slots);
  }

  clear(): void {
    this.#values.fill(UNSET);
  }

  get(slot: number): number {
    return this.#values[slot];
  }

  set(slot: number, value: number): void {
    this.#values[slot] = value;
  }

  delete(slot: number): void {
    this.#values[slot] = UNSET;
  }

  expire(): void {}

  untilMs(): number {
    return Number.POSITIVE_INFINITY;
  }
}
