/** The port to where lines come from. A source never retries and never parses; whoever runs it does. */
import type { EventRow } from '#libs/wire/row.ts';

export interface Source {
  readonly name: string;
  /** Whether it is not to be closed as long as the process runs: what comes meanwhile would be lost. */
  readonly lasts?: boolean;
  /** Bytes there are to read now, for the progress shown to people; undefined when that has no meaning. */
  readonly size: number | undefined;
  /** What it counts beside its lines. */
  readonly counts?: SourceCounts;
  /** What is wrong with it now, with what to do about it. */
  readonly alarms?: readonly string[];
  /** Passes on lines until `signal` is aborted or, for a source that ends, until its end. */
  run(sink: SourceSink, signal: AbortSignal): Promise<void>;
}

export interface SourceCounts {
  /** Connections that are open. */
  readonly connections?: number;
  /** Datagrams and connections that were refused. */
  readonly refused?: number;
  /** Datagrams that the kernel dropped because nobody had read those before. */
  readonly kernelDrops?: number;
  /** Records that were not whole when their connection ended. */
  readonly cutOff?: number;
  /** Requests that had been stored already when they were sent again under their key. */
  readonly repeatedRequests?: number;
  /** Bytes that wait in memory until lines can be taken in. */
  readonly heldBytes?: number;
}

/** What a source passes its lines to. */
export interface SourceSink {
  /** Bytes of a line that are wanted. */
  readonly lineBytesMax: number;
  /** What was being read before, and how far: lines that start before `position` have been taken over. */
  readonly known: readonly { readonly identity: string; readonly position: number }[];
  /**
   * Begins to read something: a file, by an identity that is the same after a restart and no other file ever has.
   * Several may be open at once (a rotated file is read to its end while the new one has begun).
   */
  begin(identity: string, position: number): LineSink;
}

export interface LineSink {
  /**
   * A line: the bytes from `start` up to `end` of `buffer`, which begin at `position` of what is read, its line end
   * left out. The bytes are only valid during the call. Of a line that is longer than `lineBytesMax` any beginning will do that
   * is longer, too: it is read up to the limit.
   */
  line(buffer: Buffer, start: number, end: number, position: number): void;
  /** Lines that came while no more could be taken in, from a source that can't wait: they are counted, and nothing else. */
  overrun(lines: number): void;
  /**
   * All lines that begin before `position` have been passed on, and there are no more to be had at once (or a chunk
   * has been read). Resolves when the source may go on: this is how a slow bus slows a file down.
   */
  flush(position: number): Promise<void>;
  /**
   * Resolves when the lines that were passed on would survive the end of the process: whoever sent them may forget them,
   * unless some were dropped meanwhile.
   */
  stored(): Promise<void>;
  /** Lines that were dropped so far, of whatever source, because the spool had no room. */
  dropped(): number;
  /** Looked for more, and there is none: what comes from here on is written from here on. */
  caughtUp(): void;
  /** Nothing more will come from what was begun. */
  end(): void;
}

/** Takes events, too, that somebody else has read: a collector does, and a relay does not. */
export interface EventSourceSink extends SourceSink {
  begin(identity: string, position: number): EventSink;
}

export interface EventSink extends LineSink {
  /** An event, at its place among those of its sender. It is changed, and only valid during the call. */
  event(row: EventRow, position: number): void;
}
