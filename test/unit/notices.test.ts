/** What of the ledger and of alarms is told, and by which replica. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Decision } from '#libs/domain/decision.ts';
import { ledgerKey } from '#libs/domain/scope.ts';
import { ReplicaFeed } from '#libs/ledger/feed.ts';
import { LedgerReplica } from '#libs/ledger/replica.ts';
import { NO_ASNS } from '#services/decision/asn/asns.ts';
import { contribute, lift } from '#services/decision/ledger/merge.ts';
import { AlarmNews } from '#services/decision/notifications/alarm-news.ts';
import { LedgerNews } from '#services/decision/notifications/ledger-news.ts';
import {
  type DecisionSample,
  isAlarm,
  type Notice,
  noticeOf,
} from '#services/decision/notifications/notice.ts';
import { KEPT_MAX, Share } from '#services/decision/notifications/share.ts';
import { START_MS } from '../support/batches.ts';
import { change, decision, evidence, HOUR_MS } from '../support/decisions.ts';
import { knownAsns } from '../support/mmdb.ts';
import { alarmSample, notice, sample } from '../support/notices.ts';

/** What a notice of a decision is about. */
function sampleOf(notice: Notice | undefined): DecisionSample {
  assert.ok(notice && !isAlarm(notice.about));
  return notice.about;
}

const BY = { author: 'ann', reason: 'a mistake' };

describe('a notice of an entry', () => {
  const made = contribute(
    undefined,
    change({ contribution: { evidence: [evidence({ summary: 'GET /old 404' }), evidence()] } }),
    START_MS,
  ) as Decision;

  it('tells who, why and until when', () => {
    const { about, ...rest } = noticeOf(undefined, made) ?? {};
    assert.deepEqual(rest, {
      occasion: 'decision',
      scenario: 'scanner-probing',
      severity: 'high',
      mode: 'enforce',
      atMs: START_MS,
    });
    assert.deepEqual(about, sample({ id: made.id }));
    const known = noticeOf(undefined, made, knownAsns({ '198.51.100.0/24': 64500 }));
    assert.deepEqual(known?.about, sample({ id: made.id, announcedBy: 'AS64500 Net 64500' }));
  });

  it('is not made again while the entry goes on', () => {
    const prolonged = contribute(
      made,
      change({ contribution: { rev: 2, lastSeenMs: START_MS + 9 } }),
      START_MS + 9,
    );
    assert.equal(noticeOf(made, prolonged as Decision), undefined);
    const other = contribute(made, change({ contribution: { scenario: 'http-flood' } }), START_MS + 9);
    assert.equal(noticeOf(made, other as Decision), undefined);
  });

  it('is made again when an entry that ended comes back', () => {
    const laterMs = START_MS + 2 * HOUR_MS;
    const again = contribute(made, change({ contribution: { openedMs: laterMs } }), laterMs) as Decision;
    assert.equal(noticeOf(made, again)?.occasion, 'decision');
  });

  it('tells once that somebody took it back, with his words and what had been found', () => {
    const lifted = lift(made, BY, START_MS + 1000) as Decision;
    const found = noticeOf(made, lifted);
    assert.deepEqual(
      [found?.occasion, found?.scenario, found?.severity],
      ['lifted', 'scanner-probing', 'high'],
    );
    const { author, reason, request } = sampleOf(found);
    assert.deepEqual([author, reason, request], ['ann', 'a mistake', 'GET /.env 404']);
    const late = contribute(lifted, change({ contribution: { rev: 2 } }), START_MS + 2000) as Decision;
    assert.equal(late.state, 'lifted');
    assert.equal(noticeOf(lifted, late), undefined);
    assert.equal(noticeOf(undefined, lifted), undefined, 'nobody was told that it was there');
  });

  it('tells of what is not enforced, and when that changes', () => {
    const own = contribute(
      undefined,
      change({ protectedBy: 'an address of this host' }),
      START_MS,
    ) as Decision;
    const found = noticeOf(undefined, own);
    assert.equal(found?.occasion, 'withheld');
    assert.equal(sampleOf(found).withheld, 'an address of this host');
    const more = contribute(
      own,
      change({ protectedBy: own.withheld, contribution: { rev: 2 } }),
      START_MS + 1,
    );
    assert.equal(noticeOf(own, more as Decision), undefined);
    const free = contribute(own, change({ contribution: { rev: 2 } }), START_MS + 1) as Decision;
    assert.equal(noticeOf(own, free)?.occasion, 'decision');
  });

  it('tells once of evidence that is too old, however many revisions come', () => {
    const nowMs = START_MS + 3 * HOUR_MS;
    const old = contribute(undefined, change(), nowMs) as Decision;
    assert.equal(noticeOf(undefined, old)?.occasion, 'withheld');
    const older = contribute(old, change({ contribution: { rev: 2 } }), nowMs + 5) as Decision;
    assert.notEqual(older.id, old.id);
    assert.equal(noticeOf(old, older), undefined);
  });

  it('names a person’s decisions manual, without a severity', () => {
    const manual = { scenario: 'manual', ...BY };
    const { severity: _, ...contribution } = { ...made.contributions[0], ...manual };
    const found = noticeOf(undefined, decision({ contributions: [contribution] }));
    assert.deepEqual([found?.scenario, found?.severity], ['manual', undefined]);
    assert.equal(sampleOf(found).author, 'ann');
  });
});

