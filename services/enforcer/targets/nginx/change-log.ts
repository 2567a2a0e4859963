/**
 * The latest revisions of the rules as lines, so that an nginx that was away for a moment is sent what it missed
 * and not everything. Bounded: the oldest revisions go, and whoever misses those is sent everything.
 */
export interface LogLimits {
  readonly revisionsMax: number;
  readonly linesMax: number;
}

/** Where a reader is: it has all of `revision`, and `offset` lines of the one after it. */
export interface Position {
  readonly revision: number;
  readonly offset: number;
}

export interface Portion {
  readonly lines: readonly string[];
  /** Where the reader is after these lines. */
  readonly next: Position;
}

export class ChangeLog {
  readonly #limits: LogLimits;
  /** Revision `#first + i` is at index i. */
  #revisions: (readonly string[])[] = [];
  #first: number;
  #lines = 0;

  /** @param revision the one that the next to be added follows. */
  constructor(revision: number, limits: LogLimits) {
    this.#first = revision + 1;
    this.#limits = limits;
  }

  get revisions(): number {
    return this.#revisions.length;
  }

  get lines(): number {
    return this.#lines;
  }

  /** Adds the lines of the next revision. */
  add(lines: readonly string[]): void {
    this.#revisions.push(lines);
    this.#lines += lines.length;
    let drop = 0;
    while (this.#lines > this.#limits.linesMax || this.#revisions.length - drop > this.#limits.revisionsMax) {
      this.#lines -= this.#revisions[drop++].length;
    }
    if (drop === 0) return;
    this.#revisions = this.#revisions.slice(drop);
    this.#first += drop;
  }

  /** Whether everything after `revision` is here. */
  covers(revision: number): boolean {
    return revision >= this.#first - 1 && revision < this.#first + this.#revisions.length;
  }

  /** Up to `max` lines after `position`, of as many revisions as they cover; undefined when they are gone. */
  after(position: Position, max: number): Portion | undefined {
    if (!this.covers(position.revision)) return undefined;
    const lines: string[] = [];
    let { revision, offset } = position;
    while (lines.length < max) {
      const changes = this.#revisions[revision + 1 - this.#first];
      if (!changes) break;
      const taken = changes.slice(offset, offset + max - lines.length);
      lines.push(...taken);
      offset += taken.length;
      if (offset < changes.length) break;
      revision++;
      offset = 0;
    }
    return { lines, next: { revision, offset } };
  }
}
