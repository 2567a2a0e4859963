/**
 * This replica's share of what all replicas see: of each notice the owner of its partition tells. What another owns is
 * remembered for as long as it takes to notice that its owner is dead, and told by whoever follows it.
 */
import type { KeyField } from '#libs/domain/detection.ts';
import { fieldOfSubject } from '#libs/domain/partition.ts';
import { isAlarm, type Notice } from './notice.ts';

/** A death is noticed after a time to live and a third, and partitions are taken up then; both with some room. */
const KEPT_TTLS = 2.5;
export const KEPT_MAX = 10_000;

export interface ShareOptions {
  /** Of the decision services' membership. */
  readonly ttlMs: number;
  readonly partitionOf: (key: readonly KeyField[]) => number;
  /** Whether this replica owns a partition now. */
  readonly owns: (partition: number) => boolean;
}

interface Kept {
  readonly notice: Notice;
  readonly partition: number;
  readonly untilMs: number;
}

export class Share {
  readonly #options: ShareOptions;
  /** In the order in which they came. */
  #kept: Kept[] = [];

  constructor(options: ShareOptions) {
    this.#options = options;
  }

  /** Notices that are another replica's and might become this one's. */
  get kept(): number {
    return this.#kept.length;
  }

  /** Which this replica has to tell now, of the new ones and those it remembers; when there are too many the oldest go. */
  take(notices: readonly Notice[], nowMs: number): Notice[] {
    const { ttlMs, partitionOf, owns } = this.#options;
    const keptMs = KEPT_TTLS * ttlMs;
    const added = notices.map((notice) => ({
      notice,
      partition: partitionOf([fieldOf(notice.about)]),
      // Who was halted for long sees at once what others have told long ago.
      untilMs: Math.min(notice.atMs, nowMs) + keptMs,
    }));
    const mine: Notice[] = [];
    const others: Kept[] = [];
    const known = this.#kept.filter(({ untilMs }) => untilMs > nowMs);
    for (const each of [...known, ...added]) {
      if (owns(each.partition)) mine.push(each.notice);
      else others.push(each);
    }
    this.#kept = others.slice(-KEPT_MAX);
    return mine;
  }
}

function fieldOf(about: Notice['about']): KeyField {
  return isAlarm(about) ? { field: 'service', value: about.service } : fieldOfSubject(about);
}
