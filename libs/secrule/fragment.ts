/** A piece of a file that remembers where each of its characters stood, through quotes and continued lines. */

/** From 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Something about a place of the file. */
export interface Remark extends Place {
  readonly message: string;
}

export class Fragment {
  readonly text: string;
  /** Of each character, and of the end. */
  readonly #places: readonly Place[];

  /** @param places one more than the text has characters */
  constructor(text: string, places: readonly Place[]) {
    this.text = text;
    this.#places = places;
  }

  get place(): Place {
    return this.#places[0];
  }

  slice(from: number, to = this.text.length): Fragment {
    return new Fragment(this.text.slice(from, to), this.#places.slice(from, to + 1));
  }

  trimmed(): Fragment {
    const from = this.text.length - this.text.trimStart().length;
    return this.slice(from, Math.max(from, this.text.trimEnd().length));
  }

  /** Without the character at `at`. */
  without(at: number): Fragment {
    const text = this.text.slice(0, at) + this.text.slice(at + 1);
    return new Fragment(text, [...this.#places.slice(0, at), ...this.#places.slice(at + 1)]);
  }

  /** The parts between separators for which `isInside` does not hold. */
  split(separator: string, isInside: (at: number) => boolean = () => false): Fragment[] {
    const parts: Fragment[] = [];
    let from = 0;
    for (let at = 0; at < this.text.length; at++) {
      if (this.text[at] !== separator || isInside(at)) continue;
      parts.push(this.slice(from, at));
      from = at + 1;
    }
    return [...parts, this.slice(from)];
  }

  remark(message: string): Remark {
    return { ...this.place, message };
  }
}
