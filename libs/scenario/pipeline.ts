/**
 * The path of a batch through a shard, as one synchronous chain:
 * bytes -> columns -> new ones only -> on event time -> sessionized -> matched -> judged -> detections.
 *
 * A range shard judges at once and passes on what key shards judge; a key shard lets rows wait until their time has come.
 * What sessions have come to are rows of batches of their own, which the scenarios about them judge after the requests.
 */
import { filter, from, map, mergeMap, type Observable, type OperatorFunction, tap } from 'rxjs';
import type { Detection } from '../domain/detection.ts';
import { FLAG } from '../domain/event.ts';
import { type Batch, decodeBatch } from '../wire/batch.ts';
import type { Relay, RelayedBatch } from './relay.ts';
import type { Matched } from './scenario-matcher.ts';
import type { BatchContext, ScenarioState } from './scenario-state.ts';
import type { SessionStage, ShardState } from './shard-state.ts';
import type { Waiting, WaitingMessage, WaitingRow } from './waiting.ts';

/** A message of the shard's stream. */
export interface ShardMessage {
  readonly sequence: number;
  readonly storedMs: number;
  /** Context of the span in which it is taken in; empty without tracing. */
  readonly traceparent: string;
  readonly data: Uint8Array;
}

/** What the pipeline tells besides detections. */
export interface PipelineEvents {
  /** A range shard has taken in a batch that it had not seen before. */
  taken?(batch: Batch, message: ShardMessage): void;
  /** A range shard has something for a key shard. */
  relayed(batch: RelayedBatch): void;
  /** A message is no batch. It is left out. */
  corrupt(message: ShardMessage, error: unknown): void;
  /** A scenario has thrown. Its state begins anew. */
  scenarioFailed(scenario: string, error: unknown): void;
}

interface StoredBatch {
  readonly batch: Batch;
  readonly message: ShardMessage;
}

interface SessionizedBatch extends StoredBatch {
  /** Rows that tell of sessions. */
  readonly sessions: readonly Batch[];
}

/** Of each scenario; undefined where it has no rows. */
type MatchedRows = readonly (Matched | undefined)[];

/** Time in a line may be ahead of the time it was stored at by so much, then it is cut to that. */
const AHEAD_MS = 2000;

export function pipeline(
  state: ShardState,
  events: PipelineEvents,
): OperatorFunction<ShardMessage, Detection> {
  const { stage } = state;
  return (messages: Observable<ShardMessage>) => {
    const batches = messages.pipe(mergeMap(decode(state, events)), filter(isNew(state)));
    return stage.kind === 'range'
      ? batches.pipe(
          map(onEventTime(state)),
          tap(({ batch, message }) => events.taken?.(batch, message)),
          map(sessionized(state)),
          map(matched(state)),
          mergeMap(judgedAtOnce(state, stage.relay, events)),
        )
      : batches.pipe(map(onRangeTime(state)), mergeMap(judgedInTime(state, stage.waiting, events)));
  };
}

/** Bytes to columns; what is no batch, or one of another shard map, is counted and left out. */
function decode(state: ShardState, events: PipelineEvents) {
  return (message: ShardMessage): StoredBatch[] => {
    let batch: Batch;
    try {
      batch = decodeBatch(message.data, state.rowsMax);
    } catch (error) {
      state.counters.corrupt++;
      events.corrupt(message, error);
      return [];
    }
    if (batch.shard !== state.shard || batch.shardMapVersion !== state.shardMapVersion) {
      state.counters.foreign++;
      return [];
    }
    return [{ batch, message }];
  };
}

/** A batch that was sent twice is taken once. */
function isNew(state: ShardState) {
  return ({ batch, message }: StoredBatch): boolean => {
    const fresh = state.marks.take(batch.collector, batch.number, message.storedMs);
    if (!fresh) state.counters.repeated++;
    return fresh;
  };
}

/** Keeps times from running ahead, moves the shard's clock, and counts. */
function onEventTime(state: ShardState) {
  return (stored: StoredBatch): StoredBatch => {
    const { batch, message } = stored;
    const { counters, clock } = state;
    const latestMs = message.storedMs + AHEAD_MS;
    let newestMs = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < batch.rows; row++) {
      if (batch.timeMs[row] > latestMs) batch.timeMs[row] = latestMs;
      if (batch.timeMs[row] > newestMs) newestMs = batch.timeMs[row];
      if ((batch.flags[row] & FLAG.refused) !== 0) counters.refused++;
      if ((batch.flags[row] & FLAG.late) !== 0) counters.late++;
    }
    counters.batches++;
    counters.events += batch.rows;
    clock.advance(message.storedMs, newestMs);
    for (const { name, watermarkMs } of batch.sources) {
      clock.hear(`${batch.collector}/${name}`, Math.min(watermarkMs, latestMs));
    }
    clock.settle();
    return stored;
  };
}

/** Moves the clock of a key shard. Its sources are range shards, whoever owns them, which have cut times already. */
function onRangeTime(state: ShardState) {
  return (stored: StoredBatch): StoredBatch => {
    const { batch, message } = stored;
    const { counters, clock, marks } = state;
    let newestMs = Number.NEGATIVE_INFINITY;
    for (const timeMs of batch.timeMs) if (timeMs > newestMs) newestMs = timeMs;
    counters.relayed += batch.rows;
    clock.advance(message.storedMs, newestMs);
    // A batch that has overtaken another tells nothing about the time of the other's rows.
    const complete = marks.isComplete(batch.collector, batch.number);
    for (const { name, watermarkMs } of batch.sources) {
      clock.hear(name, complete ? watermarkMs : Number.NEGATIVE_INFINITY);
    }
    clock.settle();
    return stored;
  };
}

