/** Settings of whoever judges events: the analyzer, and analyzers of one's own. */
import { z } from 'zod';
import { byteSize, duration, identifier } from '../config/types.ts';
import { MODES } from '../domain/mode.ts';
import { SESSION_DEFAULTS } from '../session/sessions.ts';

/** @param instance name of a process that is given none */
export const analysisSettings = (instance: string) =>
  z.strictObject({
    /** Name of this process in the cluster. The same after a restart: then it need not wait for its own leases. */
    instance: identifier.default(instance),
    /** How long a member may be silent before others take its shards over. */
    ttl: duration.prefault('2s'),
    /** Mode of a scenario where it is not its own. */
    modes: z.record(z.string(), z.enum(MODES)).default({}),
    /** When a session ends: what one client does with one user agent. */
    sessions: z
      .strictObject({
        /** After so long without a request. */
        gap: duration.default(SESSION_DEFAULTS.sessionGapMs),
        /** After so long in all. */
        length: duration.default(SESSION_DEFAULTS.sessionLengthMs),
      })
      .prefault({}),
    limits: z
      .strictObject({
        /** Keys that one scenario remembers in one shard. */
        keys: z.int().min(1000).max(10_000_000).default(150_000),
        /** Open detections of one scenario in one shard. */
        open: z.int().min(100).max(1_000_000).default(10_000),
        /** Bytes of events that wait in one key shard until all range shards have passed their time. */
        waiting: byteSize.prefault('32MB'),
        /** Open sessions in one shard. */
        sessions: z.int().min(1000).max(10_000_000).default(50_000),
        /** Batches that wait in front of one shard. */
        mailbox: z.int().min(1).max(10_000).default(64),
        /** Detections of one shard that are on their way to the bus. */
        outbox: z.int().min(1).max(10_000).default(256),
        /** Work since the last snapshot, as CPU time, that a successor may have to do again. */
        replay: duration.prefault('100ms'),
        /** Bytes that snapshots of one shard may write in a second on average. */
        snapshots: byteSize.prefault('8MB'),
      })
      .prefault({}),
  });

export type AnalysisSettings = z.output<ReturnType<typeof analysisSettings>>;
