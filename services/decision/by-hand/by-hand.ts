/** What people change in the ledger, one entry at a time or many. */

import type { AuditLog } from '#libs/audit/audit-log.ts';
import type { Clock } from '#libs/clock/clock.ts';
import type { Decision, Remediation } from '#libs/domain/decision.ts';
import { endAfter } from '#libs/domain/end.ts';
import type { Subject } from '#libs/domain/scope.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { decisionToMessage } from '#libs/wire/decision.ts';
import { remediationNames, scopeNames } from '#libs/wire/enums.ts';
import type { weir } from '#proto';
import { liftCovered } from '../allowlist/amnesty.ts';
import { Coverage } from '../allowlist/coverage.ts';
import type { Exemptions } from '../allowlist/exemptions.ts';
import type { Asns } from '../asn/asns.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { lift } from '../ledger/merge.ts';
import { Imports } from './import.ts';
import { authorOf, entryOf, extended, fulfilled, wishOf } from './wish.ts';

export interface ByHandOptions {
  readonly ledger: Ledger;
  readonly exemptions: Exemptions;
  /** Of whom an ASN is allowed. */
  readonly asns: Asns;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

export class ByHand {
  readonly #options: ByHandOptions;
  readonly imports: Imports;

  constructor(options: ByHandOptions) {
    this.#options = options;
    this.imports = new Imports(options);
  }

  /** Records of the audit, as far as they were written here. */
  get audited(): number {
    return this.#options.audit.written;
  }

  /** @param token name of the caller's; likewise in the others */
  async add(request: weir.v1.AddDecisionRequest, token = ''): Promise<weir.v1.AddDecisionReply.$Properties> {
    const { ledger, exemptions, asns, audit, clock } = this.#options;
    const limits = { whyNot: exemptions.whyNot, knowsAsns: asns.version > 0 };
    const wish = wishOf(request, request, limits, clock.now());
    if (typeof wish === 'string') throw new WeirError('invalid', wish);
    const { subject, remediation, untilMs, by } = wish;
    await audit.record('add', { ...aboutOne(subject, remediation), untilMs, ...by, token });
    // After the record, by the clock, too: whoever reads both finds them in order.
    const reply = replyWith(await ledger.change(wish.key, (entry) => fulfilled(entry, wish, clock.now())));
    if (remediation !== 'allow') return reply;
    const allowed = new Coverage<Subject>(asns);
    allowed.set(subject, subject);
    return { ...reply, lifted: await liftCovered(ledger, allowed, by.author, clock) };
  }

  async extend(
    request: weir.v1.ExtendDecisionRequest,
    token = '',
  ): Promise<weir.v1.ExtendDecisionReply.$Properties> {
    const { ledger, audit, clock } = this.#options;
    if (!(request.durationMs > 0))
      throw new WeirError('invalid', 'the duration must be positive, such as 4h');
    const { subject, key } = entryOf(request);
    const untilMs = endAfter(clock.now(), request.durationMs);
    const by = authorOf(request);
    const change = (entry: Decision | undefined) => extended(entry, untilMs, by, clock.now());
    const wanted = change(ledger.get(key));
    if (!wanted) return replyWith(ledger.get(key));
    await audit.record('extend', { ...aboutOne(subject, wanted.remediation), untilMs, ...by, token });
    return replyWith((await ledger.change(key, change)) ?? ledger.get(key));
  }

  async delete(
    request: weir.v1.DeleteDecisionRequest,
    token = '',
  ): Promise<weir.v1.DeleteDecisionReply.$Properties> {
    const { ledger, audit, clock } = this.#options;
    const { subject, key } = entryOf(request);
    const by = authorOf(request);
    const change = (entry: Decision | undefined) => entry && lift(entry, by, clock.now());
    const wanted = change(ledger.get(key));
    if (!wanted) return replyWith(undefined);
    await audit.record('delete', { ...aboutOne(subject, wanted.remediation), ...by, token });
    return replyWith(await ledger.change(key, change));
  }
}

/** Of a record: whom it is about. */
function aboutOne({ scope, value }: Subject, remediation: Remediation) {
  return {
    subjects: [{ scope: scopeNames.toWire(scope), value }],
    remediation: remediationNames.toWire(remediation),
  };
}

function replyWith(decision: Decision | undefined) {
  return { decision: decision ? decisionToMessage(decision) : null };
}
