/** Personal data goes in time, and nothing else does, on every bus and whenever whoever does it is interrupted. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { AuditLog } from '#libs/audit/audit-log.ts';
import type { Bus } from '#libs/bus/bus.ts';
import type { KeyValue } from '#libs/bus/key-value.ts';
import type { Streams } from '#libs/bus/streams.ts';
import { seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import {
  AUDIT,
  auditStreamSpec,
  DETECTIONS,
  detectionStreamSpec,
  detectionSubject,
  REDACTED_AUDIT,
  redactedAuditStreamSpec,
} from '#libs/cluster/names.ts';
import type { BusConfig } from '#libs/config/service-config.ts';
import type { Decision } from '#libs/domain/decision.ts';
import { ledgerKey } from '#libs/domain/scope.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { Metrics } from '#libs/telemetry/metrics.ts';
import { decodeDecision } from '#libs/wire/decision.ts';
import { scopeNames } from '#libs/wire/enums.ts';
import { Ledger } from '#services/decision/ledger/ledger.ts';
import { contribute } from '#services/decision/ledger/merge.ts';
import { groupOf } from '#services/decision/partitions/detections.ts';
import { redactedRecord } from '#services/decision/redaction/redacted.ts';
import { Redaction, type RedactionOptions } from '#services/decision/redaction/redaction.ts';
import { START_MS } from '../support/batches.ts';
import { change, contribution, decision, evidence, HOUR_MS } from '../support/decisions.ts';
import type { BusKind } from '../support/every-bus.ts';
import { quietLog } from '../support/log.ts';
import { pseudonyms, redactedKeyOf } from '../support/pseudonyms.ts';
import { until } from '../support/until.ts';

const DAY_MS = 24 * HOUR_MS;
const BUS = { replicas: 1 } as BusConfig;
const IP = scopeNames.toWire('ip');
const lost = () => Promise.reject(new WeirError('unavailable', 'the process has died'));

const redact = (record: Parameters<typeof redactedRecord>[0]) => redactedRecord(record, pseudonyms);

/** The streams, of which one operation fails once: before it is done, or after. */
function failingOnce(
  streams: Streams,
  name: 'publish' | 'purge',
  when: 'before' | 'after',
  at: number,
): Streams {
  let calls = 0;
  return new Proxy(streams, {
    get(target, property) {
      const value = Reflect.get(target, property);
      if (typeof value !== 'function') return value;
      if (property !== name) return value.bind(target);
      return async (...args: unknown[]) => {
        const isLast = ++calls === at;
        if (isLast && when === 'before') return lost();
        const result = await value.apply(target, args);
        return isLast ? lost() : result;
      };
    },
  });
}

