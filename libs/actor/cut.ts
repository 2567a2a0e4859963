/**
 * The state of an actor as it was after one message, read once, bit by bit, while the state goes on: all of it (a base)
 * or what changed since the cut before (a delta).
 *
 * Its bytes are records of slot, version, part, page and content. Part 0 is what a slot wrote by itself, part n its n-th
 * pages. Every cut has part 0 of every slot, so the last one says what there is.
 */
import { SlotWriter, type Stateful } from './slots.ts';

export const CUT_MAGIC = 0x32524557; // "WER2"

export class Cut {
  readonly sequence: number;
  readonly kind: 'base' | 'delta';
  readonly #slots: readonly { readonly slot: Stateful; readonly own: Uint8Array }[];
  #bytes = 0;

  /** Takes hold of the state as it is now. One cut at a time: `end` it before the next. */
  constructor(slots: readonly Stateful[], sequence: number, kind: 'base' | 'delta') {
    this.sequence = sequence;
    this.kind = kind;
    this.#slots = slots.map((slot) => {
      for (const pages of slot.pages ?? []) pages.hold(kind === 'base');
      const writer = new SlotWriter();
      slot.save(writer);
      return { slot, own: writer.finish() };
    });
  }

  /** What has been read so far. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Its bytes. A piece is good until the next one is asked for. */
  *pieces(): Generator<Uint8Array> {
    for (const piece of this.#records()) {
      this.#bytes += piece.length;
      yield piece;
    }
  }

  /** Lets go of the state. What was not `stored` is in the next delta. */
  end(stored: boolean): void {
    for (const { slot } of this.#slots) for (const pages of slot.pages ?? []) pages.release(stored);
  }

  *#records(): Generator<Uint8Array> {
    const writer = new SlotWriter();
    writer.uint32(CUT_MAGIC);
    for (const { slot, own } of this.#slots) {
      startRecord(writer, slot, 0, 0, own.length);
      yield writer.finish();
      yield own;
      writer.clear();
      for (const [index, pages] of (slot.pages ?? []).entries()) {
        for (const [page, bytes] of pages.read()) {
          startRecord(writer, slot, index + 1, page, bytes.length);
          yield writer.finish();
          yield bytes;
          writer.clear();
        }
      }
    }
    if (this.#slots.length === 0) yield writer.finish();
  }
}

function startRecord(writer: SlotWriter, slot: Stateful, part: number, page: number, bytes: number): void {
  writer.text(slot.slotName);
  writer.uint32(slot.slotVersion);
  writer.uint32(part);
  writer.uint32(page);
  writer.uint32(bytes);
}
