/** What a person wants done about somebody, checked, and what it makes of the ledger's entry: pure. */
import {
  type Author,
  type Contribution,
  type Decision,
  isEnforced,
  MANUAL,
  NO_FINDING,
  type Remediation,
} from '#libs/domain/decision.ts';
import { NO_STAGES } from '#libs/domain/detection.ts';
import { endAfter } from '#libs/domain/end.ts';
import { guessScope, ledgerKey, parseSubject, type Subject } from '#libs/domain/scope.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { remediationNames, scopeNames } from '#libs/wire/enums.ts';
import { weir } from '#proto';
import { contribute } from '../ledger/merge.ts';

const REASON_MAX = 500;
/** Characters of a value: user agents and paths are no longer in events either. */
const VALUE_MAX = 2048;
/** What targets can do today. */
const ENFORCED: readonly Remediation[] = ['block', 'throttle', 'allow'];

export interface Wish {
  readonly subject: Subject;
  /** Of the ledger's entry. */
  readonly key: string;
  readonly remediation: Remediation;
  readonly statusCode: number;
  /** Unix ms. */
  readonly untilMs: number;
  readonly by: Author;
}

/** A wish as it comes over the wire: enumerations by number, 0 for what is not said. */
export interface WishMessage {
  readonly scope: number;
  readonly value: string;
  readonly remediation: number;
  readonly statusCode: number;
  /** From now. */
  readonly durationMs: number;
  /** Unix ms, when there is no duration. */
  readonly untilMs?: number;
}

/** What wishes are measured by. */
export interface WishLimits {
  /** Why a subject must not be blocked, as the end of "it is …"; empty when it may. */
  readonly whyNot: (subject: Subject) => string;
  /** Whether it is known whose the networks are. */
  readonly knowsAsns: boolean;
}

/** @returns a sentence that says why it can't be */
export function wishOf(
  message: WishMessage,
  by: Author,
  { whyNot, knowsAsns }: WishLimits,
  nowMs: number,
): Wish | string {
  const subject = subjectOf(message.scope, message.value);
  if (typeof subject === 'string') return subject;
  const remediation = message.remediation === 0 ? 'block' : remediationNames.fromWire(message.remediation);
  if (!ENFORCED.includes(remediation))
    return `no target can ${remediation} yet; use ${ENFORCED.join(' or ')}`;
  if (subject.scope === 'asn') {
    if (remediation !== 'allow')
      return `${subject.value} can only be allowed, as targets know addresses and no ASNs; block its prefixes`;
    if (!knowsAsns)
      return `${subject.value} can't be allowed: nothing tells which networks are its; set decision.asn.database`;
  }
  const { durationMs, untilMs = 0 } = message;
  if (!(durationMs > 0) && !(untilMs > 0)) return 'the duration must be positive, such as 4h';
  const statusCode = message.statusCode === 0 ? 403 : message.statusCode;
  if (statusCode < 400 || statusCode > 599) return 'the status code must be 400 to 599';
  const reason = remediation === 'allow' ? '' : whyNot(subject);
  if (reason !== '') return `${subject.value} can't be blocked: it is ${reason}`;
  return {
    subject,
    key: ledgerKey(subject, remediation === 'allow'),
    remediation,
    statusCode,
    untilMs: durationMs > 0 ? endAfter(nowMs, durationMs) : endAfter(0, untilMs),
    by: authorOf(by),
  };
}

/** Whom a message names. @returns a sentence that says what is wrong when it names nobody */
export function subjectOf(scope: number, value: string): Subject | string {
  if (value.length > VALUE_MAX) return `a value has ${VALUE_MAX} characters at most`;
  return parseSubject(scope === 0 ? guessScope(value) : scopeNames.fromWire(scope), value);
}

/** Which entry a request is about. @throws WeirError `invalid` */
export function entryOf({
  scope,
  value,
  remediation,
}: {
  scope: number;
  value: string;
  remediation: number;
}) {
  const subject = subjectOf(scope, value);
  if (typeof subject === 'string') throw new WeirError('invalid', subject);
  return { subject, key: ledgerKey(subject, remediation === weir.v1.Remediation.REMEDIATION_ALLOW) };
}

/** The entry as it is wished for, which is the last word of a person. */
export function fulfilled(entry: Decision | undefined, wish: Wish, nowMs: number): Decision | undefined {
  const { subject, remediation, statusCode, untilMs, by } = wish;
  const contribution = manual(entry, remediation, untilMs, by, nowMs);
  const evidence = { protectedBy: '', traceparent: '', stages: NO_STAGES };
  return contribute(entry, { subject, statusCode, contribution, ...evidence }, nowMs);
}

/** The same for one wish of many, which takes nothing away: undefined when the entry is in force for as long already. */
export function granted(entry: Decision | undefined, wish: Wish, nowMs: number): Decision | undefined {
  if (!entry || !isEnforced(entry, nowMs)) return fulfilled(entry, wish, nowMs);
  const untilMs = Math.max(entry.untilMs, wish.untilMs);
  const { remediation, statusCode } = wish;
  const same = entry.remediation === remediation && entry.statusCode === statusCode;
  return same && entry.untilMs === untilMs ? undefined : fulfilled(entry, { ...wish, untilMs }, nowMs);
}

/**
 * The entry with an end that is no earlier than `untilMs`: undefined when it is so already.
 * @throws WeirError `missing` when it is not in force
 */
export function extended(
  entry: Decision | undefined,
  untilMs: number,
  by: Author,
  nowMs: number,
): Decision | undefined {
  if (!entry || !isEnforced(entry, nowMs))
    throw new WeirError('missing', 'there is no such decision in force');
  if (untilMs <= entry.untilMs) return undefined;
  const { scope, value, remediation, statusCode, traceparent, stages } = entry;
  const contribution = manual(entry, remediation, untilMs, by, nowMs);
  // What is done, and the evidence for it, stay what they are.
  const subject = { scope, value };
  const change = { subject, statusCode, contribution, protectedBy: '', traceparent, stages };
  return contribute(entry, change, nowMs);
}

/** A person's word is later than what the entry knows, whatever the clocks of those who wrote that said. */
function manual(
  entry: Decision | undefined,
  remediation: Remediation,
  untilMs: number,
  by: Author,
  nowMs: number,
): Contribution {
  const before = entry?.contributions.find(({ scenario }) => scenario === MANUAL);
  const openedMs = Math.max(nowMs, before?.openedMs ?? 0);
  return {
    ...NO_FINDING,
    scenario: MANUAL,
    openedMs,
    rev: before?.openedMs === openedMs ? before.rev + 1 : 1,
    untilMs,
    lastSeenMs: Math.max(nowMs, (entry?.liftedMs ?? 0) + 1),
    remediation,
    ...by,
  };
}

/** What a message says of who wants it, cut to what is kept. */
export function authorOf({ author, reason }: Author): Author {
  return { author: author.slice(0, REASON_MAX), reason: reason.slice(0, REASON_MAX) };
}
