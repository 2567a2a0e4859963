/** What enforcers report to one decision service, as all of them know it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { weir } from '#proto';
import { Enforcers } from '#services/decision/planes/enforcers.ts';
import { Reports } from '#services/decision/planes/reports.ts';
import { failing } from '../support/failures.ts';
import { recordingLog } from '../support/log.ts';

function open(payloadMax?: number) {
  const clock = new SimulatedClock();
  const bus = new MemoryBus(clock);
  const { log, lines } = recordingLog();
  const [one, two] = ['one', 'two'].map((instance) => {
    const enforcers = new Enforcers(() => {});
    const { announcements } = bus;
    const options = {
      instance,
      enforcers,
      announcements,
      payloadMax: payloadMax ?? bus.payloadMax,
      clock,
      log,
    };
    return { enforcers, reports: new Reports(options, new AbortController().signal) };
  });
  return { bus, one, two, lines };
}

const { ReportAppliedRequest } = weir.v1;

/** As it comes over the wire. */
function report(held: number, ...ids: string[]): weir.v1.ReportAppliedRequest {
  const applied = ids.map((id) => ({ id, appliedMs: 5, ingestedMs: 2 }));
  const bytes = ReportAppliedRequest.encode({ enforcer: 'e1', target: 'nginx', held, applied }).finish();
  return ReportAppliedRequest.decode(bytes);
}

describe('a report', () => {
  it('is known to all, the latest of each enforcer', () => {
    const { one, two } = open();
    one.reports.take(report(1, 'a'));
    two.reports.take(report(2, 'b'));
    for (const { enforcers } of [one, two]) {
      assert.deepEqual(
        enforcers.states.map(({ held }) => held),
        [2],
      );
      assert.deepEqual(
        enforcers.appliedOf(['a', 'b']).map(({ id, enforcer }) => `${id} ${enforcer}`),
        ['a e1', 'b e1'],
      );
    }
  });

  it('is kept where it came while the bus is away', () => {
    const { bus, one, two } = open();
    bus.faults.down = true;
    one.reports.take(report(1));
    assert.deepEqual([one.enforcers.states.length, two.enforcers.states.length], [1, 0]);
  });

  it('that is too large for the bus is refused', () => {
    const { one } = open(100);
    assert.throws(
      () => one.reports.take(report(1, 'x'.repeat(100))),
      failing('invalid', /100 bytes at most/),
    );
    assert.equal(one.enforcers.states.length, 0);
  });

  it('that can’t be read is left out', () => {
    const { bus, one, lines } = open();
    bus.announcements.announce('weir.reports.three', Buffer.from([0xff, 0xff]));
    assert.equal(one.enforcers.states.length, 0);
    assert.match(lines[0].msg, /report from weir\.reports\.three/);
  });
});
