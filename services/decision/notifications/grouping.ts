/**
 * Notices as they become messages: the first of a group at once, and then, every so often, one message with the number
 * of those that have come meanwhile and some of them. What can't be sent yet waits in its group, which is why nothing
 * here is ever lost or in the way, however much there is.
 */
import type { ActiveMode } from '#libs/domain/mode.ts';
import { SEVERITIES, type Severity } from '#libs/scenario/scenario.ts';
import type { Notice, Occasion } from './notice.ts';
import { Rate } from './rate.ts';

export const SAMPLES_MAX = 10;
export const GROUPS_MAX = 256;
/** What a scenario is called in the group of those that have found no place. */
export const OTHERS = 'others';

/** What one message tells. */
export interface Digest {
  readonly occasion: Occasion;
  readonly scenario: string;
  /** The highest of them. */
  readonly severity: Severity | undefined;
  readonly mode: ActiveMode;
  /** How many notices it stands for. */
  readonly count: number;
  /** When the first and the last of them happened, Unix ms. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** The first of them. */
  readonly samples: readonly Notice['about'][];
}

interface Group {
  /** Undefined while nothing waits. */
  waiting: Digest | undefined;
  /** When the next message may go. */
  nextMs: number;
}

export interface GroupingOptions {
  /** Between two messages of one group. */
  readonly everyMs: number;
  /** Messages of all groups. */
  readonly perHour: number;
  /** There is one more for the others of each occasion and mode. */
  readonly groupsMax?: number;
}

export class Grouping {
  readonly #everyMs: number;
  readonly #groupsMax: number;
  readonly #rate: Rate;
  /** Whoever has waited longest comes first. */
  readonly #groups = new Map<string, Group>();

  /** @param nowMs of the monotonic clock, here and below */
  constructor({ everyMs, perHour, groupsMax = GROUPS_MAX }: GroupingOptions, nowMs: number) {
    this.#everyMs = everyMs;
    this.#groupsMax = groupsMax;
    this.#rate = new Rate(perHour, nowMs);
  }

  /** Notices that wait. */
  get waiting(): number {
    let count = 0;
    for (const { waiting } of this.#groups.values()) count += waiting?.count ?? 0;
    return count;
  }

  add(notice: Notice): void {
    const known = this.#groups.get(keyOf(notice));
    if (known) join(known, notice);
    else if (this.#groups.size < this.#groupsMax) this.#open(notice);
    else {
      const other = { ...notice, scenario: OTHERS };
      const group = this.#groups.get(keyOf(other));
      if (group) join(group, other);
      else this.#open(other);
    }
  }

  /** What may be told now, alarms first; undefined when nothing may. */
  take(nowMs: number): Digest | undefined {
    let next: [string, Group] | undefined;
    for (const entry of this.#groups) {
      const [key, { waiting, nextMs }] = entry;
      if (nextMs > nowMs) continue;
      // A group that has been silent for its time begins anew with the next notice.
      if (!waiting) this.#groups.delete(key);
      else if (!next || (waiting.occasion === 'alarm' && next[1].waiting?.occasion !== 'alarm')) next = entry;
    }
    if (!next || !this.#rate.take(nowMs)) return undefined;
    const [key, group] = next;
    const { waiting } = group;
    this.#groups.delete(key);
    this.#groups.set(key, { waiting: undefined, nextMs: nowMs + this.#everyMs });
    return waiting;
  }

  /** All that waits, for one who ends. */
  drain(): Digest[] {
    const waiting = [...this.#groups.values()].flatMap((group) => group.waiting ?? []);
    this.#groups.clear();
    return waiting;
  }

  #open(notice: Notice): void {
    const group: Group = { waiting: undefined, nextMs: Number.NEGATIVE_INFINITY };
    join(group, notice);
    this.#groups.set(keyOf(notice), group);
  }
}

function keyOf({ occasion, scenario, mode }: Notice): string {
  return `${occasion} ${mode} ${scenario}`;
}

function join(group: Group, { occasion, scenario, severity, mode, atMs, about }: Notice): void {
  const { waiting } = group;
  group.waiting = {
    ...{ occasion, scenario, mode },
    severity: higher(waiting?.severity, severity),
    count: (waiting?.count ?? 0) + 1,
    firstMs: Math.min(waiting?.firstMs ?? atMs, atMs),
    lastMs: Math.max(waiting?.lastMs ?? atMs, atMs),
    samples:
      waiting && waiting.samples.length >= SAMPLES_MAX
        ? waiting.samples
        : [...(waiting?.samples ?? []), about],
  };
}

function higher(a: Severity | undefined, b: Severity | undefined): Severity | undefined {
  const rank = (severity: Severity | undefined) => (severity ? SEVERITIES.indexOf(severity) : -1);
  return rank(a) >= rank(b) ? a : b;
}
