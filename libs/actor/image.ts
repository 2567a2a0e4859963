/** The state that a base and the deltas after it make together: of each page the last content. */
import { WeirError } from '../errors/weir-error.ts';
import { CUT_MAGIC } from './cut.ts';
import { SlotReader, type Stateful } from './slots.ts';

interface SlotImage {
  readonly version: number;
  /** The cut that had it last. */
  cut: number;
  /** Part, then page. */
  readonly parts: Map<number, Map<number, Uint8Array>>;
}

/** Page contents restored without a break. */
const PAGES_A_TURN = 64;

export class Image {
  readonly #slots = new Map<string, SlotImage>();
  #cuts = 0;

  /** Lays a cut over what is there. @throws WeirError `corrupt` */
  add(bytes: Uint8Array): void {
    const reader = new SlotReader(bytes);
    if (reader.uint32() !== CUT_MAGIC) throw new WeirError('corrupt', 'a snapshot does not begin as one');
    this.#cuts++;
    while (!reader.ended) {
      const name = reader.text();
      const version = reader.uint32();
      const part = reader.uint32();
      const page = reader.uint32();
      const slot = this.#slot(name, version);
      const pages = slot.parts.get(part) ?? new Map<number, Uint8Array>();
      slot.parts.set(part, pages.set(page, reader.bytes()));
    }
  }

  /**
   * Gives `slots` what is theirs, and pauses now and then, so that everything else can have a turn. A slot that has no
   * place any more, or has another version, is told of and left out.
   * @throws WeirError `corrupt`
   */
  *restore(
    slots: readonly Stateful[],
    dropped: (name: string, version: number, reason: string) => void,
  ): Generator<void, void> {
    const wanted = new Map(slots.map((slot) => [slot.slotName, slot]));
    for (const [name, image] of this.#slots) {
      const slot = wanted.get(name);
      // Left out of the last cut: it had been given up before.
      if (image.cut < this.#cuts) continue;
      if (!slot) dropped(name, image.version, 'it belongs to no scenario that is active');
      else if (slot.slotVersion !== image.version) dropped(name, image.version, 'it has another version');
      else yield* fill(slot, image);
    }
  }

  /** Of two versions the later one counts: nothing of the other may be mixed with it. */
  #slot(name: string, version: number): SlotImage {
    const known = this.#slots.get(name);
    if (known?.version === version) {
      known.cut = this.#cuts;
      return known;
    }
    const slot = { version, cut: this.#cuts, parts: new Map() };
    this.#slots.set(name, slot);
    return slot;
  }
}

function* fill(slot: Stateful, { parts }: SlotImage): Generator<void, void> {
  const own = parts.get(0)?.get(0);
  if (!own) throw new WeirError('corrupt', `a snapshot has no beginning of slot ${slot.slotName}`);
  slot.restore(new SlotReader(own));
  for (const [index, pages] of (slot.pages ?? []).entries()) {
    for (let page = 0; page < pages.count; page++) {
      const bytes = parts.get(index + 1)?.get(page);
      if (!bytes) throw new WeirError('corrupt', `a snapshot lacks page ${page} of slot ${slot.slotName}`);
      pages.restore(page, new SlotReader(bytes));
      if (page % PAGES_A_TURN === PAGES_A_TURN - 1) yield;
    }
  }
}
