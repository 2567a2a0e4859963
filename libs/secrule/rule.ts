/** SecRule and SecAction as they are written: what is looked at, how, and what is then done. */
import type { Fragment } from './fragment.ts';

/** `REQUEST_HEADERS:User-Agent`, `IP:failures`, `&TX:x`. */
export interface Target {
  readonly at: Fragment;
  /** How many there are is asked for. */
  readonly counted: boolean;
  /** In upper case. */
  readonly name: string;
  /** In lower case; empty when there is none. */
  readonly selector: string;
}

/** `@ge 5`, `!@rx ^4`. */
export interface Operator {
  readonly at: Fragment;
  /** In lower case, without @. */
  readonly name: string;
  readonly negated: boolean;
  readonly argument: Fragment;
}

/** `setvar:ip.x=+1`, `deny`. */
export interface ActionText {
  readonly at: Fragment;
  /** In lower case. */
  readonly name: string;
  readonly value: Fragment;
}

/** One line; of a SecAction without targets and operator. */
export interface SecRule {
  readonly at: Fragment;
  readonly targets: readonly Target[];
  readonly operator: Operator | undefined;
  readonly actions: readonly ActionText[];
}
