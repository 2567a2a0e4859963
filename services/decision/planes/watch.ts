/**
 * The ledger as one enforcer is told it: from where it was, or in full; then every change; and every few seconds what it
 * should hold by now. The enforcer sets the pace: of an entry that changes often it hears the latest only.
 */

import type { Clock } from '#libs/clock/clock.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import type { LedgerChange, LedgerReplica, LedgerToken } from '#libs/ledger/replica.ts';
import { decisionToMessage } from '#libs/wire/decision.ts';
import type { weir } from '#proto';

const CHECKPOINT_EVERY_MS = 10_000;
/** How long an enforcer that another replica has told more than is known here is asked to wait. */
const CATCH_UP_MS = 1000;
/** A replica that has not followed the ledger for so long sends its enforcers on. */
const STALE_MAX_MS = 5000;
const LOOK_EVERY_MS = 1000;

const NOWHERE: LedgerToken = { incarnation: '', revision: 0 };

type Reply = weir.v1.WatchReply.$Properties;

/** The ledger as far as this replica knows it. */
export interface Watchable {
  readonly replica: LedgerReplica;
  /** For how long changes may have been missed, ms. */
  readonly staleMs: number;
}

/**
 * @param from where the enforcer is; undefined when it has nothing
 * @throws WeirError `unavailable` when this replica can't follow the ledger: another one may
 */
export async function watchLedger(
  ledger: Watchable,
  from: LedgerToken | undefined,
  clock: Clock,
  send: (reply: Reply) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { replica } = ledger;
  if (from) await caughtUp(replica, from, clock, signal);
  let at = from ?? NOWHERE;
  let checkpointMs = clock.elapsed() + CHECKPOINT_EVERY_MS;
  while (!signal.aborted) {
    if (ledger.staleMs > STALE_MAX_MS)
      throw new WeirError('unavailable', 'this replica has lost the ledger; ask another');
    // What is known while the ledger is read anew may not be all of it.
    if (ledger.staleMs === 0) {
      // Nowhere yet, another store, or somebody so slow that a change it was not told of has been forgotten.
      while (!replica.canResume(at) && !signal.aborted) at = await sendSnapshot(replica, clock, send);
      // Whoever takes long over these finds the next ones, and only the latest of each, afterwards.
      const { revision } = replica.token;
      for (const change of replica.since(at.revision)) await send({ change: toMessage(change) });
      at = { ...at, revision };
      if (replica.token.revision !== revision) continue;
      if (clock.elapsed() >= checkpointMs) {
        checkpointMs = clock.elapsed() + CHECKPOINT_EVERY_MS;
        await send({ checkpoint: { token: at, count: replica.count, checksum: replica.checksum } });
      }
      if (replica.token.revision !== revision) continue;
    }
    await news(replica, clock, LOOK_EVERY_MS, signal);
  }
}

/** Waits a moment for what an enforcer has been told elsewhere: a full snapshot for the sake of it would be a waste. */
async function caughtUp(
  replica: LedgerReplica,
  from: LedgerToken,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const endMs = clock.elapsed() + CATCH_UP_MS;
  while (!signal.aborted && clock.elapsed() < endMs) {
    const { incarnation, revision } = replica.token;
    if (incarnation !== from.incarnation || revision >= from.revision) return;
    await news(replica, clock, endMs - clock.elapsed(), signal);
  }
}

async function sendSnapshot(
  replica: LedgerReplica,
  clock: Clock,
  send: (reply: Reply) => Promise<void>,
): Promise<LedgerToken> {
  const token = replica.token;
  const entries = [...replica.entries()].sort((a, b) => a.revision - b.revision);
  await send({ snapshotBegin: { token, count: entries.length, nowMs: clock.now() } });
  for (const entry of entries) await send({ change: toMessage(entry) });
  await send({ snapshotEnd: { token } });
  return token;
}

function toMessage({ key, revision, decision }: LedgerChange): weir.v1.LedgerChange.$Properties {
  return { key, revision, decision: decision ? decisionToMessage(decision) : null };
}

/** Resolves at the next change, at `signal`, or after `ms`. */
async function news(replica: LedgerReplica, clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  const waiting = new AbortController();
  const stop = () => waiting.abort();
  signal.addEventListener('abort', stop, { once: true });
  await Promise.race([replica.changed(waiting.signal), clock.sleep(Math.max(0, ms), waiting.signal)]);
  signal.removeEventListener('abort', stop);
  waiting.abort();
}
