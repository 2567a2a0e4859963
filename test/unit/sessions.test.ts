import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isCheckpoint } from '#libs/session/checkpoints.ts';
import { type SessionLimits, Sessions } from '#libs/session/sessions.ts';
import { batchOf, event, START_MS, type TestEvent, testHash } from '../support/batches.ts';
import { cutOf, restoreSlots } from '../support/cuts.ts';
import { chunks, sessionStream } from '../support/event-streams.ts';
import { expectedSessions, inOrder, rowsOf, type SessionRow } from '../support/sessions.ts';

const LIMITS: SessionLimits = { sessionGapMs: 100_000, sessionLengthMs: 600_000, sessionsMax: 1000 };
const END_MS = START_MS + 10 ** 9;

interface Told {
  readonly checkpoints: SessionRow[];
  readonly ends: SessionRow[];
}

/** Passes chunks on, with the watermark the source has come to after each. */
function run(sessions: Sessions, parts: readonly (readonly TestEvent[])[], told: Told, fromMs = 0): number {
  let newestMs = fromMs;
  parts.forEach((part, i) => {
    newestMs = Math.max(newestMs, ...part.map(({ timeMs }) => timeMs));
    take(sessions, part, i + 1, newestMs - 30_000, told);
  });
  return newestMs;
}

function take(
  sessions: Sessions,
  events: readonly TestEvent[],
  sequence: number,
  watermarkMs: number,
  told: Told,
): void {
  const batch = batchOf(events, { newestMs: START_MS });
  for (const each of sessions.take(batch, sequence, watermarkMs)) {
    for (const row of rowsOf(each))
      told[row.numbers['session.closed'] === 1 ? 'ends' : 'checkpoints'].push(row);
  }
}

function end(sessions: Sessions, told: Told): void {
  do take(sessions, [], 0, END_MS, told);
  while (sessions.isBehind);
}

const none = (): Told => ({ checkpoints: [], ends: [] });

