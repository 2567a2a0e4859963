/** Entries of the ledger as they are told: a part of them by filter, or all in parts. */
import type { Clock } from '#libs/clock/clock.ts';
import { type Decision, isEnforced, type Remediation } from '#libs/domain/decision.ts';
import type { LedgerReplica } from '#libs/ledger/replica.ts';
import { decisionToMessage } from '#libs/wire/decision.ts';
import { remediationNames, scopeNames } from '#libs/wire/enums.ts';
import type { weir } from '#proto';
import { aboutFilter, type Names } from './about.ts';

/** Entries in one reply: some hundred bytes each, a few KB with much evidence. */
const LIST_MAX = 1000;
/** The same, where more follow. */
const EXPORT_CHUNK = 200;

/** Of decisions, what else is told of them. */
type More = (ids: readonly string[]) => Pick<weir.v1.ExportReply.$Properties, 'applied' | 'hits'>;
type Filter = Pick<weir.v1.ExportRequest, 'scope' | 'value' | 'all'>;

/** Those that a request asks for, the newest first, and how many there are without its limit. */
export function listed(
  replica: LedgerReplica,
  names: Names,
  request: weir.v1.ListDecisionsRequest,
  nowMs: number,
): { readonly shown: readonly Decision[]; readonly total: number } {
  const found = newestFirst(matching(replica, names, request, nowMs));
  return { shown: found.slice(0, Math.min(request.limit || LIST_MAX, LIST_MAX)), total: found.length };
}

/** Sends those that a request asks for, in parts, between which everything else gets a turn. */
export async function exportTo(
  replica: LedgerReplica,
  names: Names,
  request: weir.v1.ExportRequest,
  more: More,
  clock: Clock,
  send: (reply: weir.v1.ExportReply.$Properties) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const remediation = request.remediation === 0 ? undefined : remediationNames.fromWire(request.remediation);
  let decisions: Iterable<Decision> = matching(replica, names, request, clock.now(), remediation);
  let total = 0;
  if (request.limit > 0) {
    const found = newestFirst(decisions);
    total = found.length;
    decisions = found.slice(0, request.limit);
  }
  let part: Decision[] = [];
  const sendPart = () =>
    send({ decisions: part.map(decisionToMessage), ...more(part.map(({ id }) => id)), total });
  for (const decision of decisions) {
    part.push(decision);
    if (part.length < EXPORT_CHUNK) continue;
    await sendPart();
    await clock.yield();
    if (signal.aborted) return;
    part = [];
  }
  await sendPart();
}

/** Those that match. Of an entry that is there again, what was left of it is in it. */
function matching(
  replica: LedgerReplica,
  names: Names,
  request: Filter,
  nowMs: number,
  remediation?: Remediation,
): Iterable<Decision> {
  const found = filtered(replica, names, request, nowMs, remediation);
  const byKey = new Map<string, Decision>();
  for (const { key, decision } of found) byKey.set(key, decision);
  if (request.all && request.value !== '')
    for (const key of [...byKey.keys()]) byKey.delete(names.pseudonyms.keyOf(key));
  return byKey.values();
}

function* filtered(
  replica: LedgerReplica,
  names: Names,
  request: Filter,
  nowMs: number,
  remediation?: Remediation,
): Generator<{ readonly key: string; readonly decision: Decision }> {
  const scope = request.scope === 0 ? undefined : scopeNames.fromWire(request.scope);
  const matches = aboutFilter(request.value, names, scope);
  for (const { key, decision } of replica.entries()) {
    if (!request.all && !isEnforced(decision, nowMs)) continue;
    if (remediation !== undefined && decision.remediation !== remediation) continue;
    if (matches(decision)) yield { key, decision };
  }
}

function newestFirst(decisions: Iterable<Decision>): Decision[] {
  return [...decisions].sort((a, b) => b.updatedMs - a.updatedMs);
}
