/** What a record of the audit says, for people and as JSON. */
import { formatEnd } from '#libs/domain/end.ts';
import { remediationNames, scopeNames } from '#libs/wire/enums.ts';
import type { weir } from '#proto';
import { counted } from './counted.ts';

type Message = weir.v1.AuditRecord.$Properties;

/** As `--json` prints it: what a record does not say is left out. */
export interface AuditEntry {
  readonly time: string;
  readonly author: string;
  readonly action: string;
  readonly subjects?: readonly { readonly scope: string; readonly value: string }[];
  readonly remediation?: string | undefined;
  readonly until?: string;
  readonly reason?: string;
  readonly counts?: Readonly<Record<string, number>>;
  readonly what?: string;
  /** Name of the token that was shown. */
  readonly token?: string;
}

export function auditEntryOf(message: Message): AuditEntry {
  const { timeMs, author, action, subjects, remediation, untilMs, reason, counts, what, token } = message;
  return {
    time: new Date(timeMs ?? 0).toISOString(),
    author: author ?? '',
    action: action ?? '',
    ...(subjects?.length
      ? {
          subjects: subjects.map(({ scope, value }) => ({
            scope: scopeNames.fromWire(scope),
            value: value ?? '',
          })),
        }
      : {}),
    ...(remediation ? { remediation: remediationNames.fromWire(remediation) } : {}),
    ...(untilMs ? { until: formatEnd(untilMs) } : {}),
    ...(reason ? { reason } : {}),
    ...(counts && Object.keys(counts).length > 0 ? { counts } : {}),
    ...(what ? { what } : {}),
    ...(token ? { token } : {}),
  };
}

/** Who did it: what the caller says of himself, and the token that he has shown. */
export function whoText({ author, token }: AuditEntry): string {
  if (token === undefined) return author;
  return author === '' ? token : `${author} (${token})`;
}

/** `block 203.0.113.7`, `3 added, 1 refused`. */
export function aboutText({ subjects = [], counts, what, remediation }: AuditEntry): string {
  if (what !== undefined) return what;
  if (counts) {
    const some = Object.entries(counts).filter(([, count]) => count > 0);
    return some.length === 0 ? 'nothing' : some.map(([name, count]) => `${count} ${name}`).join(', ');
  }
  const [first] = subjects;
  if (!first) return '';
  const more = subjects.length > 1 ? ` and ${counted(subjects.length - 1, 'other')}` : '';
  return `${remediation === undefined ? '' : `${remediation} `}${first.value}${more}`;
}