describe('the ledger’s news', () => {
  const entry = (value: string, revision: number, options: Partial<Decision> = {}) => ({
    key: ledgerKey({ scope: 'ip', value }, false),
    revision,
    decision: decision({ value, ...options }),
  });
  const valuesOf = (news: LedgerNews) => news.take().map((each) => sampleOf(each).value);

  it('are what happens from now on, each once', () => {
    const replica = new LedgerReplica();
    replica.reset('store-1');
    for (let i = 1; i <= 50; i++) replica.apply(entry(`10.0.0.${i}`, i));
    const news = new LedgerNews(new ReplicaFeed(replica), NO_ASNS);
    assert.deepEqual(valuesOf(news), []);
    replica.apply(entry('10.0.0.1', 51, { untilMs: START_MS + 2 * HOUR_MS }));
    replica.apply(entry('10.0.1.1', 52));
    assert.deepEqual(valuesOf(news), ['10.0.1.1']);
    assert.deepEqual(valuesOf(news), []);
    replica.apply({ ...entry('10.0.1.1', 53), decision: undefined });
    assert.deepEqual(valuesOf(news), []);
  });

  it('are none of another store, until something happens in it', () => {
    const replica = new LedgerReplica();
    replica.reset('store-1');
    const news = new LedgerNews(new ReplicaFeed(replica), NO_ASNS);
    replica.reset('store-2');
    for (let i = 1; i <= 50; i++) replica.apply(entry(`10.0.0.${i}`, i));
    assert.deepEqual(valuesOf(news), []);
    replica.apply(entry('10.0.1.1', 51));
    assert.deepEqual(valuesOf(news), ['10.0.1.1']);
  });
});

describe('alarms', () => {
  const of = (...alarms: string[]) => [{ service: 'collector', instance: 'c-1', alarms }];
  const MINUTE_MS = 60_000;

  it('are told when they begin, not when their numbers change', () => {
    const news = new AlarmNews();
    const told = news.take(of('spool is 83 % full', 'the disk is full'), 0);
    assert.deepEqual(
      told.map(({ about }) => about),
      [
        { service: 'collector/c-1', alarm: 'spool is 83 % full' },
        { service: 'collector/c-1', alarm: 'the disk is full' },
      ],
    );
    assert.deepEqual(news.take(of('spool is 91 % full', 'the disk is full'), 2000), []);
    assert.equal(news.take(of('something else'), 4000).length, 1);
  });

  it('are told again when they come back after minutes', () => {
    const news = new AlarmNews();
    news.take(of('the disk is full'), 0);
    news.take(of(), MINUTE_MS);
    assert.equal(news.take(of('the disk is full'), 2 * MINUTE_MS).length, 0);
    news.take(of(), 9 * MINUTE_MS);
    assert.equal(news.take(of('the disk is full'), 10 * MINUTE_MS).length, 1);
  });
});

