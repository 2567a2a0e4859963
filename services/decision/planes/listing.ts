/** Entries of the ledger as they are told: a part of them by filter, or all in parts. */
import type { Clock } from '#libs/clock/clock.ts';
import { type Decision, isEnforced } from '#libs/domain/decision.ts';
import type { LedgerReplica } from '#libs/ledger/replica.ts';
import { decisionToMessage } from '#libs/wire/decision.ts';
import { remediationNames, scopeNames } from '#libs/wire/enums.ts';
import type { weir } from '#proto';
import { aboutFilter, type Names } from './about.ts';

const LIST_LIMIT = 1000;
const LIST_LIMIT_MAX = 100_000;
/** Entries in a message: some hundred bytes each, a few KB with much evidence. */
const EXPORT_CHUNK = 200;

/** Those that a request asks for, the newest first, and how many there are without its limit. */
export function listed(
  replica: LedgerReplica,
  names: Names,
  request: weir.v1.ListDecisionsRequest,
  nowMs: number,
): { readonly shown: readonly Decision[]; readonly total: number } {
  const scope = request.scope === 0 ? undefined : scopeNames.fromWire(request.scope);
  const matches = aboutFilter(request.value, names, scope);
  const byKey = new Map<string, Decision>();
  for (const { key, decision } of replica.entries()) {
    if ((request.all || isEnforced(decision, nowMs)) && matches(decision)) byKey.set(key, decision);
  }
  // Of an entry that is there again, what was left of it is in it.
  if (request.all && request.value !== '')
    for (const key of [...byKey.keys()]) byKey.delete(names.pseudonyms.keyOf(key));
  const found = [...byKey.values()];
  found.sort((a, b) => b.updatedMs - a.updatedMs);
  const limit = Math.min(request.limit === 0 ? LIST_LIMIT : request.limit, LIST_LIMIT_MAX);
  return { shown: found.slice(0, limit), total: found.length };
}

/** Sends all of them, in parts, between which everything else gets a turn. */
export async function exportTo(
  replica: LedgerReplica,
  request: weir.v1.ExportRequest,
  clock: Clock,
  send: (reply: weir.v1.ExportReply.$Properties) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const nowMs = clock.now();
  const remediation = request.remediation === 0 ? undefined : remediationNames.fromWire(request.remediation);
  let decisions: weir.v1.Decision.$Properties[] = [];
  for (const { decision } of replica.entries()) {
    if (!request.all && !isEnforced(decision, nowMs)) continue;
    if (remediation !== undefined && decision.remediation !== remediation) continue;
    decisions.push(decisionToMessage(decision));
    if (decisions.length < EXPORT_CHUNK) continue;
    await send({ decisions });
    await clock.yield();
    if (signal.aborted) return;
    decisions = [];
  }
  await send({ decisions });
}
