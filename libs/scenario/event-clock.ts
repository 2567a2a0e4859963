/**
 * Event time of a shard: for each source the time up to which it is complete, and the least of them. Nothing older than
 * that is still to come, so what can't matter any more may be forgotten.
 */

import type { SlotReader, SlotWriter, Stateful } from '../actor/slots.ts';
import { longestUnheard } from '../domain/heard.ts';

/** A source that was silent for so long of the stream's time no longer holds the clock back. */
const SILENT_MS = 5 * 60_000;
/** Time between two messages counts up to so much: while nobody is heard, nobody is silent. */
const PAUSE_MAX_MS = 10_000;

interface SourceTime {
  watermarkMs: number;
  /** Of the time that has been listened. */
  heardMs: number;
}

export class EventClock implements Stateful {
  readonly slotName = 'event-clock';
  readonly slotVersion = 2;
  readonly #sourcesMax: number;
  #expected: readonly string[];
  readonly #sources = new Map<string, SourceTime>();
  #newestMs = Number.NEGATIVE_INFINITY;
  #storedMs = Number.NEGATIVE_INFINITY;
  #watermarkMs = Number.NEGATIVE_INFINITY;
  /** The stream's time that has passed, without the pauses. */
  #listenedMs = 0;

  /**
   * @param expected sources that hold the clock back from the first message on, before they are heard
   * @param sourcesMax when there are more, the one not heard for longest is forgotten
   */
  constructor(expected: readonly string[] = [], sourcesMax = 4096) {
    this.#expected = expected;
    this.#sourcesMax = sourcesMax;
  }

  /** Newest event time seen, Unix ms. */
  get newestMs(): number {
    return this.#newestMs;
  }

  /** Processing time: the highest time at which the stream stored a message, Unix ms. */
  get storedMs(): number {
    return this.#storedMs;
  }

  /** No event older than this is judged any more, Unix ms. Never goes back. */
  get watermarkMs(): number {
    return this.#watermarkMs;
  }

  /** Takes note of a message's time in the stream and of the newest event in it. */
  advance(storedMs: number, newestMs: number): void {
    if (storedMs > this.#storedMs) {
      if (Number.isFinite(this.#storedMs)) {
        this.#listenedMs += Math.min(storedMs - this.#storedMs, PAUSE_MAX_MS);
      }
      this.#storedMs = storedMs;
    }
    for (const source of this.#expected) this.hear(source, Number.NEGATIVE_INFINITY);
    this.#expected = [];
    this.#newestMs = Math.max(this.#newestMs, newestMs);
  }

  /** Takes note of how far a source is complete. */
  hear(source: string, watermarkMs: number): void {
    const known = this.#sources.get(source);
    if (known) {
      known.watermarkMs = Math.max(known.watermarkMs, watermarkMs);
      known.heardMs = this.#listenedMs;
    } else {
      if (this.#sources.size >= this.#sourcesMax) this.#forgetOne();
      this.#sources.set(source, { watermarkMs, heardMs: this.#listenedMs });
    }
  }

  /** Moves the watermark to the least of the sources that are heard. */
  settle(): void {
    let least = Number.POSITIVE_INFINITY;
    for (const [source, { watermarkMs, heardMs }] of this.#sources) {
      if (heardMs < this.#listenedMs - SILENT_MS) this.#sources.delete(source);
      else least = Math.min(least, watermarkMs);
    }
    if (least !== Number.POSITIVE_INFINITY) this.#watermarkMs = Math.max(this.#watermarkMs, least);
  }

  save(writer: SlotWriter): void {
    writer.float64(this.#newestMs);
    writer.float64(this.#storedMs);
    writer.float64(this.#watermarkMs);
    writer.float64(this.#listenedMs);
    writer.uint32(this.#sources.size);
    for (const [source, { watermarkMs, heardMs }] of this.#sources) {
      writer.text(source);
      writer.float64(watermarkMs);
      writer.float64(heardMs);
    }
  }

  restore(reader: SlotReader): void {
    this.#newestMs = reader.float64();
    this.#storedMs = reader.float64();
    this.#watermarkMs = reader.float64();
    this.#listenedMs = reader.float64();
    if (Number.isFinite(this.#storedMs)) this.#expected = [];
    this.#sources.clear();
    for (let left = reader.uint32(); left > 0; left--) {
      this.#sources.set(reader.text(), { watermarkMs: reader.float64(), heardMs: reader.float64() });
    }
  }

  #forgetOne(): void {
    const oldest = longestUnheard(this.#sources);
    if (oldest !== undefined) this.#sources.delete(oldest);
  }
}
