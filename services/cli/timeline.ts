/** What has happened to somebody, in order of time: from the entries of the ledger and the records of the audit. */
import { type Contribution, type Decision, MANUAL } from '#libs/domain/decision.ts';
import { formatEnd } from '#libs/domain/end.ts';
import { type AuditEntry, aboutText, whoText } from './audit-text.ts';

export interface Happening {
  /** Unix ms. */
  readonly timeMs: number;
  /** The ledger has the latest word of each scenario and of people, the audit every word of people. */
  readonly source: 'ledger' | 'audit';
  /** An address, a prefix that holds it, or what begins with it. */
  readonly about: string;
  readonly what: string;
  /** A person, or the scenario. */
  readonly by: string;
  readonly why: string;
}

/** The oldest first. @param nowMs up to which ends have come */
export function timelineOf(
  decisions: readonly Decision[],
  records: readonly AuditEntry[],
  nowMs: number,
): Happening[] {
  // What is noted at the same time is noted first.
  const all = [...records.map(ofRecord), ...decisions.flatMap((decision) => ofDecision(decision, nowMs))];
  return all.sort((a, b) => a.timeMs - b.timeMs);
}

function ofDecision(decision: Decision, nowMs: number): Happening[] {
  const { scope, value, contributions, liftedMs, state, untilMs } = decision;
  const happening = (timeMs: number, what: string, by = '', why = ''): Happening => ({
    timeMs,
    source: 'ledger',
    about: scope === 'ip' || scope === 'prefix' ? value : `${scope} ${value}`,
    what,
    by,
    why,
  });
  const said = contributions.find(({ scenario }) => scenario === MANUAL);
  // Whoever took it back has the last word of people.
  const lifter = state === 'lifted' ? said : undefined;
  const words = contributions
    .filter((each) => each !== lifter)
    .map((each) => happening(each.openedMs, wordOf(decision, each), byOf(each), whyOf(each)));
  for (const { extension, policy } of contributions) {
    if (!extension) continue;
    const { lastSeenMs, untilMs: endMs, refused } = extension;
    const why = `${refused} requests refused within a minute`;
    words.push(happening(lastSeenMs, `extended until ${formatEnd(endMs)}`, `policy ${policy}`, why));
  }
  if (liftedMs > 0) words.push(happening(liftedMs, 'lifted', lifter?.author, lifter?.reason));
  if (state === 'active' && untilMs <= nowMs) words.push(happening(untilMs, 'ended'));
  return words;
}

function wordOf(
  { remediation, withheld }: Decision,
  { scenario, mode, untilMs, events }: Contribution,
): string {
  const only = mode === 'shadow' ? ' (shadow)' : withheld === '' ? '' : ` (not enforced: ${withheld})`;
  const seen = scenario === MANUAL ? '' : `, ${events} events`;
  return `${remediation} until ${formatEnd(untilMs)}${only}${seen}`;
}

function byOf({ scenario, author }: Contribution): string {
  return scenario === MANUAL ? author : scenario;
}

function whyOf({ reason, evidence }: Contribution): string {
  return reason || (evidence.at(-1)?.summary ?? '');
}

function ofRecord(record: AuditEntry): Happening {
  const { time, action, until, reason } = record;
  return {
    timeMs: Date.parse(time),
    source: 'audit',
    about: aboutText({ ...record, remediation: undefined }),
    what: [action, record.remediation, until === undefined ? undefined : `until ${until}`]
      .filter((part) => part !== undefined)
      .join(' '),
    by: whoText(record),
    why: reason ?? '',
  };
}