describe('the share of a replica', () => {
  const TTL_MS = 2000;
  const owner = () => {
    const owned = new Set<number>();
    const share = new Share({
      ttlMs: TTL_MS,
      partitionOf: ([{ value }]) => value.length % 2,
      owns: (partition) => owned.has(partition),
    });
    return { owned, share };
  };
  const [even, odd] = ['10.0.0.10', '10.0.0.1'].map((value) => notice({ about: sample({ value }) }));
  const nowMs = START_MS + 10;

  it('is of its partitions: two replicas tell everything once', () => {
    const [one, two] = [owner(), owner()];
    one.owned.add(0);
    two.owned.add(1);
    const told = [one, two].map(({ share }) => share.take([even, odd], nowMs));
    assert.deepEqual(told.flat().length, 2);
    assert.deepEqual(new Set(told.flat()), new Set([even, odd]));
  });

  it('has what happened just before a partition was taken over, and nothing older', () => {
    const { owned, share } = owner();
    assert.deepEqual(share.take([even], nowMs), []);
    owned.add(0).add(1);
    assert.deepEqual(share.take([], nowMs + 1.3 * TTL_MS + 300), [even]);
    assert.deepEqual(share.take([], nowMs + 1.3 * TTL_MS + 400), []);
    owned.clear();
    share.take([odd], nowMs);
    owned.add(0).add(1);
    assert.deepEqual(share.take([], nowMs + 3 * TTL_MS), []);
  });

  it('has nothing of what others told while it was halted', () => {
    const { owned, share } = owner();
    share.take([even, odd], START_MS + HOUR_MS);
    owned.add(0).add(1);
    assert.deepEqual(share.take([], START_MS + HOUR_MS + 100), []);
  });

  it('keeps the latest when there are too many', () => {
    const { owned, share } = owner();
    share.take([odd, ...Array.from({ length: KEPT_MAX }, () => even)], nowMs);
    assert.equal(share.kept, KEPT_MAX);
    owned.add(0).add(1);
    assert.equal(share.take([], nowMs).includes(odd), false);
  });

  it('finds an address in the partition that decides about it, and everything else in some', () => {
    const asked: string[] = [];
    const share = new Share({
      ttlMs: TTL_MS,
      partitionOf: ([{ field, value }]) => asked.push(`${field}=${value}`),
      owns: () => true,
    });
    const about = (scope: ReturnType<typeof sample>['scope'], value: string) =>
      notice({ about: sample({ scope, value }) });
    share.take(
      [
        about('prefix', '10.0.0.0/24'),
        about('ip+agent', '10.0.0.1 curl 8'),
        about('host+path', 'a.example /login'),
        notice({ about: alarmSample() }),
      ],
      nowMs,
    );
    assert.deepEqual(asked, [
      'client.ip=10.0.0.0/24',
      'client.ip=10.0.0.1',
      'host+path=a.example /login',
      'service=collector/collector-1',
    ]);
  });

  it('never tells one twice, whoever owns what when', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ owns: fc.boolean(), adds: fc.nat(3), passMs: fc.nat(3000) })),
        (steps) => {
          const { owned, share } = owner();
          const told: unknown[] = [];
          let atMs = nowMs;
          for (const { owns, adds, passMs } of steps) {
            atMs += passMs;
            if (owns) owned.add(0).add(1);
            else owned.clear();
            told.push(
              ...share.take(
                Array.from({ length: adds }, () => notice({ atMs })),
                atMs,
              ),
            );
          }
          assert.equal(new Set(told).size, told.length);
        },
      ),
    );
  });
});
