/** A notice: one thing that people may want to be told of, and what has become of an entry of the ledger. */
import { type Contribution, type Decision, MANUAL } from '#libs/domain/decision.ts';
import type { ActiveMode } from '#libs/domain/mode.ts';
import type { Subject } from '#libs/domain/scope.ts';
import { SEVERITIES, type Severity } from '#libs/scenario/scenario.ts';
import { type Asns, announcerOf, NO_ASNS } from '../asn/asns.ts';

/** A decision came into force (or would have, in shadow); one was taken back; one is not enforced; something is wrong. */
export const OCCASIONS = ['decision', 'lifted', 'withheld', 'alarm'] as const;
export type Occasion = (typeof OCCASIONS)[number];

export interface Notice {
  readonly occasion: Occasion;
  /** Scenario, or `manual`; empty for an alarm. */
  readonly scenario: string;
  /** Undefined for what a person decided, and for an alarm. */
  readonly severity: Severity | undefined;
  readonly mode: ActiveMode;
  /** When it happened, Unix ms. */
  readonly atMs: number;
  readonly about: DecisionSample | AlarmSample;
}

/** Clients have written parts of it: whoever puts it into a message escapes it. */
export interface DecisionSample extends Subject {
  readonly id: string;
  /** `AS64500 Example Net`. */
  readonly announcedBy: string;
  readonly remediation: Decision['remediation'];
  /** Unix ms. */
  readonly untilMs: number;
  readonly events: number;
  /** The latest request behind it; may be empty, like the rest. */
  readonly request: string;
  readonly withheld: string;
  readonly author: string;
  readonly reason: string;
}

export interface AlarmSample {
  /** `collector/collector-1` */
  readonly service: string;
  readonly alarm: string;
}

/**
 * What a change of an entry has to tell; undefined when it goes on as before, or when there is nothing to know about it.
 * @param before the entry as it was last seen
 */
export function noticeOf(
  before: Decision | undefined,
  after: Decision,
  asns: Asns = NO_ASNS,
): Notice | undefined {
  if (after.state === 'lifted') {
    const wasInForce = before?.state === 'active' && before.untilMs > after.liftedMs;
    return wasInForce ? of('lifted', after, asns) : undefined;
  }
  const goesOn =
    before?.state === 'active' &&
    before.mode === after.mode &&
    before.withheld === after.withheld &&
    // Evidence that is too old makes an entry that has ended, and a new one with each revision.
    (before.id === after.id || isOver(after));
  if (goesOn) return undefined;
  return of(after.withheld === '' ? 'decision' : 'withheld', after, asns);
}

function isOver({ untilMs, updatedMs }: Decision): boolean {
  return untilMs <= updatedMs;
}

function of(occasion: Occasion, decision: Decision, asns: Asns): Notice {
  const { contributions, updatedMs, mode, id, scope, value, remediation, untilMs, withheld } = decision;
  const latest: Contribution | undefined = contributions.at(-1);
  const found = contributions.findLast(({ scenario }) => scenario !== MANUAL);
  // Who took something back did so for a reason; what had been found says what it was.
  const cause = occasion === 'lifted' ? (found ?? latest) : latest;
  return {
    occasion,
    scenario: cause?.scenario ?? MANUAL,
    severity: SEVERITIES.find((severity) => severity === cause?.severity),
    mode,
    atMs: updatedMs,
    about: {
      ...{ id, scope, value, remediation, untilMs, withheld },
      announcedBy: announcerOf(asns, decision),
      events: cause?.events ?? 0,
      request: cause?.evidence.at(-1)?.summary ?? '',
      author: latest?.scenario === MANUAL ? latest.author : '',
      reason: latest?.reason ?? '',
    },
  };
}

/** Whom a message is about that has no decision. */
export function isAlarm(about: Notice['about']): about is AlarmSample {
  return 'alarm' in about;
}
