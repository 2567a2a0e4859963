/**
 * Takes in the lines of one source: parses each, finds its shard, leaves out what an earlier process has already taken
 * over, and hands it to the batcher.
 */
import type { Clock } from '#libs/clock/clock.ts';
import type { ShardMap } from '#libs/cluster/shard-map.ts';
import { FLAG, LATENESS_MS } from '#libs/domain/event.ts';
import type { Prefix } from '#libs/domain/prefix.ts';
import { EventRow } from '#libs/wire/row.ts';
import type { Batcher, Reading } from './batcher.ts';
import { type Format, INCOMPLETE, LINE_BYTES_MAX, readLine } from './formats/format.ts';
import { TrustedProxies } from './formats/trusted-proxies.ts';
import type { KnownSource, Progress } from './progress.ts';
import type { Quarantine } from './quarantine.ts';
import type { RecentRequests } from './recent-requests.ts';
import type { EventSink, EventSourceSink } from './sources/source.ts';

/** Time in a line may be ahead of the clock by so much, then it is cut to that. */
const AHEAD_MS = 2000;

export interface IntakeCounters {
  lines: number;
  events: number;
  malformed: number;
  /** Lines of which only the beginning was read: events as far as they go, or malformed. */
  tooLong: number;
  /** Lines that a source which can't wait had no room for. */
  overrun: number;
  late: number;
  /** Events whose address is a trusted proxy's. */
  proxies: number;
  /** Lines that had been taken over before a restart, or were sent again. */
  repeated: number;
}

export interface IntakeOptions {
  readonly name: string;
  readonly format: Format;
  readonly map: Pick<ShardMap, 'shardOf'>;
  readonly batcher: Pick<Batcher, 'add' | 'addRun' | 'removeRun' | 'flush' | 'flushAll'>;
  readonly progress: Pick<Progress, 'source' | 'sources'>;
  readonly quarantine: Pick<Quarantine, 'sample'>;
  readonly clock: Clock;
  /** Those of the source: what comes from one of them itself is not judged. */
  readonly trustedProxies?: readonly Prefix[];
  /** Resolves when more may be taken in. */
  readonly room: () => Promise<void>;
  /** What keeps on disk what was taken in; there is none where nothing is kept. */
  readonly durable?: Pick<Batcher, 'stored' | 'dropped'>;
  /** By which lines are known that are sent again. */
  readonly recent?: RecentRequests | undefined;
  /** Of senders who send again what they got no answer for: so many are remembered beside those that are connected. */
  readonly remembered?: number | undefined;
}

