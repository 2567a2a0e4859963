/** Detections and decisions on the wire. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Contribution, type Decision, REMEDIATIONS } from '#libs/domain/decision.ts';
import type { Detection, Evidence, Stages } from '#libs/domain/detection.ts';
import { SCOPES } from '#libs/domain/scope.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import { SEVERITIES } from '#libs/scenario/scenario.ts';
import { decodeDecision, encodeDecision } from '#libs/wire/decision.ts';
import { decodeDetection, encodeDetection } from '#libs/wire/detection.ts';
import { weir } from '#proto';
import { wholeText } from '../support/arbitraries.ts';
import { decision, detection } from '../support/decisions.ts';
import { failing } from '../support/failures.ts';

/** Objects as everybody writes them: fast-check would also make some without a prototype. */
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<T> =>
  fc.record(model, { noNullPrototype: true }) as fc.Arbitrary<T>;

const timeMs = fc.double({ min: 0, max: 4e12, noNaN: true });
const count = fc.maxSafeNat();
const uint32 = fc.nat(2 ** 32 - 1);
const mode = fc.constantFrom('enforce', 'shadow');

const stages: fc.Arbitrary<Stages> = record({
  eventMs: timeMs,
  ingestedMs: timeMs,
  publishedMs: timeMs,
  storedMs: timeMs,
  detectedMs: timeMs,
  decidedMs: timeMs,
});
const evidence: fc.Arbitrary<Evidence> = record({
  shard: uint32,
  sequence: count,
  row: uint32,
  timeMs,
  summary: wholeText,
});
const remedy = fc.option(record({ statusCode: uint32, untilMs: timeMs }));
const escalation = fc.option(record({ severity: wholeText, over: uint32, withinMs: timeMs }));
const plainDetection: fc.Arbitrary<Detection> = record({
  id: wholeText,
  rev: uint32,
  scenario: wholeText,
  version: wholeText,
  mode,
  severity: wholeText,
  key: fc.array(record({ field: wholeText, value: wholeText }), { maxLength: 3 }),
  openedMs: timeMs,
  firstSeenMs: timeMs,
  lastSeenMs: timeMs,
  events: count,
  peakPerSecond: uint32,
  closed: fc.boolean(),
  forgeable: fc.boolean(),
  evidence: fc.array(evidence, { maxLength: 3 }),
  labels: fc.dictionary(fc.string({ minLength: 1, maxLength: 8 }), fc.array(wholeText, { maxLength: 3 }), {
    maxKeys: 3,
    noNullPrototype: true,
  }),
  occasion: record({ source: wholeText, host: wholeText, userAgent: wholeText, successful: fc.boolean() }),
  shard: uint32,
  traceparent: wholeText,
  stages,
});
const anyDetection: fc.Arbitrary<Detection> = fc
  .tuple(plainDetection, remedy, escalation)
  .map(([of, asked, raised]) => ({
    ...of,
    ...(asked && { remedy: asked }),
    ...(raised && { escalation: raised }),
  }));
const plainContribution: fc.Arbitrary<Contribution> = record({
  scenario: wholeText,
  version: wholeText,
  detection: wholeText,
  openedMs: timeMs,
  rev: uint32,
  untilMs: timeMs,
  mode,
  lastSeenMs: timeMs,
  events: count,
  evidence: fc.array(evidence, { maxLength: 2 }),
  author: wholeText,
  reason: wholeText,
  policy: wholeText,
  remediation: fc.constantFrom(...REMEDIATIONS),
  intense: fc.boolean(),
  successful: fc.boolean(),
  revokedMs: timeMs,
  fixed: fc.boolean(),
});
const contribution: fc.Arbitrary<Contribution> = fc
  .tuple(
    plainContribution,
    fc.option(fc.constantFrom(...SEVERITIES)),
    fc.option(record({ untilMs: timeMs, lastSeenMs: timeMs, refused: count })),
  )
  .map(([of, severity, extension]) => ({
    ...of,
    ...(severity && { severity }),
    ...(extension && { extension }),
  }));
const anyDecision: fc.Arbitrary<Decision> = record({
  id: wholeText,
  scope: fc.constantFrom(...SCOPES),
  value: wholeText,
  state: fc.constantFrom('active', 'lifted'),
  remediation: fc.constantFrom(...REMEDIATIONS),
  statusCode: uint32,
  mode,
  withheld: wholeText,
  createdMs: timeMs,
  updatedMs: timeMs,
  untilMs: timeMs,
  liftedMs: timeMs,
  strikes: uint32,
  forgetMs: timeMs,
  intense: fc.boolean(),
  contributions: fc.array(contribution, { maxLength: 3 }),
  traceparent: wholeText,
  stages,
});

describe('on the wire', () => {
  it('a detection comes back as it was', () => {
    fc.assert(
      fc.property(anyDetection, (of) => assert.deepEqual(decodeDetection(encodeDetection(of)), of)),
      { numRuns: 200 },
    );
  });

  it('a decision comes back as it was', () => {
    fc.assert(
      fc.property(anyDecision, (of) => assert.deepEqual(decodeDecision(encodeDecision(of)), of)),
      { numRuns: 200 },
    );
  });

  it('what another version means by a number that is not known here is refused, not guessed', () => {
    const strange = weir.v1.Decision.decode(encodeDecision(decision()));
    for (const field of ['scope', 'state', 'remediation', 'mode'] as const) {
      for (const number of [0, 99]) {
        const bytes = weir.v1.Decision.encode({ ...strange, [field]: number }).finish();
        assert.throws(
          () => decodeDecision(bytes),
          failing('corrupt', new RegExp(`unknown ${field} ${number}`)),
        );
      }
    }
    const found = weir.v1.Detection.decode(encodeDetection(detection()));
    const bytes = weir.v1.Detection.encode({ ...found, mode: 0 }).finish();
    assert.throws(() => decodeDetection(bytes), failing('corrupt', /unknown mode 0/));
  });

  it('damaged bytes are refused as corrupt, or are another message', () => {
    const whole = [encodeDetection(detection()), encodeDecision(decision())];
    fc.assert(
      fc.property(fc.nat(1), fc.nat(200), fc.nat(255), fc.boolean(), (which, at, byte, cut) => {
        const bytes = Buffer.from(whole[which]);
        if (!cut) bytes[at % bytes.length] = byte;
        try {
          const read = which === 0 ? decodeDetection : decodeDecision;
          read(cut ? bytes.subarray(0, at % bytes.length) : bytes);
        } catch (error) {
          assert.equal(failureOf(error), 'corrupt');
        }
      }),
      { numRuns: 500 },
    );
  });
});