export function redactionContract({ name, start, skip }: BusKind): void {
  describe(`redaction contract: ${name}`, { skip }, () => {
    let bus: Bus;
    let stop: () => Promise<void>;
    let serial = 0;
    const running = new AbortController();

    before(async () => {
      ({ bus, stop } = await start());
      for (const spec of [auditStreamSpec, redactedAuditStreamSpec, detectionStreamSpec])
        await bus.streams.ensure(spec(BUS));
    });
    beforeEach(async () => {
      for (const stream of [AUDIT, REDACTED_AUDIT]) {
        const { lastSequence } = await bus.streams.state(stream);
        await bus.streams.purge(stream, { before: lastSequence + 1 });
      }
    });
    after(async () => {
      running.abort();
      await stop?.();
    });

    /** Ten records, a day apart, each about another address. */
    async function tenRecords(): Promise<void> {
      const clock = new SimulatedClock(START_MS);
      const log = new AuditLog(bus.streams, clock);
      for (let i = 0; i < 10; i++) {
        const value = `198.51.100.${i}`;
        await log.record('add', {
          author: `a${i}`,
          subjects: [{ scope: IP, value }],
          reason: `saw ${value}`,
        });
        await clock.advance(DAY_MS);
      }
    }
    const logOn = (streams: Streams) => new AuditLog(streams, new SimulatedClock(START_MS));
    const found = async (log = logOn(bus.streams)) => {
      const { records } = await log.search(() => true, 100);
      return records.map(({ author, subjects }) => `${author} ${subjects?.[0]?.value}`);
    };
    const plain = (i: number) => `a${i} 198.51.100.${i}`;
    const hidden = (i: number) => `a${i} ${pseudonyms.of({ scope: 'ip', value: `198.51.100.${i}` }).value}`;
    const wanted = (count: number) =>
      Array.from({ length: 10 }, (_, i) => (i < count ? hidden(i) : plain(i))).reverse();
    const FOUR_DAYS = START_MS + 4 * DAY_MS;

    it('moves what is older and nothing else, some at a time, and tells all of it in order', async () => {
      await tenRecords();
      const log = logOn(bus.streams);
      assert.equal(await log.redact(FOUR_DAYS, redact, 3), 3);
      assert.deepEqual(await found(), wanted(3));
      assert.equal(await log.redact(FOUR_DAYS, redact, 3), 1);
      assert.equal(await log.redact(FOUR_DAYS, redact, 3), 0);
      assert.deepEqual(await found(), wanted(4));
      const { firstSequence, lastSequence } = await bus.streams.state(AUDIT);
      assert.equal(lastSequence - firstSequence + 1, 6, 'the originals are gone');
      const { records, searchedToMs } = await log.search(() => true, 8);
      assert.deepEqual([records.length, searchedToMs], [8, START_MS + 2 * DAY_MS]);
      assert.deepEqual(
        [...(await log.search(() => true, 100)).records]
          .reverse()
          .map(({ reason }) => reason?.includes('198.51')),
        [false, false, false, false, true, true, true, true, true, true],
      );
    });

    it('moves all there is, and goes on with what comes', async () => {
      await tenRecords();
      const log = logOn(bus.streams);
      assert.equal(await log.redact(Number.POSITIVE_INFINITY, redact, 100), 10);
      assert.deepEqual(await found(), wanted(10));
      await log.record('add', { author: 'new' });
      assert.deepEqual((await found())[0], 'new undefined');
      assert.equal(await log.redact(START_MS, redact, 100), 0);
    });

    for (const [operation, when, at] of [
      ['publish', 'before', 2],
      ['publish', 'after', 2],
      ['purge', 'before', 1],
      ['purge', 'after', 1],
    ] as const) {
      it(`whoever dies ${when} ${operation} loses nothing and doubles nothing`, async () => {
        await tenRecords();
        const dying = logOn(failingOnce(bus.streams, operation, when, at));
        await assert.rejects(dying.redact(FOUR_DAYS, redact, 100), WeirError);
        // Some of them may still be told with their addresses, each of them once.
        assert.deepEqual(
          (await found()).map((each) => each.split(' ')[0]),
          wanted(10).map((each) => each.split(' ')[0]),
        );
        const next = logOn(bus.streams);
        await next.redact(FOUR_DAYS, redact, 100);
        await next.redact(FOUR_DAYS, redact, 100);
        assert.deepEqual(await found(), wanted(4));
        const { firstSequence, lastSequence } = await bus.streams.state(AUDIT);
        assert.equal(lastSequence - firstSequence + 1, 6);
      });
    }

    it('two at the same time double nothing', async () => {
      await tenRecords();
      await Promise.all([1, 2].map(() => logOn(bus.streams).redact(FOUR_DAYS, redact, 100)));
      assert.deepEqual(await found(), wanted(4));
    });

    async function openLedger(over: (store: KeyValue) => KeyValue = (store) => store) {
      const clock = new SimulatedClock(START_MS);
      const store = await bus.keyValues.open({
        bucket: `redacted-${++serial}`,
        maxBytes: 2 ** 24,
        replicas: 1,
      });
      const limits = { entriesMax: 1000, bytesMax: 2 ** 24 };
      const parts = { clock, random: seededRandom(1), log: quietLog, redactedKeyOf, ...limits };
      const follow = async (of: KeyValue) => {
        const made = new Ledger({ store: of, ...parts });
        void made.run(running.signal);
        await until(() => made.current, 'the ledger to be read');
        return made;
      };
      const ledger = await follow(over(store));
      const put = async (entry: Decision) => {
        const key = ledgerKey(entry, entry.remediation === 'allow');
        await ledger.change(key, () => entry);
        await until(() => ledger.replica.get(key)?.decision !== undefined, 'the entry to be known');
        return key;
      };
      /** All that is stored, as text. */
      const stored = async () => {
        let all = '';
        for await (const { key, value } of ledger.stored(AbortSignal.timeout(5000)))
          all += `${key} ${Buffer.from(value).toString('latin1')}\n`;
        return all;
      };
      const redaction = (more: Partial<RedactionOptions> = {}) => {
        const made = new Redaction({
          ...{ ledger, pseudonyms, clock, evidenceMs: undefined, redactMs: undefined },
          audit: new AuditLog(bus.streams, clock),
          ...{ streams: bus.streams, partitions: 1, owns: () => true, ownsFirst: () => true },
          ...{ log: quietLog, metrics: new Metrics('decision', 'one'), ...more },
        });
        running.signal.addEventListener('abort', () => void made.stop());
        return made;
      };
      return { clock, store, ledger, follow, put, stored, redaction };
    }

    const ofAnn = (more: Partial<Decision> = {}) =>
      decision({
        contributions: [
          contribution({ reason: 'like 198.51.100.7, of 198.51.100.0/24.', evidence: [evidence()] }),
        ],
        ...more,
      });

    it('an entry that ended goes on under another name, and its address is nowhere', async () => {
      const { clock, ledger, put, stored, redaction } = await openLedger();
      const key = await put(ofAnn({ strikes: 2, forgetMs: 30 * DAY_MS }));
      const { turn } = bound(redaction({ redactMs: 2 * DAY_MS }));
      await clock.advance(2 * DAY_MS);
      await turn();
      assert.equal(ledger.get(key)?.value, '198.51.100.7', 'it ended less than two days ago');
      await clock.advance(2 * HOUR_MS);
      await turn();
      await until(() => ledger.get(key) === undefined, 'the entry to go');
      assert.doesNotMatch(await stored(), /198\.51|\.env/);
      const left = ledger.get(redactedKeyOf(key));
      assert.equal(left?.value, pseudonyms.of({ scope: 'ip', value: '198.51.100.7' }).value);
      assert.deepEqual([left?.strikes, left?.contributions[0].evidence], [2, []]);
      assert.match(left?.contributions[0].reason ?? '', /^like hash:[0-9a-f]{24}, of hash:[0-9a-f]{24}\.$/);
    });

    it('who comes back is who was banned before', async () => {
      const { clock, ledger, put, redaction } = await openLedger();
      const key = await put(ofAnn({ strikes: 1, forgetMs: 30 * DAY_MS }));
      await clock.advance(3 * DAY_MS);
      await redaction({ redactMs: DAY_MS }).turn();
      await until(() => ledger.get(key) === undefined, 'the entry to go');
      const nowMs = clock.now();
      const repeat = { factor: 2, ceilingMs: DAY_MS, forgetMs: 30 * DAY_MS };
      const again = await ledger.change(key, (entry) =>
        contribute(entry, change({ contribution: { openedMs: nowMs }, repeat }), nowMs),
      );
      assert.deepEqual([again?.value, again?.strikes], ['198.51.100.7', 2]);
      assert.equal(again?.untilMs, nowMs + 4 * HOUR_MS);
      const late = change({ contribution: { openedMs: START_MS } });
      assert.equal(await ledger.change(key, (entry) => contribute(entry, late, nowMs)), undefined);
    });

    it('one that dies between the two writes has done no harm', async () => {
      let dies = true;
      const { clock, ledger, put, stored, redaction, store, follow } = await openLedger(
        (real) =>
          new Proxy(real, {
            get: (target, property) => {
              const value = Reflect.get(target, property);
              if (property === 'delete' && dies) return lost;
              return typeof value === 'function' ? value.bind(target) : value;
            },
          }),
      );
      const key = await put(ofAnn());
      await clock.advance(3 * DAY_MS);
      const { turn } = bound(redaction({ redactMs: DAY_MS }));
      await assert.rejects(turn(), WeirError);
      assert.equal(ledger.get(key)?.value, '198.51.100.7');
      dies = false;
      await turn();
      await until(() => ledger.get(key) === undefined, 'the entry to go');
      assert.doesNotMatch(await stored(), /198\.51/);
      assert.equal((await follow(store)).replica.count, 1);
    });

    it('leaves alone what is in force, is about no address, or another replica decides about', async () => {
      const { clock, ledger, put, redaction } = await openLedger();
      const keys = [
        await put(ofAnn({ untilMs: START_MS + 90 * DAY_MS })),
        await put(ofAnn({ scope: 'agent', value: 'bad 198.51.100.9' })),
        await put(ofAnn({ value: '203.0.113.1' })),
      ];
      await clock.advance(3 * DAY_MS);
      await redaction({
        redactMs: DAY_MS,
        owns: ({ value }) => !value.startsWith('203.'),
      }).turn();
      assert.deepEqual(
        keys.map((key) => ledger.get(key)?.value),
        ['198.51.100.7', 'bad 198.51.100.9', '203.0.113.1'],
      );
    });

    it('requests go when they are old, of what is in force too', async () => {
      const { clock, store, ledger, put, redaction } = await openLedger();
      const young = evidence({ timeMs: START_MS + 2 * DAY_MS, summary: 'GET /young' });
      const entry = ofAnn({
        untilMs: START_MS + 90 * DAY_MS,
        contributions: [contribution({ evidence: [evidence(), young] })],
      });
      const key = await put(entry);
      await clock.advance(2 * DAY_MS);
      await redaction({ evidenceMs: DAY_MS }).turn();
      const after = await store.get(key);
      assert.ok(after);
      const left = decodeDecision(after.value);
      assert.deepEqual(
        left.contributions[0].evidence.map(({ summary }) => summary),
        ['GET /young'],
      );
      assert.deepEqual(
        { ...left, contributions: [] },
        { ...entry, contributions: [] },
        'nothing else has changed',
      );
      assert.equal(ledger.get(key)?.value, '198.51.100.7');
    });

    it('detections go when they are old and decided', async () => {
      const { clock, redaction } = await openLedger();
      const publish = (count: number) =>
        Promise.all(
          Array.from({ length: count }, () => bus.streams.publish(detectionSubject(0), Buffer.from('x'))),
        );
      await publish(5);
      const options = { ackWaitMs: 60_000, unackedMax: 10, subject: detectionSubject(0) };
      const reading = new AbortController();
      let seen = 0;
      for await (const delivery of bus.streams.consume(DETECTIONS, groupOf(0), options, reading.signal)) {
        if (++seen <= 3) delivery.ack();
        if (seen === 5) reading.abort();
      }
      const { firstSequence } = await bus.streams.state(DETECTIONS);
      await clock.advance(5 * 366 * DAY_MS);
      const { turn } = bound(redaction({ evidenceMs: DAY_MS }));
      for (let tries = 0; tries < 50; tries++) {
        await turn();
        if ((await bus.streams.state(DETECTIONS)).firstSequence === firstSequence + 3) break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assert.equal((await bus.streams.state(DETECTIONS)).firstSequence, firstSequence + 3);
    });
  });
}

function bound(redaction: Redaction): { turn: () => Promise<void> } {
  return { turn: () => redaction.turn() };
}