export class Intake implements EventSourceSink {
  readonly lineBytesMax = LINE_BYTES_MAX;
  readonly counters: IntakeCounters = {
    lines: 0,
    events: 0,
    malformed: 0,
    tooLong: 0,
    overrun: 0,
    late: 0,
    proxies: 0,
    repeated: 0,
  };
  readonly #trusted: TrustedProxies;
  readonly #options: IntakeOptions;
  readonly #row = new EventRow();
  readonly #runs = new Set<Run>();
  /** Whose line was read last. */
  #last: Run | undefined;
  /** When the lines in hand were read, Unix ms; asked for once a chunk. */
  #nowMs = 0;
  #endedAt = 0;
  /** Those of which it is known that they may come again. */
  #droppedKnown = 0;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#trusted = new TrustedProxies(options.trustedProxies ?? []);
  }

  get known(): readonly { readonly identity: string; readonly position: number }[] {
    const { progress, name } = this.#options;
    return progress.sources(name).map(({ identity, low }) => ({ identity, position: low }));
  }

  /** How far the reading is, in bytes: of what was begun last. */
  get position(): number {
    return [...this.#runs].at(-1)?.position ?? this.#endedAt;
  }

  begin(identity: string, position: number): EventSink {
    const { name, batcher, progress } = this.#options;
    const run = new Run(this.#options, identity, position, progress.source(name, identity));
    // What an earlier process has read from is as good as read: its time moves on, though nothing more may come.
    if (Number.isFinite(run.newestMs)) run.readMs = this.#options.clock.now();
    this.#runs.add(run);
    batcher.addRun(run);
    return {
      line: (buffer, start, end, at) => this.#line(run, buffer, start, end, at),
      event: (row, at) => this.#event(run, row, at),
      overrun: (lines) => {
        this.counters.overrun += lines;
      },
      flush: (at) => {
        run.position = run.openFrom < 0 ? at : run.openFrom;
        this.#nowMs = 0;
        batcher.flush();
        return this.#options.room();
      },
      stored: async () => this.#options.durable?.stored(),
      dropped: () => this.#dropped,
      caughtUp: () => {
        run.caughtUpMs = this.#options.clock.now();
      },
      end: () => {
        batcher.flushAll();
        batcher.removeRun(run);
        this.#runs.delete(run);
        this.#endedAt = run.position;
      },
    };
  }

  /**
   * Moves the time of what has been silent on: nothing older is still to come. That is only known of a source that was
   * looked into: this process may have been the silent one.
   */
  idle(): void {
    for (const run of this.#runs) {
      if (run.readMs !== 0 && run.caughtUpMs - run.readMs > LATENESS_MS) {
        run.newestMs = Math.max(run.newestMs, run.caughtUpMs - LATENESS_MS);
      }
    }
  }

  /** Whether a line was sent before. What was dropped may come again, and is not told apart from the rest. */
  #isKnown(row: EventRow): boolean {
    const { recent } = this.#options;
    if (!recent) return false;
    if (this.#dropped !== this.#droppedKnown) {
      this.#droppedKnown = this.#dropped;
      recent.forget();
    }
    return recent.has(row);
  }

  /** Lines so far, of all sources. */
  get #dropped(): number {
    return this.#options.durable?.dropped.count ?? 0;
  }

  #line(run: Run, buffer: Buffer, start: number, end: number, at: number): void {
    const { name, format, quarantine } = this.#options;
    const { counters } = this;
    const row = this.#row;
    // Until a line that comes in parts is whole, all is where it began: whoever begins anew has to read all of it.
    const position = run.openFrom < 0 ? at : run.openFrom;
    run.position = position;
    if (run !== this.#last) {
      this.#last = run;
      format.turnTo?.(run);
    }
    const reason = readLine(format, buffer, start, end, row);
    if (reason === INCOMPLETE) {
      run.openFrom = position;
      return;
    }
    counters.lines++;
    if (end - start > LINE_BYTES_MAX || (run.openFrom >= 0 && format.isCut)) counters.tooLong++;
    if (run.openFrom >= 0 && !format.isWithinLine) run.openFrom = -1;
    if (reason !== '') {
      counters.malformed++;
      quarantine.sample(name, position, reason, buffer.subarray(start, end));
      return;
    }
    this.#take(run, row, position);
  }

  #event(run: Run, row: EventRow, position: number): void {
    run.position = position;
    this.counters.lines++;
    this.#options.format.note?.(row);
    this.#take(run, row, position);
  }

  /** An event, however it was read. */
  #take(run: Run, row: EventRow, position: number): void {
    const { map, batcher, clock } = this.#options;
    const { counters } = this;
    if (this.#nowMs === 0) this.#nowMs = clock.now();
    const nowMs = this.#nowMs;
    run.readMs = nowMs;
    if (this.#isKnown(row)) {
      counters.repeated++;
      return;
    }
    if (row.timeMs > nowMs + AHEAD_MS) row.timeMs = nowMs + AHEAD_MS;
    if (row.timeMs > run.newestMs) run.newestMs = row.timeMs;
    else if (row.timeMs < run.newestMs - LATENESS_MS) {
      row.flags |= FLAG.late;
      counters.late++;
    }
    if (this.#trusted.size > 0 && this.#trusted.has(row.address)) {
      row.flags |= FLAG.proxy;
      counters.proxies++;
    }
    const shard = map.shardOf(row.address, 0);
    if (position < run.covered(shard) || this.#wasTaken(run, row.address, position)) {
      counters.repeated++;
      return;
    }
    counters.events++;
    batcher.add(shard, row, run, position, nowMs);
  }

  /** Whether a line was taken over when there was another number of shards. */
  #wasTaken(run: Run, address: Uint32Array, position: number): boolean {
    for (const { shards, covered } of run.former) {
      if (position < (covered.get(this.#options.map.shardOf(address, 0, shards)) ?? 0)) return true;
    }
    return false;
  }
}

/** One thing that is read. */
class Run implements Reading {
  readonly name: string;
  readonly identity: string;
  readonly remembered: number | undefined;
  readonly #format: Format;
  readonly #known: KnownSource | undefined;
  readonly former: readonly { readonly shards: number; readonly covered: ReadonlyMap<number, number> }[];
  position: number;
  /** Where a line begins of which only parts have come, or -1. */
  openFrom = -1;
  newestMs: number;
  /** When its last line was read, and when there was none left to read, Unix ms. */
  readMs = 0;
  caughtUpMs = 0;

  constructor(
    { name, format, remembered }: IntakeOptions,
    identity: string,
    position: number,
    known: KnownSource | undefined,
  ) {
    this.name = name;
    this.identity = identity;
    this.remembered = remembered;
    this.#format = format;
    this.position = position;
    this.#known = known && { ...known, covered: new Map(known.covered) };
    this.former = (known?.former ?? []).map(({ shards, covered }) => ({ shards, covered: new Map(covered) }));
    this.newestMs = known && known.newestMs > 0 ? known.newestMs : Number.NEGATIVE_INFINITY;
  }

  /** Read when a batch is cut: a format that finds out by itself knows its fields only after the first lines. */
  get fields(): number {
    return this.#format.fields;
  }

  /** Lines of the shard that start before this were taken over by an earlier process. */
  covered(shard: number): number {
    return this.#known?.covered.get(shard) ?? 0;
  }
}
