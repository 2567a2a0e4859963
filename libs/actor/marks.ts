/**
 * Which numbered batches a reader has taken in, for each sender: everything up to a mark, and a window of 256 above it.
 *
 * A sender numbers without gaps and has at most 256 batches in flight, so a batch that comes again, however much later,
 * is known; one that never comes is a gap, found when the window moves past it.
 */
import { longestUnheard } from '../domain/heard.ts';
import type { SlotReader, SlotWriter, Stateful } from './slots.ts';

export const WINDOW = 256;
const WINDOW_WORDS = WINDOW / 32;

interface Mark {
  /** All numbers up to this one have been seen, or given up. */
  upTo: number;
  /** Bit i: number upTo + 1 + i has been seen. */
  readonly window: Uint32Array;
  /** When the sender was heard last, ms of the stream's time. */
  heardMs: number;
  /** What is smaller was sent before the stream's first message and is not to be had: no gap. */
  readonly first: number;
}

export class Marks implements Stateful {
  readonly slotName = 'marks';
  readonly slotVersion = 2;
  readonly #sendersMax: number;
  readonly #marks = new Map<string, Mark>();
  #gaps = 0;

  /** @param sendersMax when there are more, the one not heard for longest is forgotten */
  constructor(sendersMax = 4096) {
    this.#sendersMax = sendersMax;
  }

  /** Numbers that were given up because they never came. */
  get gaps(): number {
    return this.#gaps;
  }

  get senders(): number {
    return this.#marks.size;
  }

  /** Takes note of a number. Returns whether it is new. */
  take(sender: string, number: number, heardMs: number): boolean {
    const mark = this.#markOf(sender, number);
    mark.heardMs = Math.max(mark.heardMs, heardMs);
    if (number <= mark.upTo) return false;
    for (let i = 0; i < WINDOW && number > mark.upTo + WINDOW; i++) this.#advance(mark);
    if (number > mark.upTo + WINDOW) {
      // Far ahead: the window is empty by now, and all up to the new one is missing.
      this.#gaps += number - WINDOW - mark.upTo;
      mark.upTo = number - WINDOW;
    }
    const bit = number - mark.upTo - 1;
    const seen = 1 << (bit & 31);
    if ((mark.window[bit >>> 5] & seen) !== 0) return false;
    mark.window[bit >>> 5] |= seen;
    while ((mark.window[0] & 1) !== 0) this.#advance(mark);
    return true;
  }

  /** Whether nothing that a sender numbered up to `number`, which has been taken, is still to come. */
  isComplete(sender: string, number: number): boolean {
    const mark = this.#marks.get(sender);
    if (!mark) return false;
    for (let each = Math.max(mark.upTo + 1, mark.first); each < number; each++) {
      const bit = each - mark.upTo - 1;
      if ((mark.window[bit >>> 5] & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }

  save(writer: SlotWriter): void {
    writer.float64(this.#gaps);
    writer.uint32(this.#marks.size);
    for (const [sender, mark] of this.#marks) {
      writer.text(sender);
      writer.float64(mark.upTo);
      writer.float64(mark.heardMs);
      writer.float64(mark.first);
      writer.array(mark.window);
    }
  }

  restore(reader: SlotReader): void {
    this.#gaps = reader.float64();
    this.#marks.clear();
    for (let left = reader.uint32(); left > 0; left--) {
      const sender = reader.text();
      const mark: Mark = {
        upTo: reader.float64(),
        heardMs: reader.float64(),
        first: reader.float64(),
        window: new Uint32Array(WINDOW_WORDS),
      };
      reader.array(mark.window);
      this.#marks.set(sender, mark);
    }
  }

  #markOf(sender: string, number: number): Mark {
    let mark = this.#marks.get(sender);
    if (!mark) {
      if (this.#marks.size >= this.#sendersMax) this.#forgetOne();
      mark = {
        upTo: Math.max(0, number - WINDOW),
        window: new Uint32Array(WINDOW_WORDS),
        heardMs: 0,
        first: number > WINDOW ? number : 1,
      };
      this.#marks.set(sender, mark);
    }
    return mark;
  }

  #forgetOne(): void {
    const oldest = longestUnheard(this.#marks);
    if (oldest !== undefined) this.#marks.delete(oldest);
  }

  /** Moves the mark up by one. */
  #advance(mark: Mark): void {
    mark.upTo++;
    if ((mark.window[0] & 1) === 0 && mark.upTo >= mark.first) this.#gaps++;
    for (let word = 0; word < WINDOW_WORDS; word++) {
      const carry = word + 1 < WINDOW_WORDS ? mark.window[word + 1] << 31 : 0;
      mark.window[word] = (mark.window[word] >>> 1) | carry;
    }
  }
}
