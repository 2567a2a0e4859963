/** Takes in the lines of one source of a relay, and gives each to the destination that it is for. */
import { EventRow } from '#libs/wire/row.ts';
import { type Format, INCOMPLETE, readLine } from '../formats/format.ts';
import type { LineSink, SourceSink } from '../sources/source.ts';
import type { Destination } from './destination.ts';
import type { Reading } from './queue.ts';
import type { Routes } from './routes.ts';

/** Logs with bodies are longer than what a collector reads of them, and others may want them whole. */
const RELAYED_BYTES_MAX = 1024 * 1024;
/** Parts of a line that are kept until it is known where it goes; what is longer goes to the rest. */
const PARTS_BYTES_MAX = 64 * 1024;

export interface RelayCounters {
  lines: number;
  /** Lines that were longer than is sent on: their beginning is. */
  tooLong: number;
  overrun: number;
  /** Lines of which a destination had been given all, before a restart. */
  repeated: number;
  /** Lines of which the host could not be told. */
  unread: number;
}

export interface RelayIntakeOptions {
  readonly name: string;
  readonly destinations: readonly Destination[];
  readonly routes: Routes;
  /** Tells the host of a line; only asked where there are several destinations. */
  readonly format: Format;
  /** Resolves when more may be taken in. */
  readonly room: () => Promise<void>;
}

/** One thing that is read, and what of a line that comes in parts has been read of it. */
interface Run extends Reading {
  position: number;
  /** Where the line begins of which parts are kept, or -1. */
  openFrom: number;
  /** As much as a line may have; what is longer goes to the rest. */
  parts: Buffer[];
  partsBytes: number;
  /** By destination: lines that begin before that are on its disk. */
  readonly covered: readonly number[];
}

export class RelayIntake implements SourceSink {
  readonly lineBytesMax = RELAYED_BYTES_MAX;
  readonly counters: RelayCounters = { lines: 0, tooLong: 0, overrun: 0, repeated: 0, unread: 0 };
  readonly #options: RelayIntakeOptions;
  readonly #row = new EventRow();
  #last: Run | undefined;

  constructor(options: RelayIntakeOptions) {
    this.#options = options;
  }

  /** A destination that is new has no say about what was read before it. */
  get known(): readonly { readonly identity: string; readonly position: number }[] {
    const { destinations, name } = this.#options;
    const lows = new Map<string, number>();
    for (const { spool } of destinations) {
      for (const { identity, low } of spool.progress.sources(name))
        lows.set(identity, Math.min(low, lows.get(identity) ?? low));
    }
    return [...lows].map(([identity, position]) => ({ identity, position }));
  }

  begin(identity: string, position: number): LineSink {
    const { destinations, name, room } = this.#options;
    const covered = destinations.map(({ queue }) => queue.covered({ name, identity }));
    const run: Run = { name, identity, position, openFrom: -1, parts: [], partsBytes: 0, covered };
    for (const { queue } of destinations) queue.begin(run);
    const moveTo = (at: number) => {
      run.position = run.openFrom < 0 ? at : run.openFrom;
    };
    return {
      line: (buffer, start, end, at) => {
        moveTo(at);
        this.counters.lines++;
        this.#line(run, buffer, start, end);
      },
      overrun: (lines) => {
        this.counters.overrun += lines;
      },
      flush: (at) => {
        moveTo(at);
        for (const { queue } of destinations) queue.flush();
        return room();
      },
      stored: async () => {
        await Promise.all(destinations.map(({ queue }) => queue.stored()));
      },
      dropped: () => destinations.reduce((sum, { queue }) => sum + queue.dropped.count, 0),
      caughtUp: () => {},
      end: () => {
        this.#release(run, this.#options.routes.rest);
        for (const { queue } of destinations) queue.end(run);
      },
    };
  }

  #line(run: Run, buffer: Buffer, start: number, end: number): void {
    const { routes, format } = this.#options;
    if (end - start > RELAYED_BYTES_MAX) {
      this.counters.tooLong++;
      this.#line(run, buffer, start, start + RELAYED_BYTES_MAX);
      return;
    }
    if (routes.isOne) {
      this.#give(run, routes.rest, buffer, start, end);
      return;
    }
    if (run !== this.#last) {
      this.#last = run;
      format.turnTo?.(run);
    }
    const reason = readLine(format, buffer, start, end, this.#row);
    if (reason === INCOMPLETE && run.partsBytes < PARTS_BYTES_MAX) {
      if (run.openFrom < 0) run.openFrom = run.position;
      run.parts.push(Buffer.from(buffer.subarray(start, end)));
      run.partsBytes += end - start;
      return;
    }
    if (reason !== '') this.counters.unread++;
    const destination = reason === '' ? routes.of(this.#row.text('host')) : routes.rest;
    this.#release(run, destination);
    this.#give(run, destination, buffer, start, end);
  }

  /** Gives on the parts that are kept. */
  #release(run: Run, destination: number): void {
    if (run.openFrom < 0) return;
    run.openFrom = -1;
    run.partsBytes = 0;
    for (const part of run.parts.splice(0)) this.#give(run, destination, part, 0, part.length);
  }

  #give(run: Run, destination: number, buffer: Buffer, start: number, end: number): void {
    if (run.position < run.covered[destination]) this.counters.repeated++;
    else this.#options.destinations[destination].queue.add(buffer, start, end);
  }
}
