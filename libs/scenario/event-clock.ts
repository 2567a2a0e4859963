/**
 * Event time of a shard: for each source the time up to which it is complete, and the least of them. Nothing older than
 * that is still to come, so what can't matter any more may be forgotten.
 */

import type { SlotReader, SlotWriter, Stateful } from '../actor/slots.ts';
import { longestUnheard } from '../domain/heard.ts';

/** A source that was silent for so long of the stream's time no longer holds the clock back. */
const SILENT_MS = 5 * 60_000;

interface SourceTime {
  watermarkMs: number;
  heardMs: number;
}

export class EventClock implements Stateful {
  readonly slotName = 'event-clock';
  readonly slotVersion = 1;
  readonly #sourcesMax: number;
  readonly #sources = new Map<string, SourceTime>();
  #newestMs = Number.NEGATIVE_INFINITY;
  #storedMs = Number.NEGATIVE_INFINITY;
  #watermarkMs = Number.NEGATIVE_INFINITY;

  /** @param sourcesMax when there are more, the one not heard for longest is forgotten */
  constructor(sourcesMax = 4096) {
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
    this.#storedMs = Math.max(this.#storedMs, storedMs);
    this.#newestMs = Math.max(this.#newestMs, newestMs);
  }

  /** Takes note of how far a source is complete. */
  hear(source: string, watermarkMs: number): void {
    const known = this.#sources.get(source);
    if (known) {
      known.watermarkMs = Math.max(known.watermarkMs, watermarkMs);
      known.heardMs = this.#storedMs;
    } else {
      if (this.#sources.size >= this.#sourcesMax) this.#forgetOne();
      this.#sources.set(source, { watermarkMs, heardMs: this.#storedMs });
    }
  }

  /** Moves the watermark to the least of the sources that are heard. */
  settle(): void {
    let least = Number.POSITIVE_INFINITY;
    for (const [source, { watermarkMs, heardMs }] of this.#sources) {
      if (heardMs < this.#storedMs - SILENT_MS) this.#sources.delete(source);
      else least = Math.min(least, watermarkMs);
    }
    if (least !== Number.POSITIVE_INFINITY) this.#watermarkMs = Math.max(this.#watermarkMs, least);
  }

  save(writer: SlotWriter): void {
    writer.float64(this.#newestMs);
    writer.float64(this.#storedMs);
    writer.float64(this.#watermarkMs);
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
