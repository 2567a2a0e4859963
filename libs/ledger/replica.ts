/**
 * The ledger as one process knows it: every entry with its revision, in the order of revisions. The decision service
 * fills it from the store and enforcers fill theirs from the decision service; a checksum tells whether both hold the
 * same.
 */
import type { Decision } from '../domain/decision.ts';
import { SeededHash } from '../domain/hash.ts';

export interface LedgerChange {
  readonly key: string;
  readonly revision: number;
  /** Undefined: the entry was swept. */
  readonly decision: Decision | undefined;
  /** What it takes in the store; undefined for who does not keep it. */
  readonly bytes?: number;
}

export interface LedgerToken {
  readonly incarnation: string;
  readonly revision: number;
}

/** Changes that can be told again without looking through everything. */
const RECENT_MAX = 8192;

// Both sides must compute the same; nobody gains by a collision here.
const hash = new SeededHash(new Uint8Array(8));
const scratch = new Uint32Array(2);

export class LedgerReplica {
  readonly #entries = new Map<string, LedgerChange>();
  /** The latest changes, by ascending revision. */
  #recent: LedgerChange[] = [];
  /** Every change after this revision is in `#recent`. */
  #recentFrom = 0;
  readonly #waiting = new Set<() => void>();
  #incarnation = '';
  #revision = 0;
  #floor = 0;
  #count = 0;
  #bytes = 0;
  #checksumLow = 0;
  #checksumHigh = 0;

  get token(): LedgerToken {
    return { incarnation: this.#incarnation, revision: this.#revision };
  }

  /** Entries, without the swept ones. */
  get count(): number {
    return this.#count;
  }

  /** What all of it takes in the store, marks of swept entries too. */
  get bytes(): number {
    return this.#bytes;
  }

  /** XOR over hashes of key and revision of every entry, 16 hex digits. */
  get checksum(): string {
    return [this.#checksumHigh, this.#checksumLow].map((word) => word.toString(16).padStart(8, '0')).join('');
  }

  /** Begins anew, empty, in another store or at another time. */
  reset(incarnation: string): void {
    this.#entries.clear();
    this.#recent = [];
    this.#recentFrom = 0;
    this.#incarnation = incarnation;
    this.#revision = 0;
    this.#floor = 0;
    this.#count = 0;
    this.#bytes = 0;
    this.#checksumLow = 0;
    this.#checksumHigh = 0;
  }

  /** Changes up to this revision can't be told one by one any more: some of what was swept has been forgotten. */
  raiseFloor(revision: number): void {
    this.#floor = Math.max(this.#floor, revision);
  }

  get(key: string): LedgerChange | undefined {
    return this.#entries.get(key);
  }

  *entries(): Iterable<LedgerChange & { readonly decision: Decision }> {
    for (const entry of this.#entries.values()) {
      const { decision } = entry;
      if (decision) yield { ...entry, decision };
    }
  }

  /** Entries that were swept and are still remembered as such. */
  *swept(): Iterable<LedgerChange> {
    for (const entry of this.#entries.values()) if (!entry.decision) yield entry;
  }

  /** Takes in a change. Returns false for one that is not newer than what is known of the key. */
  apply(change: LedgerChange): boolean {
    const known = this.#entries.get(change.key);
    if (known && known.revision >= change.revision) return false;
    if (known?.decision) this.#toggle(known, -1);
    this.#bytes += (change.bytes ?? 0) - (known?.bytes ?? 0);
    this.#entries.set(change.key, change);
    if (change.decision) this.#toggle(change, 1);
    this.#remember(change);
    this.advance(change.revision);
    return true;
  }

  /** Drops what is known of a swept entry. */
  forget(key: string): void {
    const known = this.#entries.get(key);
    if (!known || known.decision) return;
    this.#bytes -= known.bytes ?? 0;
    this.#entries.delete(key);
  }

  /** Moves on to a revision that is known to hold nothing new. */
  advance(revision: number): void {
    this.#revision = Math.max(this.#revision, revision);
    this.wake();
  }

  /** Lets whoever waits for a change look again. */
  wake(): void {
    for (const done of [...this.#waiting]) done();
  }

  /** Whether whoever is at `token` can be brought up to date by single changes. */
  canResume(token: LedgerToken): boolean {
    return (
      token.incarnation === this.#incarnation &&
      token.incarnation !== '' &&
      token.revision >= this.#floor &&
      token.revision <= this.#revision
    );
  }

  /** The latest change of each key after a revision, by ascending revision. */
  since(revision: number): LedgerChange[] {
    if (revision >= this.#recentFrom) {
      let low = 0;
      let high = this.#recent.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (this.#recent[middle].revision <= revision) low = middle + 1;
        else high = middle;
      }
      // A key that changed again is told with its last change only.
      return this.#recent.slice(low).filter((change) => this.#entries.get(change.key) === change);
    }
    return [...this.#entries.values()]
      .filter((change) => change.revision > revision)
      .sort((a, b) => a.revision - b.revision);
  }

  /** Resolves at the next change, or at `signal`. */
  changed(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  #remember(change: LedgerChange): void {
    const last = this.#recent.at(-1);
    if (last && last.revision > change.revision) {
      // Out of order, as in a snapshot: the order of single changes is not known any more.
      this.#recent = [];
      this.#recentFrom = Math.max(this.#revision, change.revision);
      return;
    }
    if (change.revision <= this.#recentFrom) return;
    this.#recent.push(change);
    if (this.#recent.length <= 2 * RECENT_MAX) return;
    this.#recentFrom = this.#recent[RECENT_MAX - 1].revision;
    this.#recent = this.#recent.slice(RECENT_MAX);
  }

  #toggle({ key, revision }: LedgerChange, count: 1 | -1): void {
    this.#count += count;
    const text = Buffer.from(`${key}@${revision}`);
    hash.bytes64(text, 0, text.length, scratch, 0);
    this.#checksumLow = (this.#checksumLow ^ scratch[0]) >>> 0;
    this.#checksumHigh = (this.#checksumHigh ^ scratch[1]) >>> 0;
  }
}
