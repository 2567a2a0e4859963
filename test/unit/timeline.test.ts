/** What has happened to an address. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Decision } from '#libs/domain/decision.ts';
import { MANUAL } from '#libs/domain/decision.ts';
import type { AuditEntry } from '#services/cli/audit-text.ts';
import { timelineOf } from '#services/cli/timeline.ts';
import { lift } from '#services/decision/ledger/merge.ts';
import { START_MS } from '../support/batches.ts';
import { contribution, decision, evidence, HOUR_MS } from '../support/decisions.ts';

const END = new Date(START_MS + HOUR_MS).toISOString();

function told(decisions: readonly Decision[], records: readonly AuditEntry[], nowMs = START_MS): string[] {
  return timelineOf(decisions, records, nowMs).map(({ timeMs, source, about, what, by, why }) =>
    [timeMs - START_MS, source, about, what, by, why].join(' | '),
  );
}

describe('a history', () => {
  it('has every contribution, the unban and who made it', () => {
    const entry = decision({ contributions: [contribution({ evidence: [evidence()] })] });
    const lifted = lift(entry, { author: 'ann', reason: 'a mistake' }, START_MS + 20);
    assert.ok(lifted);
    const found = `0 | ledger | 198.51.100.7 | block until ${END}, 4 events | scanner-probing | GET /.env 404`;
    assert.deepEqual(told([lifted], []), [found, '20 | ledger | 198.51.100.7 | lifted | ann | a mistake']);
    assert.deepEqual(told([entry], [], START_MS + HOUR_MS - 1), [found]);
    assert.deepEqual(told([entry], [], START_MS + HOUR_MS), [
      found,
      `${HOUR_MS} | ledger | 198.51.100.7 | ended |  | `,
    ]);
  });

  it('says for how long it was extended, and by which policy', () => {
    const extension = { untilMs: START_MS + HOUR_MS, lastSeenMs: START_MS + 40, refused: 25 };
    const entry = decision({ contributions: [contribution({ extension })] });
    assert.equal(
      told([entry], [])[1],
      `40 | ledger | 198.51.100.7 | extended until ${END} | policy high | 25 requests refused within a minute`,
    );
  });

  it('says what was only recorded', () => {
    const shadow = decision({ mode: 'shadow', contributions: [contribution({ mode: 'shadow' })] });
    assert.match(told([shadow], [])[0], /block until \S+Z \(shadow\), 4 events/);
    const withheld = decision({ withheld: 'the evidence is too old' });
    assert.match(told([withheld], [])[0], /\(not enforced: the evidence is too old\)/);
  });

  it('mixes what people did with what was found, in order of time', () => {
    const said = contribution({ scenario: MANUAL, openedMs: START_MS + 10, author: 'ann', reason: 'again' });
    const about = { scope: 'ip+host', value: '198.51.100.7 shop.example' } as const;
    const records: AuditEntry[] = [
      {
        time: new Date(START_MS + 9).toISOString(),
        author: 'ann',
        action: 'add',
        subjects: [about],
        remediation: 'block',
        until: 'never',
        reason: 'again',
      },
      {
        time: new Date(START_MS - 5).toISOString(),
        author: 'bob',
        action: 'imported',
        counts: { added: 2, refused: 0 },
      },
    ];
    assert.deepEqual(told([decision({ ...about, contributions: [said] })], records), [
      '-5 | audit | 2 added | imported | bob | ',
      '9 | audit | 198.51.100.7 shop.example | add block until never | ann | again',
      `10 | ledger | ip+host 198.51.100.7 shop.example | block until ${new Date(START_MS + 10 + HOUR_MS).toISOString()} | ann | again`,
    ]);
  });
});
