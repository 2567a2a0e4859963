/** Where the cuts are between what is judged at once of a log that is read in one go. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Round, Rounds } from '#libs/analysis/rounds.ts';
import { ShardMap } from '#libs/cluster/shard-map.ts';
import { decodeBatch } from '#libs/wire/batch.ts';
import { LARGE_BATCH_ROWS_MAX } from '#libs/wire/batch-builder.ts';
import { EventRow } from '#libs/wire/row.ts';

const SEED = Uint8Array.of(3, 1, 4, 1, 5, 9, 2, 6);
const MINUTE_MS = 60_000;

describe('rounds', () => {
  const map = new ShardMap(1, { shards: 3, keyShards: 1, partitions: 1 }, SEED);
  const run = { name: 'log', identity: 'log', fields: 0, position: 0, newestMs: 0 };

  /** The rows of each batch of each round, for events of one shard at these times. */
  function roundsOf(timesMs: readonly number[]): { rows: number[][]; storedMs: number[] } {
    const cut: Round[] = [];
    const rounds = new Rounds(map, (round) => cut.push(round));
    rounds.addRun(run);
    const row = new EventRow();
    timesMs.forEach((timeMs, position) => {
      row.timeMs = timeMs;
      rounds.add(1, row, run, position, timeMs);
    });
    rounds.flushAll();
    rounds.flushAll();
    const rows = cut.map(({ batches }) =>
      batches.map((data) => decodeBatch(data, LARGE_BATCH_ROWS_MAX).rows),
    );
    return { rows, storedMs: cut.map(({ storedMs }) => storedMs) };
  }

  it('are cut for all shards when one has a full batch', () => {
    const times = Array.from({ length: LARGE_BATCH_ROWS_MAX + 2 }, (_, i) => i);
    assert.deepEqual(roundsOf(times), {
      rows: [
        [0, LARGE_BATCH_ROWS_MAX, 0],
        [0, 2, 0],
      ],
      storedMs: [LARGE_BATCH_ROWS_MAX - 1, LARGE_BATCH_ROWS_MAX + 1],
    });
  });

  it('are of ten minutes of the log at most, and lines that are late cut none', () => {
    const minutes = [100, 101, 3, 110, 111, 4, 5, 4000, 6];
    assert.deepEqual(roundsOf(minutes.map((minute) => minute * MINUTE_MS)).rows, [
      [0, 4, 0],
      [0, 3, 0],
      [0, 2, 0],
    ]);
  });
});
