/**
 * Gives a running cluster another number of shards: spool, drain, re-cut, resume. What it has come to is in the record
 * of the shard map, so whoever calls it again goes on where it was.
 *
 * spool: collectors stop reading, publish all that they have cut, and take themselves off the record. drain: analyzers
 * bring the range shards to the ends of their streams, which nothing is added to any more. drain-keys: then the key
 * shards, which have everything from the range shards now. Re-cut: the next version of the map, under which all go on.
 */
import type { KeyValue } from '../bus/key-value.ts';
import type { Streams } from '../bus/streams.ts';
import type { Clock } from '../clock/clock.ts';
import { failureOf, WeirError } from '../errors/weir-error.ts';
import { readHead } from './head.ts';
import { eventStream } from './names.ts';
import {
  changeMapRecord,
  type MapRecord,
  type MapSizes,
  mapOf,
  openShardMap,
  type ResizePhase,
  readMapRecord,
  type ShardMap,
  type ShardNumbers,
} from './shard-map.ts';

export interface ResizeOptions {
  readonly cluster: KeyValue;
  readonly heads: KeyValue;
  readonly streams: Streams;
  readonly to: ShardNumbers;
  /** Collectors that are gone for good and are not waited for. */
  readonly without: readonly string[];
  readonly clock: Clock;
}

export interface ResizeProgress {
  readonly phase: ResizePhase | 'done';
  /** Of the map that holds now. */
  readonly version: number;
  /** Collectors that have not published everything yet. */
  readonly open: readonly string[];
  /** Shards of the phase that have come to their end, of how many. */
  readonly finished: number;
  readonly shards: number;
}

/** Collectors on the record at the same time. */
const OPEN_MAX = 4096;
const POLL_MS = 200;
/** Heads that are asked for at once. */
const PARALLEL_MAX = 64;

/**
 * Resizes the cluster and tells how far that is, several times a second, until it is done or the caller stops asking.
 * @throws WeirError `conflict` when another resize is going on; `unavailable`
 */
export async function* resize(options: ResizeOptions): AsyncGenerator<ResizeProgress> {
  const { cluster, clock } = options;
  let record = await begin(options);
  const { version } = record;
  while (record.version === version && record.resize) {
    const progress = await progressOf(options, record);
    yield progress;
    const { phase } = record.resize;
    if (progress.open.length === 0 && progress.finished === progress.shards) {
      if (phase === 'drain-keys') await emptyStreams(options, record);
      record = await changeMapRecord(cluster, (now) => next(now, version, phase, options.without));
    } else {
      await clock.sleep(POLL_MS);
      record = await readMapRecord(cluster);
    }
  }
  yield { phase: 'done', version: record.version, open: [], finished: 0, shards: 0 };
}

async function begin({ cluster, to }: ResizeOptions): Promise<MapRecord> {
  const isTo = ({ shards, keyShards }: ShardNumbers) => shards === to.shards && keyShards === to.keyShards;
  return changeMapRecord(cluster, (record) => {
    if (record.resize && !isTo(record.resize)) {
      const { shards, keyShards } = record.resize;
      throw new WeirError(
        'conflict',
        `a resize to ${shards} shards and ${keyShards} key shards is going on: let it come to its end first`,
      );
    }
    // Written again as it is: what was read may be old, and only a write finds out.
    if (record.resize || isTo(record)) return record;
    return { ...record, resize: { shards: to.shards, keyShards: to.keyShards, phase: 'spool' } };
  });
}

/** The record after a phase; undefined when it has gone on already, or a collector has come back. */
function next(
  record: MapRecord,
  version: number,
  phase: ResizePhase,
  without: readonly string[],
): MapRecord | undefined {
  const { resize } = record;
  if (record.version !== version || resize?.phase !== phase) return undefined;
  if (phase === 'spool') {
    if (record.open.some((collector) => !without.includes(collector))) return undefined;
    return { ...record, open: [], resize: { ...resize, phase: 'drain' } };
  }
  if (phase === 'drain') return { ...record, resize: { ...resize, phase: 'drain-keys' } };
  const { resize: _, ...rest } = record;
  return { ...rest, version: version + 1, shards: resize.shards, keyShards: resize.keyShards, open: [] };
}

async function progressOf(options: ResizeOptions, record: MapRecord): Promise<ResizeProgress> {
  const { version, shards, keyShards, open, resize } = record;
  const phase = resize?.phase ?? 'spool';
  const [first, count] = { spool: [0, 0], drain: [0, shards], 'drain-keys': [shards, keyShards] }[phase];
  let finished = 0;
  for (let from = first; from < first + count; from += PARALLEL_MAX) {
    const length = Math.min(PARALLEL_MAX, first + count - from);
    const heads = await Promise.all(Array.from({ length }, (_, i) => readHead(options.heads, from + i)));
    finished += heads.filter((head) => head && head.finished >= version).length;
  }
  const waited = open.filter((collector) => !options.without.includes(collector));
  return { phase, version, open: phase === 'spool' ? waited : [], finished, shards: count };
}

/**
 * Removes what shards that will be no more have stored. By what their heads have processed: whoever is late with this,
 * when the shards are in use again, does no harm.
 */
async function emptyStreams({ heads, streams, to }: ResizeOptions, record: MapRecord): Promise<void> {
  for (let shard = to.shards + to.keyShards; shard < record.shards + record.keyShards; shard++) {
    try {
      const head = await readHead(heads, shard);
      if (head) await streams.purge(eventStream(shard), { before: head.sequence + 1 });
    } catch (error) {
      if (failureOf(error) !== 'missing') throw error;
    }
  }
}

/** What a collector may do under the present map. */
export interface Admission {
  readonly map: ShardMap;
  /** `open`: all; `closing`: publish what it has cut, and leave; `shut`: wait for the next map. */
  readonly state: 'open' | 'closing' | 'shut';
}

/**
 * Puts a collector on the record, unless a resize is going on.
 * @throws WeirError `full` when there are too many on it; `unavailable`
 */
export async function enterMap(cluster: KeyValue, sizes: MapSizes, collector: string): Promise<Admission> {
  await openShardMap(cluster, sizes);
  const record = await changeMapRecord(cluster, (now) => {
    // Written again as it is: what was read may be old, and it may have left since.
    if (now.open.includes(collector)) return now;
    if (now.resize) return undefined;
    if (now.open.length < OPEN_MAX) return { ...now, open: [...now.open, collector] };
    throw new WeirError(
      'full',
      `${OPEN_MAX} collectors are on the record of the shard map: give each the same instance name when it starts again`,
    );
  });
  return { map: mapOf(record), state: stateOf(record, collector) };
}

function stateOf({ open, resize }: MapRecord, collector: string): Admission['state'] {
  if (!open.includes(collector)) return 'shut';
  return resize ? 'closing' : 'open';
}

/** Takes a collector off the record: everything that it has cut under `version` is stored. */
export async function leaveMap(cluster: KeyValue, collector: string, version: number): Promise<void> {
  await changeMapRecord(cluster, (record) =>
    record.version === version && record.open.includes(collector)
      ? { ...record, open: record.open.filter((each) => each !== collector) }
      : undefined,
  );
}