/** What sessions have come to with the batch. Nothing where no scenario is about sessions. */
function sessionized(state: ShardState) {
  return (stored: StoredBatch): SessionizedBatch => {
    const { batch, message } = stored;
    const sessions = state.sessionStage?.sessions.take(batch, message.sequence, state.clock.watermarkMs);
    return { ...stored, sessions: sessions ?? [] };
  };
}

/** Which rows each scenario is about. */
function matched(state: ShardState) {
  return (stored: SessionizedBatch) => ({ ...stored, matches: state.matcher.match(stored.batch) });
}

/** Passes rows on, lets each scenario judge its rows, then forget what time has overtaken. */
function judgedAtOnce(state: ShardState, relay: Relay, events: PipelineEvents) {
  return ({ batch, message, sessions, matches }: SessionizedBatch & { readonly matches: MatchedRows }) => {
    const { watermarkMs } = state.clock;
    const { sessionStage } = state;
    const own = sessionStage?.first ?? state.scenarios.length;
    for (const sent of relay.take(batch, matches.slice(own), message, watermarkMs)) events.relayed(sent);
    const context = contextOf(state, message, batch);
    const detections: Detection[] = [];
    eachScenario(
      state,
      events,
      (scenario, index) => {
        const rows = matches[index];
        if (rows) {
          scenario.judge(batch, rows, context);
          detections.push(...scenario.publish(context));
        }
        detections.push(...scenario.expire(watermarkMs, context));
      },
      [0, own],
    );
    if (sessionStage) detections.push(...judgeSessions(state, sessionStage, sessions, context, events));
    return from(detections);
  };
}

/** The scenarios about sessions judge theirs. Their time is the one up to which all ends have been told. */
function judgeSessions(
  state: ShardState,
  { matcher, first, sessions: { settledMs } }: SessionStage,
  batches: readonly Batch[],
  context: BatchContext,
  events: PipelineEvents,
): Detection[] {
  const detections: Detection[] = [];
  const own = [first, state.scenarios.length] as const;
  for (const batch of batches) {
    const matches = matcher.match(batch);
    eachScenario(
      state,
      events,
      (scenario, index) => {
        const rows = matches[index - first];
        if (!rows) return;
        scenario.judge(batch, rows, context);
        detections.push(...scenario.publish(context));
      },
      own,
    );
  }
  eachScenario(state, events, (scenario) => detections.push(...scenario.expire(settledMs, context)), own);
  return detections;
}

/** Lets rows wait, and each scenario judge those whose time has come, in its order. */
function judgedInTime(state: ShardState, waiting: Waiting, events: PipelineEvents) {
  return ({ batch, message }: StoredBatch) => {
    if (batch.rows > 0) state.counters.overtaken += waiting.add(message);
    const due = waiting.release(state.clock.watermarkMs);
    return from(judgeDue(state, due, contextOf(state, message, batch), events));
  };
}

/**
 * What a key shard finds in the rows that wait when nothing more will come: no time is waited for any more. Range shards
 * have none.
 */
export function finish(state: ShardState, events: Pick<PipelineEvents, 'scenarioFailed'>): Detection[] {
  const { stage } = state;
  const due = stage.kind === 'key' ? stage.waiting.release(Number.POSITIVE_INFINITY) : [];
  const last = due.at(-1);
  return last ? judgeDue(state, due, contextOf(state, last.message, last.batch), events) : [];
}

/** Each scenario judges the rows that are its own, in their order. */
function judgeDue(
  state: ShardState,
  due: readonly WaitingRow[],
  context: BatchContext,
  events: Pick<PipelineEvents, 'scenarioFailed'>,
): Detection[] {
  const { watermarkMs } = state.clock;
  const contexts = new Map<WaitingMessage, BatchContext>();
  const detections: Detection[] = [];
  eachScenario(state, events, (scenario, index) => {
    for (const row of due) {
      if (row.scenario !== index) continue;
      const came = contexts.get(row.message) ?? contextOf(state, row.message, row.batch);
      contexts.set(row.message, came);
      scenario.judgeRow(row.batch, row.at, row.parts, came);
    }
    detections.push(...scenario.publish(context), ...scenario.expire(watermarkMs, context));
  });
  return detections;
}

/** A scenario that throws begins anew; the others go on. */
function eachScenario(
  state: ShardState,
  events: Pick<PipelineEvents, 'scenarioFailed'>,
  action: (scenario: ScenarioState, index: number) => void,
  [first, end]: readonly [first: number, end: number] = [0, state.scenarios.length],
): void {
  for (let index = first; index < end; index++) {
    const scenario = state.scenario(index);
    if (!scenario) continue;
    try {
      action(scenario, index);
    } catch (error) {
      state.fail(index);
      events.scenarioFailed(scenario.scenario.name, error);
    }
  }
}

function contextOf(state: ShardState, message: WaitingMessage, batch: Batch): BatchContext {
  const { sequence, storedMs, traceparent } = message;
  const { ingestedMs, publishedMs } = batch;
  return {
    shard: state.shard,
    sequence,
    traceparent,
    stages: { eventMs: 0, ingestedMs, publishedMs, storedMs, detectedMs: 0, decidedMs: 0 },
  };
}
