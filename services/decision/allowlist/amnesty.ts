/** Takes back every block that is covered by what somebody has just allowed. */
import type { Clock } from '#libs/clock/clock.ts';
import type { Subject } from '#libs/domain/scope.ts';
import { inParallel } from '../ledger/in-parallel.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { lift } from '../ledger/merge.ts';
import type { Coverage } from './coverage.ts';

/** Entries that are looked at before everything else gets a turn. */
const TURN = 5000;
const PARALLEL_MAX = 64;

/**
 * Those in shadow mode and those that are not enforced go, too: what is allowed must not come into force later.
 * @returns how many
 * @throws WeirError `unavailable`; the same again goes on
 */
export async function liftCovered(
  ledger: Ledger,
  allowed: Coverage<Subject>,
  author: string,
  clock: Clock,
): Promise<number> {
  const covered: { readonly key: string; readonly by: Subject }[] = [];
  const nowMs = clock.now();
  let looked = 0;
  for (const { key, decision } of ledger.entries()) {
    if (++looked % TURN === 0) await clock.yield();
    if (decision.remediation === 'allow' || decision.state !== 'active' || decision.untilMs <= nowMs)
      continue;
    const by = allowed.find(decision);
    if (by) covered.push({ key, by });
  }
  let lifted = 0;
  await inParallel(covered, PARALLEL_MAX, async ({ key, by }) => {
    const reason = `allowed by ${by.value}`;
    const change = await ledger.change(key, (entry) => entry && lift(entry, { author, reason }, clock.now()));
    if (change) lifted++;
  });
  return lifted;
}
