/** How many clients a shard has seen lately, and which of them get what they ask for: against lists of requests. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FLAG } from '#libs/domain/event.ts';
import { type SessionLimits, Sessions } from '#libs/session/sessions.ts';
import { batchOf, event, START_MS, type TestEvent, testHash } from '../support/batches.ts';
import { chunks, sessionStream } from '../support/event-streams.ts';

const LIMITS: SessionLimits = {
  sessionGapMs: 100_000,
  sessionLengthMs: 10 ** 9,
  sessionsMax: 1000,
};

interface Known {
  readonly from: string;
  firstMs: number;
  lastMs: number;
  requests: number;
  errors: number;
}

const isSuccessful = ({ requests, errors }: Known) => requests >= 3 && 2 * errors < requests;

/** By definition: of each event whether its client does well, and the sessions in the end. */
function expected(events: readonly TestEvent[]): { successful: boolean[]; sessions: Known[] } {
  const open = new Map<string, Known>();
  const sessions: Known[] = [];
  const successful = events.map(({ from, user_agent, timeMs, status, flags }) => {
    const key = `${from} ${user_agent}`;
    const known = open.get(key);
    if ((flags & (FLAG.refused | FLAG.late | FLAG.proxy)) !== 0) return false;
    if ((flags & FLAG.waf) !== 0) return known !== undefined && isSuccessful(known);
    if (known && timeMs < known.firstMs - LIMITS.sessionGapMs) return false;
    const goesOn = known && timeMs <= known.lastMs + LIMITS.sessionGapMs;
    const session = goesOn ? known : { from, firstMs: timeMs, lastMs: timeMs, requests: 0, errors: 0 };
    if (!goesOn) sessions.push(session);
    open.set(key, session);
    session.firstMs = Math.min(session.firstMs, timeMs);
    session.lastMs = Math.max(session.lastMs, timeMs);
    session.requests++;
    if (status >= 400 && status !== 499) session.errors++;
    return isSuccessful(session);
  });
  return { successful, sessions };
}

describe('clients', () => {
  it('do well as their requests say, wherever batches are cut, and are counted once each', () => {
    let met = 0;
    const waf = fc.array(fc.boolean(), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(sessionStream, waf, fc.integer(), fc.constantFrom(1, 7, 60), (plain, of, seed, longest) => {
        const events = plain.map((each, i) =>
          i % 7 === 0 && of[i % 10] ? { ...each, flags: FLAG.waf } : each,
        );
        const { successful, sessions: known } = expected(events);
        const sessions = new Sessions(LIMITS, testHash);
        assert.equal(sessions.clients, undefined);
        const found = chunks(events, seed, longest).flatMap((part, i) => {
          const batch = batchOf(part, { newestMs: START_MS });
          sessions.take(batch, i + 1, START_MS);
          return part.map((_, at) => sessions.isSuccessful(batch, at));
        });
        assert.deepEqual(found, successful);
        const newestMs = Math.max(...known.map(({ lastMs }) => lastMs));
        const active = known.filter(({ lastMs }) => lastMs >= newestMs - 60_000);
        const addressesOf = (of: readonly Known[]) => new Set(of.map(({ from }) => from)).size;
        assert.deepEqual(sessions.clients, {
          clients: addressesOf(active),
          successfulClients: addressesOf(active.filter(isSuccessful)),
        });
        met += successful.filter((each) => each).length;
      }),
      { numRuns: 60 },
    );
    assert.ok(met > 300, `${met} events of clients that do well`);
  });

  it('are counted anew when event time has moved on, within two per cent of many', () => {
    const sessions = new Sessions({ ...LIMITS, sessionsMax: 10_000 }, testHash);
    const take = (atMs: number, from: number, to: number, status: number) => {
      for (let first = from; first < to; first += 300) {
        const events = Array.from({ length: Math.min(300, to - first) }, (_, i) => {
          const client = first + i;
          return event({ atMs, status, from: `198.51.${client >>> 8}.${client & 255}` });
        });
        sessions.take(batchOf(events, { newestMs: START_MS }), 1, START_MS);
      }
    };
    for (let request = 0; request < 3; request++) {
      take(0, 0, 3000, 200);
      take(0, 3000, 6000, 404);
    }
    const isAbout = (count: number | undefined, wanted: number) =>
      assert.ok(Math.abs((count ?? 0) - wanted) <= 0.04 * wanted, `${count} of ${wanted}`);
    isAbout(sessions.clients?.clients, 6000);
    isAbout(sessions.clients?.successfulClients, 3000);
    const before = sessions.clients;
    take(2999, 6000, 7000, 200);
    assert.equal(sessions.clients, before, 'they were counted just now');
    take(70_000, 8000, 8002, 200);
    assert.deepEqual(sessions.clients, { clients: 2, successfulClients: 0 });
  });
});
