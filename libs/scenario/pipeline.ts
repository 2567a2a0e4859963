/**
 * The path of a batch through a range shard, as one synchronous chain:
 * bytes -> columns -> new ones only -> on event time -> matched -> judged -> detections.
 */
import { filter, from, map, mergeMap, type Observable, type OperatorFunction } from 'rxjs';
import type { Detection } from '../domain/detection.ts';
import { FLAG } from '../domain/event.ts';
import { type Batch, decodeBatch } from '../wire/batch.ts';
import type { Matches } from './matcher.ts';
import type { BatchContext, ScenarioState } from './scenario-state.ts';
import type { ShardState } from './shard-state.ts';

/** A message of the shard's stream. */
export interface ShardMessage {
  readonly sequence: number;
  readonly storedMs: number;
  readonly data: Uint8Array;
}

/** What the pipeline tells besides detections. */
export interface PipelineEvents {
  /** A message is no batch. It is left out. */
  corrupt(message: ShardMessage, error: unknown): void;
  /** A scenario has thrown. Its state begins anew. */
  scenarioFailed(scenario: string, error: unknown): void;
}

interface StoredBatch {
  readonly batch: Batch;
  readonly sequence: number;
  readonly storedMs: number;
}

/** Time in a line may be ahead of the time it was stored at by so much, then it is cut to that. */
const AHEAD_MS = 2000;

export function pipeline(
  state: ShardState,
  events: PipelineEvents,
): OperatorFunction<ShardMessage, Detection> {
  return (messages: Observable<ShardMessage>) =>
    messages.pipe(
      mergeMap(decode(state, events)),
      filter(isNew(state)),
      map(onEventTime(state)),
      map(matched(state)),
      mergeMap(judged(state, events)),
    );
}

/** Bytes to columns; what is no batch, or one of another shard map, is counted and left out. */
function decode(state: ShardState, events: PipelineEvents) {
  return (message: ShardMessage): StoredBatch[] => {
    let batch: Batch;
    try {
      batch = decodeBatch(message.data);
    } catch (error) {
      state.counters.corrupt++;
      events.corrupt(message, error);
      return [];
    }
    if (batch.shard !== state.shard || batch.shardMapVersion !== state.shardMapVersion) {
      state.counters.foreign++;
      return [];
    }
    return [{ batch, sequence: message.sequence, storedMs: message.storedMs }];
  };
}

/** A batch that was sent twice is taken once. */
function isNew(state: ShardState) {
  return ({ batch, storedMs }: StoredBatch): boolean => {
    const fresh = state.marks.take(batch.collector, batch.number, storedMs);
    if (!fresh) state.counters.repeated++;
    return fresh;
  };
}

/** Keeps times from running ahead, moves the shard's clock, and counts. */
function onEventTime(state: ShardState) {
  return (stored: StoredBatch): StoredBatch => {
    const { batch, storedMs } = stored;
    const { counters, clock } = state;
    const latestMs = storedMs + AHEAD_MS;
    let newestMs = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < batch.rows; row++) {
      if (batch.timeMs[row] > latestMs) batch.timeMs[row] = latestMs;
      if (batch.timeMs[row] > newestMs) newestMs = batch.timeMs[row];
      if ((batch.flags[row] & FLAG.refused) !== 0) counters.refused++;
      if ((batch.flags[row] & FLAG.late) !== 0) counters.late++;
    }
    counters.batches++;
    counters.events += batch.rows;
    clock.advance(storedMs, newestMs);
    for (const { name, watermarkMs } of batch.sources) {
      clock.hear(`${batch.collector}/${name}`, Math.min(watermarkMs, latestMs));
    }
    return stored;
  };
}

/** Which rows each scenario is about. */
function matched(state: ShardState) {
  return (stored: StoredBatch) => ({ ...stored, matches: state.matcher.match(stored.batch) });
}

/** Lets each scenario judge its rows, then forget what time has overtaken. */
function judged(state: ShardState, events: PipelineEvents) {
  return ({ batch, sequence, storedMs, matches }: StoredBatch & { readonly matches: readonly Matches[] }) => {
    const context: BatchContext = {
      shard: state.shard,
      sequence,
      stages: {
        eventMs: 0,
        ingestedMs: batch.ingestedMs,
        publishedMs: batch.publishedMs,
        storedMs,
        detectedMs: 0,
        decidedMs: 0,
      },
    };
    state.clock.settle();
    const detections: Detection[] = [];
    for (let index = 0; index < matches.length; index++) {
      const scenario = state.scenario(index);
      if (!scenario) continue;
      try {
        judgeWith(scenario, batch, matches[index], context, state.clock.watermarkMs, detections);
      } catch (error) {
        state.fail(index);
        events.scenarioFailed(scenario.scenario.name, error);
      }
    }
    return from(detections);
  };
}

function judgeWith(
  scenario: ScenarioState,
  batch: Batch,
  matches: Matches,
  context: BatchContext,
  watermarkMs: number,
  detections: Detection[],
): void {
  if (matches) detections.push(...scenario.judge(batch, matches, context));
  detections.push(...scenario.expire(watermarkMs, context));
}
