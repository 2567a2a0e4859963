/** Shard actors on a bus, one owner after the other, with a behaviour that remembers what it was given. */
import type { Behaviour } from '#libs/actor/behaviour.ts';
import type { Outgoing } from '#libs/actor/outbox.ts';
import { type PageSource, Pages } from '#libs/actor/pages.ts';
import {
  ShardActor,
  type ShardActorLimits,
  type ShardActorOptions,
  type StopReason,
} from '#libs/actor/shard-actor.ts';
import type { SlotReader, SlotWriter, Stateful } from '#libs/actor/slots.ts';
import { Turns } from '#libs/actor/turns.ts';
import type { Bus } from '#libs/bus/bus.ts';
import type { KeyValue } from '#libs/bus/key-value.ts';
import { Objects } from '#libs/bus/objects.ts';
import type { StoredMessage } from '#libs/bus/streams.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { systemRandom } from '#libs/clock/random.ts';
import { Head } from '#libs/cluster/head.ts';
import { QUARANTINE } from '#libs/cluster/names.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import type { Log } from '#libs/telemetry/logging.ts';
import { quietLog } from './log.ts';

const PAGE = 4;
const BYTES_MAX = 2 ** 26;
const SNAPSHOTS = { name: 'weir-snapshots', maxBytes: BYTES_MAX, replicas: 1 };
const HEADS = { bucket: 'weir-heads', maxBytes: BYTES_MAX, replicas: 1 };

const nothingNeeded = async () => Number.POSITIVE_INFINITY;

/** Remembers every message, four on a page. */
export class Memory implements Behaviour, Stateful, PageSource {
  readonly scenarioSet = 'test';
  readonly slotName = 'memory';
  readonly slotVersion = 1;
  readonly pages = [new Pages(this)];
  readonly slots = [this];
  readonly #onMessage: (text: string) => void;
  #texts: string[] = [];

  /** @param onMessage called before a message is remembered */
  constructor(onMessage: (text: string) => void = () => {}) {
    this.#onMessage = onMessage;
  }

  get texts(): readonly string[] {
    return this.#texts;
  }

  receive({ data }: StoredMessage): Outgoing[] {
    const text = Buffer.from(data).toString();
    this.#onMessage(text);
    this.pages[0].touch(Math.floor(this.#texts.length / PAGE));
    this.#texts.push(text);
    return [];
  }

  finish(): Outgoing[] {
    return [];
  }

  save(writer: SlotWriter): void {
    writer.uint32(this.#texts.length);
  }

  restore(reader: SlotReader): void {
    this.#texts = new Array<string>(reader.uint32()).fill('?');
  }

  get pageCount(): number {
    return Math.ceil(this.#texts.length / PAGE);
  }

  savePage(page: number, writer: SlotWriter): void {
    writer.text(JSON.stringify(this.#texts.slice(page * PAGE, (page + 1) * PAGE)));
  }

  restorePage(page: number, reader: SlotReader): void {
    const texts = JSON.parse(reader.text()) as string[];
    for (const [i, text] of texts.entries()) this.#texts[page * PAGE + i] = text;
  }
}

export interface TestOwner {
  readonly actor: ShardActor;
  readonly head: Head;
  /** Why the actor ended by itself. */
  readonly ended: Promise<StopReason>;
}

/** One shard's stream, objects and head. */
export class TestShard {
  readonly stream = 'weir-events-0';
  readonly bus: Bus;
  readonly clock: Clock;
  readonly objects: Objects;
  #epoch: number;

  private constructor(bus: Bus, clock: Clock, objects: Objects, epoch: number) {
    this.#epoch = epoch;
    this.bus = bus;
    this.clock = clock;
    this.objects = objects;
  }

  /** @param epoch the last one that was used; @param maxBytes of the stream */
  static async open(bus: Bus, clock: Clock, epoch = 0, maxBytes = BYTES_MAX): Promise<TestShard> {
    const limits = { maxBytes: BYTES_MAX, replicas: 1 };
    await bus.streams.ensure({ name: 'weir-events-0', subjects: ['weir.events.0'], ...limits, maxBytes });
    await bus.streams.ensure({ name: QUARANTINE, subjects: ['weir.quarantine.>'], ...limits });
    const objects = await Objects.open(bus.streams, clock, SNAPSHOTS);
    return new TestShard(bus, clock, objects, epoch);
  }

  async publish(...texts: string[]): Promise<void> {
    for (const text of texts) await this.bus.streams.publish('weir.events.0', Buffer.from(text));
  }

  /** The next owner; earlier ones are fenced by it. A snapshot is due after each message unless `limits` say otherwise. */
  async own(
    behaviour: Behaviour,
    options: {
      readonly limits?: Partial<ShardActorLimits>;
      /** As this owner sees it. */
      readonly bus?: Bus;
      readonly log?: Log;
      /** Whose shard it is, with heads of its own. */
      readonly group?: string;
      /** Nothing is needed by others unless it is given. */
      readonly spare?: ShardActorOptions['spare'];
    } = {},
  ): Promise<TestOwner> {
    const { limits, bus = this.bus, log = quietLog, group = '' } = options;
    const spare = 'spare' in options ? options.spare : nothingNeeded;
    const { clock, stream } = this;
    const objects = await Objects.open(bus.streams, clock, SNAPSHOTS);
    const head = await this.#seal(await bus.keyValues.open(HEADS), group);
    const ended = Promise.withResolvers<StopReason>();
    const actor = await ShardActor.activate(
      {
        shard: 0,
        stream,
        head,
        behaviour,
        streams: bus.streams,
        objects,
        clock,
        random: systemRandom,
        log,
        holds: () => true,
        turns: new Turns(clock),
        spare,
        limits: {
          mailboxMax: 8,
          outboxMax: 8,
          replayMs: 0,
          snapshotBytesPerSecond: Number.POSITIVE_INFINITY,
          snapshotShare: Number.POSITIVE_INFINITY,
          ...limits,
        },
      },
      ended.resolve,
    );
    return { actor, head, ended: ended.promise };
  }

  /** An owner that is still at work may move the head at the same moment. */
  async #seal(heads: KeyValue, group: string): Promise<Head> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await Head.seal(heads, 0, ++this.#epoch, group);
      } catch (error) {
        if (failureOf(error) !== 'conflict' || attempt === 10) throw error;
      }
    }
  }

  /** What is in quarantine, with the reasons. */
  async quarantined(): Promise<{ readonly text: string; readonly reason: string }[]> {
    const { firstSequence, lastSequence } = await this.bus.streams.state(QUARANTINE);
    const found: { text: string; reason: string }[] = [];
    if (lastSequence < firstSequence) return found;
    const signal = new AbortController();
    for await (const { data, sequence, header } of this.bus.streams.read(QUARANTINE, 1, signal.signal)) {
      found.push({ text: Buffer.from(data).toString(), reason: header('Weir-Reason') });
      if (sequence === lastSequence) signal.abort();
    }
    return found;
  }
}