describe('sessions', () => {
  it('are told of as their requests say, wherever batches are cut', () => {
    let checkpoints = 0;
    let ends = 0;
    fc.assert(
      fc.property(sessionStream, fc.integer(), fc.constantFrom(1, 7, 60), (events, seed, longest) => {
        const { sessionGapMs, sessionLengthMs } = LIMITS;
        const expected = expectedSessions(events, sessionGapMs, sessionLengthMs);
        const sessions = new Sessions(LIMITS, testHash);
        const told = none();
        run(sessions, chunks(events, seed, longest), told);
        end(sessions, told);
        assert.deepEqual(told.checkpoints, expected.checkpoints);
        assert.deepEqual(told.ends, expected.ends);
        assert.deepEqual(
          [sessions.open, sessions.closed, sessions.closedEarly, sessions.strayed, sessions.texts],
          [0, expected.ends.length, 0, expected.strayed, 0],
        );
        checkpoints += told.checkpoints.length;
        ends += told.ends.length;
      }),
      { numRuns: 60 },
    );
    assert.ok(checkpoints > 150 && ends > 500, `${checkpoints} checkpoints, ${ends} ends`);
  });

  it('go on from snapshots, also where there are too many of them', () => {
    const few = fc.constantFrom(1000, 5, 1);
    fc.assert(
      fc.property(sessionStream, fc.integer(), fc.nat(100), few, (events, seed, cut, sessionsMax) => {
        const limits = { ...LIMITS, sessionsMax };
        const parts = chunks(events, seed, 20);
        const at = cut % parts.length;
        const one = new Sessions(limits, testHash);
        const told = none();
        const newestMs = run(one, parts.slice(0, at), told);
        const base = cutOf([one], 'base');
        const between = parts.slice(at, at + 3);
        const laterMs = run(one, between, told, newestMs);
        const delta = cutOf([one], 'delta');
        const other = new Sessions(limits, testHash);
        assert.deepEqual(restoreSlots([other], [base, delta]), []);
        const whole = cutOf([one], 'base');
        assert.ok(Buffer.from(whole).equals(cutOf([other], 'base')), 'what is restored is another state');
        const [a, b] = [none(), none()];
        for (const [sessions, into] of [
          [one, a],
          [other, b],
        ] as const) {
          run(sessions, parts.slice(at + 3), into, laterMs);
          end(sessions, into);
        }
        assert.deepEqual(b, a);
        assert.deepEqual([other.closed, other.closedEarly], [one.closed, one.closedEarly]);
        assert.deepEqual([one.texts, other.texts], [0, 0]);
      }),
      { numRuns: 60 },
    );
  });

  it('are checked at 8, 15, 25 and 40 requests, then at every 30', () => {
    const found = Array.from({ length: 200 }, (_, i) => i + 1).filter(isCheckpoint);
    assert.deepEqual(found, [8, 15, 25, 40, 70, 100, 130, 160, 190]);
  });

  it('make room for others when there are too many: the longest unseen of a few', () => {
    const sessions = new Sessions({ ...LIMITS, sessionsMax: 10 }, testHash);
    const told = none();
    const events = Array.from({ length: 30 }, (_, i) => event({ atMs: i, user_agent: `agent ${i}` }));
    take(sessions, events, 1, START_MS, told);
    assert.deepEqual([sessions.open, sessions.closedEarly, sessions.texts], [10, 20, 12]);
    end(sessions, told);
    assert.deepEqual(
      told.ends.map(({ agent }) => agent),
      Array.from({ length: 10 }, (_, i) => `agent ${i + 20}`),
    );
  });

  it('end in their order, about a thousand with each batch', () => {
    const sessions = new Sessions({ ...LIMITS, sessionsMax: 10_000 }, testHash);
    const told = none();
    for (let part = 0; part < 10; part++) {
      const events = Array.from({ length: 300 }, (_, i) =>
        event({ atMs: (i * 7919) % 5003, user_agent: `${part} ${i}` }),
      );
      take(sessions, events, part, START_MS, told);
    }
    const sizes: number[] = [];
    do {
      const before = told.ends.length;
      take(sessions, [], 0, END_MS, told);
      sizes.push(told.ends.length - before);
    } while (sessions.isBehind);
    assert.equal(told.ends.length, 3000);
    assert.ok(
      sizes.every((size) => size > 900 || size === sizes.at(-1)) && Math.max(...sizes) <= 1000,
      `${sizes}`,
    );
    assert.deepEqual(told.ends, inOrder(told.ends));
  });

  it('leave out what is much older than they are: another source may be days behind', () => {
    const sessions = new Sessions(LIMITS, testHash);
    const told = none();
    const atMs = [1_000_000, 1_000_000 - LIMITS.sessionGapMs, 899_999 - LIMITS.sessionGapMs];
    take(
      sessions,
      [...atMs, 0].map((at) => event({ atMs: at })),
      1,
      START_MS,
      told,
    );
    assert.equal(sessions.strayed, 2);
    end(sessions, told);
    assert.deepEqual(
      told.ends.map(({ numbers }) => [numbers['session.requests'], numbers['session.duration']]),
      [[2, 100]],
    );
  });

  it('keep the agent, the host and the last sixteen pages, however long they are', () => {
    const sessions = new Sessions(LIMITS, testHash);
    const told = none();
    const agent = 'x'.repeat(3000);
    const paths = Array.from({ length: 20 }, (_, i) => `/${'abcdefghijklmnopqrst'[i]}${'/x'.repeat(i * 20)}`);
    take(
      sessions,
      paths.map((path, i) => event({ atMs: i, path, user_agent: agent })),
      1,
      START_MS,
      told,
    );
    end(sessions, told);
    const [{ agent: kept, trail }] = told.ends;
    assert.equal(kept, agent.slice(0, 256));
    assert.deepEqual(
      trail.split(' > '),
      paths.slice(-16).map((path) => path.slice(0, 256)),
    );
  });
});
