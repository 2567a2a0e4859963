/** What a shard does with a message: the pipeline, with one span a batch and one for each detection. */
import { Subject } from 'rxjs';
import type { Behaviour } from '../actor/behaviour.ts';
import type { Outgoing } from '../actor/outbox.ts';
import type { Stateful } from '../actor/slots.ts';
import type { StoredMessage } from '../bus/streams.ts';
import { setName } from '../catalog/catalog.ts';
import type { LoadedSet } from '../catalog/scenario-sets.ts';
import type { Clock } from '../clock/clock.ts';
import { detectionSubject, eventSubject, SCENARIO_SET_HEADER } from '../cluster/names.ts';
import { type Detection, NO_STAGES } from '../domain/detection.ts';
import { finish, pipeline, type ShardMessage } from '../scenario/pipeline.ts';
import type { RelayedBatch } from '../scenario/relay.ts';
import type { ShardState } from '../scenario/shard-state.ts';
import { type Log, logError } from '../telemetry/logging.ts';
import { TRACEPARENT, type Tracing } from '../telemetry/tracing.ts';
import type { Batch } from '../wire/batch.ts';
import { encodeDetection } from '../wire/detection.ts';
import type { SetSource } from './set-source.ts';

export interface DetectOptions {
  readonly state: ShardState;
  /** Where other sets come from, and the one that the state judges by. */
  readonly sets: Pick<SetSource, 'load'>;
  readonly set: LoadedSet;
  /** Which decision service is to have a detection, by its key. */
  readonly partitionOf: (key: Detection['key']) => number;
  readonly clock: Clock;
  readonly log: Log;
  readonly tracing: Tracing;
  /** Called when another set judges. */
  readonly onActivated: (set: LoadedSet) => void;
  /** Called for every batch of events that is taken in. */
  readonly onBatch: (batch: Batch, storedMs: number) => void;
  /** Called for every revision of a detection that is sent. */
  readonly onDetection: (detection: Detection) => void;
}

export class Detect implements Behaviour {
  readonly #options: DetectOptions;
  #set: LoadedSet;
  /** The one that the next message asks for. */
  #next: LoadedSet | undefined;
  readonly #messages = new Subject<ShardMessage>();
  #found: Detection[] = [];
  #relayed: RelayedBatch[] = [];

  constructor(options: DetectOptions) {
    this.#options = options;
    this.#set = options.set;
    const { state, log, onBatch } = options;
    this.#messages
      .pipe(
        pipeline(state, {
          taken: (batch, { storedMs }) => onBatch(batch, storedMs),
          relayed: (batch) => this.#relayed.push(batch),
          corrupt: ({ sequence }, error) =>
            logError(log, error, `message ${sequence} of shard ${state.shard}`),
          scenarioFailed: (scenario, error) => logError(log, error, `scenario ${scenario}`),
        }),
      )
      .subscribe((detection) => this.#found.push(detection));
  }

  get slots(): readonly Stateful[] {
    return this.#options.state.slots;
  }

  get scenarioSet(): string {
    return setName(this.#set.number);
  }

  /** The set that judges. */
  get set(): LoadedSet {
    return this.#set;
  }

  prepare(message: StoredMessage): Promise<void> | undefined {
    const number = numberOf(message);
    if (number <= this.#set.number) return undefined;
    return this.#options.sets.load(number)?.then((loaded) => {
      this.#next = loaded;
    });
  }

  receive(message: StoredMessage): readonly Outgoing[] {
    return numberOf(message) > 0 ? this.#activate(message) : this.#judge(message);
  }

  /** From here on another set judges: that is part of the stream, so that it is the same whenever it is read again. */
  #activate({ sequence, storedMs }: StoredMessage): readonly Outgoing[] {
    const { state, log, onActivated, onDetection } = this.#options;
    if (!this.#next) return [];
    this.#set = this.#next;
    this.#next = undefined;
    const { number, set } = this.#set;
    const stages = { ...NO_STAGES, ingestedMs: storedMs, publishedMs: storedMs, storedMs };
    const closed = state.activate(set, { shard: state.shard, sequence, traceparent: '', stages });
    log.info({ shard: state.shard, set: number, version: set.version }, 'scenario set activated');
    onActivated(this.#set);
    for (const detection of closed) onDetection(detection);
    return closed.map((detection) => this.#outgoing(detection));
  }

  #judge(message: StoredMessage): readonly Outgoing[] {
    const { tracing, state, onDetection } = this.#options;
    const span = tracing.span('analyze', {
      parent: message.header(TRACEPARENT),
      attributes: { 'weir.shard': state.shard, 'weir.sequence': message.sequence },
    });
    const { sequence, storedMs, data } = message;
    this.#messages.next({ sequence, storedMs, data, traceparent: span.traceparent });
    const found = this.#found;
    const relayed = this.#relayed;
    this.#found = [];
    this.#relayed = [];
    span.set({ 'weir.detections': found.length });
    span.end();
    for (const detection of found) onDetection(detection);
    return [...relayed.map(relay), ...found.map((detection) => this.#outgoing(detection))];
  }

  finish(): readonly Outgoing[] {
    const { state, log, onDetection } = this.#options;
    if (state.stage.kind === 'range') return state.stage.relay.finish().map(relay);
    const found = finish(state, {
      scenarioFailed: (scenario, error) => logError(log, error, `scenario ${scenario}`),
    });
    for (const detection of found) onDetection(detection);
    return found.map((detection) => this.#outgoing(detection));
  }

  /** Its span continues the one in which the batch with the evidence was taken in. */
  #outgoing(detection: Detection): Outgoing {
    const { tracing, clock, partitionOf } = this.#options;
    const parent = detection.traceparent;
    const span = tracing.span('detect', { parent, attributes: attributesOf(detection) });
    const { traceparent } = span;
    const stages = { ...detection.stages, detectedMs: clock.now() };
    return {
      subject: detectionSubject(partitionOf(detection.key)),
      id: `${detection.id}-${detection.rev}`,
      data: encodeDetection({ ...detection, traceparent, stages }),
      headers: headersOf(traceparent),
      onStored: () => span.end(),
    };
  }
}

/** Number of the set that a message activates; 0 for one that holds events. */
function numberOf(message: StoredMessage): number {
  return Number(message.header(SCENARIO_SET_HEADER));
}

function relay({ shard, id, data, traceparent }: RelayedBatch): Outgoing {
  return { subject: eventSubject(shard), id, data, headers: headersOf(traceparent) };
}

function headersOf(traceparent: string): Record<string, string> {
  return traceparent === '' ? {} : { [TRACEPARENT]: traceparent };
}

function attributesOf(detection: Detection) {
  return {
    'weir.detection': detection.id,
    'weir.rev': detection.rev,
    'weir.scenario': detection.scenario,
    'weir.scenario.version': detection.version,
    'weir.mode': detection.mode,
    'weir.shard': detection.shard,
    'weir.key': detection.key.map(({ field, value }) => `${field}=${value}`).join(' '),
    'weir.events': detection.events,
    'weir.stage.event_ms': detection.stages.eventMs,
    'weir.stage.ingested_ms': detection.stages.ingestedMs,
    'weir.stage.published_ms': detection.stages.publishedMs,
    'weir.stage.stored_ms': detection.stages.storedMs,
  };
}
