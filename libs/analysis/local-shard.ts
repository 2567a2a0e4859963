/** A shard in this process, without a bus: what comes out of a message is what its judging returns. */
import { Subject } from 'rxjs';
import { Cut } from '../actor/cut.ts';
import { Image } from '../actor/image.ts';
import type { ShardMap } from '../cluster/shard-map.ts';
import type { Detection } from '../domain/detection.ts';
import { WeirError } from '../errors/weir-error.ts';
import { pipeline, type ShardMessage } from '../scenario/pipeline.ts';
import type { RelayedBatch } from '../scenario/relay.ts';
import type { ScenarioSet } from '../scenario/scenario-set.ts';
import { type ShardLimits, ShardState } from '../scenario/shard-state.ts';
import { LARGE_BATCH_ROWS_MAX } from '../wire/batch-builder.ts';

export interface LocalShardOptions {
  readonly shard: number;
  readonly map: ShardMap;
  readonly scenarios: ScenarioSet;
  readonly limits: ShardLimits;
}

/** A scenario threw, a batch was damaged or state was lost: defects. */
export interface Failure {
  readonly what: string;
  readonly error: unknown;
}

/** What came of one message. */
export interface Findings {
  readonly detections: readonly Detection[];
  /** For key shards, in their order. */
  readonly relayed: readonly Pick<RelayedBatch, 'shard' | 'data'>[];
  readonly failures: readonly Failure[];
  /** More sessions have ended than one message may tell: another is needed, if only to tell the time. */
  readonly isBehind: boolean;
}

export class LocalShard {
  readonly #options: LocalShardOptions;
  #state: ShardState;
  #messages: Subject<ShardMessage>;
  /** Of the last message. */
  #sequence = 0;
  #detections: Detection[] = [];
  #relayed: RelayedBatch[] = [];
  #failures: Failure[] = [];

  constructor(options: LocalShardOptions) {
    this.#options = options;
    [this.#state, this.#messages] = this.#open();
  }

  /** @param storedMs when the message would have been stored, Unix ms */
  take(data: Uint8Array, storedMs: number): Findings {
    this.#messages.next({ sequence: ++this.#sequence, storedMs, data, traceparent: '' });
    const findings = {
      detections: this.#detections,
      relayed: this.#relayed,
      failures: this.#failures,
      isBehind: this.#state.sessionStage?.sessions.isBehind ?? false,
    };
    this.#detections = [];
    this.#relayed = [];
    this.#failures = [];
    return findings;
  }

  /** Another owner goes on with what this one remembers, from a snapshot. Returns what could not be taken up. */
  handOver(): Failure[] {
    const before = this.#state;
    [this.#state, this.#messages] = this.#open();
    const cut = new Cut(before.slots, 0, 'base');
    const image = new Image();
    image.add(Buffer.concat(Array.from(cut.pieces(), (piece) => Buffer.from(piece))));
    cut.end(true);
    const failures: Failure[] = [];
    const dropped = (slot: string, _: number, reason: string) =>
      failures.push({ what: `state of ${slot}`, error: new WeirError('bug', reason) });
    for (const _ of image.restore(this.#state.slots, dropped));
    return failures;
  }

  #open(): [ShardState, Subject<ShardMessage>] {
    const state = new ShardState({ ...this.#options, rowsMax: LARGE_BATCH_ROWS_MAX });
    const messages = new Subject<ShardMessage>();
    const failed = (what: string, error: unknown) => this.#failures.push({ what, error });
    messages
      .pipe(
        pipeline(state, {
          relayed: (batch) => this.#relayed.push(batch),
          corrupt: (_, error) => failed('batch', error),
          scenarioFailed: (scenario, error) => failed(`scenario ${scenario}`, error),
        }),
      )
      .subscribe((detection) => this.#detections.push(detection));
    return [state, messages];
  }
}
