/**
 * How far the collector has come: the last batch number of each shard, and for everything that is read, which lines of
 * which shard have been taken over. It is the sum of what the records of the spool say, so it can always be made again
 * from an older one and the records since.
 */

/** What a spooled batch adds to the progress. */
export interface RecordMeta {
  /** Identity that the number belongs to. */
  readonly collector: string;
  readonly shard: number;
  readonly number: number;
  /** Of a relay: number of the first record of those that are sent together. */
  readonly batch?: number;
  readonly sources: readonly SourceProgress[];
}

export interface SourceProgress {
  readonly name: string;
  readonly identity: string;
  /** Lines of the record's shard that start before this have been taken over. */
  readonly to: number;
  /** Lines of any shard that start before this have been: reading goes on here. */
  readonly low: number;
  /** Newest event time seen, Unix ms. */
  readonly newestMs: number;
  /** Things of its name that are remembered beside those that are read: FORMER_MAX unless given. */
  readonly remembered?: number | undefined;
}

/** One file, say, as it is known. */
export interface KnownSource {
  readonly name: string;
  readonly identity: string;
  low: number;
  newestMs: number;
  readonly remembered?: number | undefined;
  /** By shard: `to` of its last record. */
  readonly covered: Map<number, number>;
  /** The same under earlier shard maps, as long as lines are read that were taken over under them. */
  former?: readonly FormerCover[];
}

/** Which lines were taken over when there was another number of range shards. */
export interface FormerCover {
  readonly shards: number;
  /** By shard, as pairs. */
  readonly covered: readonly (readonly [number, number])[];
}

/** Things of one name that are remembered beside those that are read: predecessors of a file. */
const FORMER_MAX = 16;

export class Progress {
  #collector: string;
  readonly #numbers = new Map<number, number>();
  /** By name and identity, the one heard last at the end. */
  readonly #sources = new Map<string, KnownSource>();

  constructor(collector: string) {
    this.#collector = collector;
  }

  /** Identity that the numbers belong to. */
  get collector(): string {
    return this.#collector;
  }

  /** Begins to number anew, under another identity. */
  renumber(collector: string): void {
    this.#collector = collector;
    this.#numbers.clear();
  }

  /**
   * The shards are others now. Lines that one of them had been given and another not are remembered under the old
   * number of range shards; where that is not known (undefined), they are taken over once more.
   */
  reshard(shards: number | undefined): void {
    for (const source of this.#sources.values()) {
      const { covered, former = [], low } = source;
      const last = shards === undefined ? [] : [{ shards, covered: [...covered] }];
      const needed = [...former, ...last].filter((each) => each.covered.some(([, to]) => to > low));
      if (needed.length > 0) source.former = needed;
      else delete source.former;
      covered.clear();
    }
  }

  forgetAll(): void {
    this.#sources.clear();
  }

  /** Number of the shard's last batch. */
  number(shard: number): number {
    return this.#numbers.get(shard) ?? 0;
  }

  sources(name: string): KnownSource[] {
    return [...this.#sources.values()].filter((source) => source.name === name);
  }

  source(name: string, identity: string): KnownSource | undefined {
    return this.#sources.get(keyOf(name, identity));
  }

  apply(meta: RecordMeta): void {
    if (meta.collector !== this.#collector) this.renumber(meta.collector);
    this.#numbers.set(meta.shard, Math.max(this.number(meta.shard), meta.number));
    this.skip(meta);
  }

  /** The lines that `meta` speaks of need not be read again; its number is of no account. */
  skip({ shard, sources }: Pick<RecordMeta, 'shard' | 'sources'>): void {
    for (const { to, ...source } of sources) this.#know({ ...source, covered: new Map([[shard, to]]) });
    this.#forget(sources);
  }

  /** The same for everything that another one knows of. */
  skipAll(other: Progress): void {
    for (const source of other.#sources.values()) this.#know(source);
    this.#forget([...other.#sources.values()]);
  }

  clone(): Progress {
    return Progress.fromJson(this.toJson());
  }

  toJson(): ProgressJson {
    return {
      collector: this.#collector,
      numbers: [...this.#numbers],
      sources: [...this.#sources.values()].map((source) => ({ ...source, covered: [...source.covered] })),
    };
  }

  static fromJson(json: ProgressJson): Progress {
    const progress = new Progress(json.collector);
    for (const [shard, number] of json.numbers) progress.#numbers.set(shard, number);
    for (const source of json.sources) {
      progress.#sources.set(keyOf(source.name, source.identity), {
        ...source,
        covered: new Map(source.covered),
      });
    }
    return progress;
  }

  #know({ covered, ...source }: KnownSource): void {
    const { name, identity, low, newestMs } = source;
    const key = keyOf(name, identity);
    const known = this.#sources.get(key) ?? { ...source, covered: new Map() };
    known.low = Math.max(known.low, low);
    known.newestMs = Math.max(known.newestMs, newestMs);
    for (const [shard, to] of covered) known.covered.set(shard, Math.max(known.covered.get(shard) ?? 0, to));
    this.#sources.delete(key);
    this.#sources.set(key, known);
  }

  /** Of each name all of `recent` are remembered, and some of those before. */
  #forget(recent: readonly Pick<SourceProgress, 'name' | 'remembered'>[]): void {
    const limits = new Map<string, number>();
    for (const { name, remembered = FORMER_MAX } of recent)
      limits.set(name, (limits.get(name) ?? remembered) + 1);
    for (const [name, limit] of limits) {
      if (this.#sources.size <= limit) continue;
      const same = [...this.#sources].filter(([, source]) => source.name === name);
      const excess = same.length - limit;
      for (const [key] of same.slice(0, Math.max(0, excess))) this.#sources.delete(key);
    }
  }
}

export interface ProgressJson {
  readonly collector: string;
  readonly numbers: readonly (readonly [number, number])[];
  readonly sources: readonly (Omit<KnownSource, 'covered'> & {
    readonly covered: readonly (readonly [number, number])[];
  })[];
}

function keyOf(name: string, identity: string): string {
  return `${name}\0${identity}`;
}
