/** What people change in the ledger, one entry at a time or many. */
import type { Clock } from '#libs/clock/clock.ts';
import type { Decision } from '#libs/domain/decision.ts';
import { endAfter } from '#libs/domain/end.ts';
import { ledgerKey, type Subject } from '#libs/domain/scope.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { decisionToMessage } from '#libs/wire/decision.ts';
import { weir } from '#proto';
import { liftCovered } from './amnesty.ts';
import { Coverage } from './coverage.ts';
import type { Guard } from './guard.ts';
import { Imports } from './import.ts';
import type { Ledger } from './ledger.ts';
import { lift } from './merge.ts';
import { authorOf, extended, fulfilled, subjectOf, wishOf } from './wish.ts';

export interface ByHandOptions {
  readonly ledger: Ledger;
  readonly guard: Guard;
  readonly clock: Clock;
}

export class ByHand {
  readonly #options: ByHandOptions;
  readonly imports: Imports;

  constructor(options: ByHandOptions) {
    const { ledger, guard, clock } = options;
    this.#options = options;
    this.imports = new Imports({ ledger, whyNot: guard.whyNot, clock });
  }

  async add(request: weir.v1.AddDecisionRequest): Promise<weir.v1.AddDecisionReply.$Properties> {
    const { ledger, guard, clock } = this.#options;
    const nowMs = clock.now();
    const wish = wishOf(request, request, guard.whyNot, nowMs);
    if (typeof wish === 'string') throw new WeirError('invalid', wish);
    const reply = replyWith(await ledger.change(wish.key, (entry) => fulfilled(entry, wish, nowMs)));
    if (wish.remediation !== 'allow') return reply;
    const allowed = new Coverage<Subject>();
    allowed.set(wish.subject, wish.subject);
    return { ...reply, lifted: await liftCovered(ledger, allowed, wish.by.author, clock) };
  }

  async extend(request: weir.v1.ExtendDecisionRequest): Promise<weir.v1.ExtendDecisionReply.$Properties> {
    const { ledger, clock } = this.#options;
    if (!(request.durationMs > 0))
      throw new WeirError('invalid', 'the duration must be positive, such as 4h');
    const { key } = entryOf(request);
    const nowMs = clock.now();
    const untilMs = endAfter(nowMs, request.durationMs);
    const by = authorOf(request);
    const changed = await ledger.change(key, (entry) => extended(entry, untilMs, by, nowMs));
    return replyWith(changed ?? ledger.get(key));
  }

  async delete(request: weir.v1.DeleteDecisionRequest): Promise<weir.v1.DeleteDecisionReply.$Properties> {
    const { ledger, clock } = this.#options;
    const { key } = entryOf(request);
    const by = authorOf(request);
    return replyWith(await ledger.change(key, (entry) => entry && lift(entry, by, clock.now())));
  }
}

/** Which entry a request is about. */
function entryOf({ scope, value, remediation }: { scope: number; value: string; remediation: number }) {
  const subject = subjectOf(scope, value);
  if (typeof subject === 'string') throw new WeirError('invalid', subject);
  return { subject, key: ledgerKey(subject, remediation === weir.v1.Remediation.REMEDIATION_ALLOW) };
}

function replyWith(decision: Decision | undefined) {
  return { decision: decision ? decisionToMessage(decision) : null };
}
