/**
 * Detectors of one's own: state slots, and a function that says of each event whether the key is over its limit. What comes of
 * it is a Detector as Weir's own are, on the same key table.
 */
import { createHash } from 'node:crypto';
import {
  type Detector,
  type DetectorProgress,
  type DetectorSpec,
  type DetectorTally,
  MEMORY_MAX_MS,
} from '../detect/detector.ts';
import { KeyTable } from '../detect/key-table.ts';
import { parseDuration } from '../domain/duration.ts';
import type { SeededHash } from '../domain/hash.ts';
import { NAME } from '../domain/name.ts';
import { WeirError } from '../errors/weir-error.ts';
import type { NumericField, ValueField } from '../match/fields.ts';
import { HASH_WORDS, type ValueReader, valueReader } from '../match/value.ts';
import type { Batch } from '../wire/batch.ts';
import { Cursor, type TypedEvent, typedEvent } from './event.ts';
import { type Row, Slots } from './slots.ts';

/** An event of the key in hand. */
export interface KeyEvent extends TypedEvent {
  /** Newest event time of the key before this one, Unix ms; -Infinity for a new key. This event may be older by 30 s. */
  readonly previousMs: number;
  /** 32 bits that stand for the value of a field: nobody can choose them, and they fit into a list. */
  hash(field: ValueField): number;
}

export interface DetectorDefinition<State> {
  readonly name: string;
  /** To be raised when `judge` decides otherwise than before: what is remembered begins anew then. */
  readonly version: number;
  /** What else it is told, such as its limits: with other settings it is another detector. */
  readonly settings?: Readonly<Record<string, string | number | boolean>>;
  /** For how long after its last event a key matters, such as 10m; 12d at most. */
  readonly memory: string;
  /** Fields without which it can't work, so that weir status can tell. */
  readonly needs?: readonly (ValueField | NumericField)[];
  /** Asks for what is to be remembered of each key. */
  readonly state: (slots: Slots) => State;
  /** Takes in an event. Returns whether the key is over its limit with it. */
  readonly judge: (event: KeyEvent, state: State) => boolean;
  /** How far the key has come, for people. It changes nothing. */
  readonly progress: (state: State) => DetectorProgress;
}

export type OwnDetectorSpec = Extract<DetectorSpec, { kind: 'own' }>;

/** @throws WeirError `config` when it can't be one */
export function defineDetector<State>(definition: DetectorDefinition<State>): OwnDetectorSpec {
  const { name, version, settings = {}, memory, needs = [], state } = definition;
  const wrong = (what: string) => new WeirError('config', `detector ${JSON.stringify(name)}: ${what}`);
  if (!NAME.test(name)) {
    throw wrong('name: write lower-case words joined by "-", 63 characters at most');
  }
  if (!Number.isSafeInteger(version) || version < 1) throw wrong('version: write a whole number from 1 on');
  const memoryMs = parseDuration(memory);
  if (memoryMs === undefined || memoryMs < 1000 || memoryMs > MEMORY_MAX_MS) {
    throw wrong('memory: write a duration from 1s to 12d, such as 10m');
  }
  const layout = layoutOf(state);
  return {
    kind: 'own',
    name,
    version,
    digest: createHash('sha256')
      .update(JSON.stringify([settings, memoryMs, layout]))
      .digest('hex')
      .slice(0, 8),
    needs,
    make: (table, hash, tally) => new OwnDetector(definition, memoryMs, table, hash, tally),
  };
}

/** The slots that a detector asks for, found by letting it ask for some that nobody uses. */
function layoutOf(state: (slots: Slots) => unknown): string {
  const table = new KeyTable(1);
  const slots = new Slots(table, { ignored: 0, displaced: 0 }, { row: 0 });
  state(slots);
  return slots.layout;
}

class OwnDetector<State> implements Detector {
  readonly memoryMs: number;
  readonly #definition: DetectorDefinition<State>;
  readonly #here: Row = { row: 0 };
  readonly #state: State;
  readonly #event: EventOfKey;

  constructor(
    definition: DetectorDefinition<State>,
    memoryMs: number,
    table: KeyTable,
    hash: SeededHash,
    tally: DetectorTally,
  ) {
    this.memoryMs = memoryMs;
    this.#definition = definition;
    this.#state = definition.state(new Slots(table, tally, this.#here));
    this.#event = new EventOfKey(hash);
  }

  judge(row: number, _timeMs: number, lastMs: number, batch: Batch, at: number): boolean {
    this.#here.row = row;
    this.#event.turnTo(batch, at, lastMs);
    return this.#definition.judge(this.#event.reader, this.#state);
  }

  progress(row: number): DetectorProgress {
    this.#here.row = row;
    return this.#definition.progress(this.#state);
  }
}

class EventOfKey {
  readonly reader: KeyEvent;
  readonly #cursor = new Cursor();
  readonly #hash: SeededHash;
  readonly #readers = new Map<ValueField, ValueReader>();
  readonly #words = new Uint32Array(HASH_WORDS);
  #previousMs = Number.NEGATIVE_INFINITY;

  constructor(hash: SeededHash) {
    this.#hash = hash;
    const event = Object.create(typedEvent(this.#cursor), {
      previousMs: { get: () => this.#previousMs, enumerable: true },
      hash: { value: (field: ValueField) => this.#hashOf(field) },
    });
    this.reader = Object.freeze(event) as KeyEvent;
  }

  turnTo(batch: Batch, at: number, previousMs: number): void {
    this.#cursor.turnTo(batch, at);
    this.#previousMs = previousMs;
  }

  #hashOf(field: ValueField): number {
    let reader = this.#readers.get(field);
    if (!reader) {
      reader = valueReader(field, this.#hash);
      this.#readers.set(field, reader);
    }
    reader.hash(this.#cursor.batch, this.#cursor.at, this.#words, 0);
    return this.#words[0];
  }
}
