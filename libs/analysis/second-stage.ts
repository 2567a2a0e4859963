/** The key shards of one process, and the one order in which all that is found in a round comes out. */
import type { Detection } from '../domain/detection.ts';
import type { Failure, Findings, LocalShard } from './local-shard.ts';

export interface SecondStageEvents {
  /** Each revision of each detection; those of a round in the order of their time. */
  readonly onDetection: (detection: Detection) => void;
  /** A scenario threw, or a batch was damaged: defects. */
  readonly onFailure: (what: string, error: unknown) => void;
}

export class SecondStage {
  readonly #firstKeyShard: number;
  readonly #shards: readonly LocalShard[];
  readonly #events: SecondStageEvents;

  /** @param firstKeyShard number of the first of these shards */
  constructor(firstKeyShard: number, shards: readonly LocalShard[], events: SecondStageEvents) {
    this.#firstKeyShard = firstKeyShard;
    this.#shards = shards;
    this.#events = events;
  }

  /**
   * Judges what range shards pass on, and tells of all that was found in a round.
   * @param first of the range shards, in their order
   */
  take(first: readonly Findings[], storedMs: number): void {
    const second = first.flatMap(({ relayed }) =>
      relayed.map(({ shard, data }) => this.#shards[shard - this.#firstKeyShard].take(data, storedMs)),
    );
    const all = [...first, ...second];
    const detections = all.flatMap((findings) => findings.detections);
    // Revisions of one detection stay in their order: their times do not go back.
    for (const detection of detections.sort((a, b) => seenMs(a) - seenMs(b)))
      this.#events.onDetection(detection);
    this.fail(all.flatMap(({ failures }) => failures));
  }

  fail(failures: readonly Failure[]): void {
    for (const { what, error } of failures) this.#events.onFailure(what, error);
  }
}

/** When the evidence for it was seen, Unix ms. */
export function seenMs({ rev, openedMs, lastSeenMs }: Detection): number {
  return rev === 1 ? openedMs : lastSeenMs;
}
