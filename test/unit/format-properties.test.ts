/** What holds for formats whatever the line is. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#libs/clock/random.ts';
import { addressOf, formatAddress } from '#libs/domain/address.ts';
import { AutoFormat } from '#services/collector/formats/auto.ts';
import { CombinedFormat } from '#services/collector/formats/combined.ts';
import { JsonFormat } from '#services/collector/formats/json.ts';
import { type Event, eventOf } from '../support/events.ts';
import { KEYS, mutate, object } from '../support/json-lines.ts';
import { referenceEvent } from '../support/json-reference.ts';
import { combinedLine, type Request, request, weirLine } from '../support/nginx-lines.ts';
import { WEIR_KEYS } from '../support/weir-keys.ts';

const MUTATED_LINES = 20_000;
function expected(of: Request, timeMs: number, more: Event): Event {
  const all: Event = {
    time: new Date(timeMs).toISOString(),
    ip: formatAddress(addressOf(of.ip) ?? new Uint32Array(4)),
    method: of.method,
    path: of.path,
    query: of.query,
    protocol: of.protocol,
    status: of.status,
    bytes: of.bytes,
    user_agent: orEmpty(of.agent),
    referer: orEmpty(of.referer),
    user: orEmpty(of.user),
    refused: of.decision !== '',
    ...more,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => Boolean(value)));
}

/** A header that is just a dash can't be told from none. */
function orEmpty(text: string): string {
  return text === '-' ? '' : text;
}

describe('what nginx logs comes back', () => {
  it('as combined, every byte of it', () => {
    const format = new CombinedFormat();
    fc.assert(
      fc.property(request, (of) => {
        const seconds = Math.floor(of.timeMs / 1000) * 1000;
        assert.deepEqual(eventOf(format, Buffer.from(combinedLine(of), 'latin1')), expected(of, seconds, {}));
      }),
      { numRuns: 1500 },
    );
  });

  it('as JSON, every byte of it, and as from JSON.parse', () => {
    const format = new JsonFormat(WEIR_KEYS);
    fc.assert(
      fc.property(request, (of) => {
        const line = Buffer.from(weirLine(of), 'latin1');
        const more = {
          host: 'a.example',
          requestBytes: 1,
          requestUs: of.requestUs,
          request_id: orEmpty(of.id),
        };
        assert.deepEqual(eventOf(format, line), expected(of, of.timeMs, more));
        assert.deepEqual(referenceEvent(line, WEIR_KEYS), expected(of, of.timeMs, more));
      }),
      { numRuns: 1500 },
    );
  });
});

describe('JSON', () => {
  it('is read as JSON.parse reads it', () => {
    const format = new JsonFormat(KEYS);
    let events = 0;
    fc.assert(
      fc.property(object, fc.integer(), (line, seed) => {
        const whole = Buffer.from(line, 'latin1');
        const mutated = mutate(whole, seededRandom(seed));
        for (const each of [whole, whole, mutated]) {
          const event = eventOf(format, each);
          assert.deepEqual(event, referenceEvent(each, KEYS), each.toString('latin1'));
          if (!event.malformed) events++;
        }
      }),
      { numRuns: 3000 },
    );
    assert.ok(events > 800, `only ${events} of the lines are events`);
  });
});

describe('mutated lines', () => {
  const [sample] = fc.sample(request, { numRuns: 1, seed: 1 });
  const lines = fc.sample(request, { numRuns: 200, seed: 7 });

  it('never give an address that does not stand first in a combined line', () => {
    const random = seededRandom(1);
    const formats = [new CombinedFormat(), new AutoFormat({ format: 'auto' })];
    eventOf(formats[1], combinedLine(sample));
    for (let i = 0; i < MUTATED_LINES; i++) {
      const line = mutate(Buffer.from(combinedLine(lines[i % lines.length]), 'latin1'), random);
      const first = addressOf(line.toString('latin1').split(' ')[0]);
      for (const format of formats) {
        const event = eventOf(format, line);
        if (!event.malformed) assert.equal(event.ip, first && formatAddress(first), line.toString('latin1'));
      }
    }
  });

  it('never give another event than JSON.parse finds in them', () => {
    const random = seededRandom(2);
    const format = new JsonFormat(WEIR_KEYS);
    for (let i = 0; i < MUTATED_LINES / 2; i++) {
      const line = mutate(Buffer.from(weirLine(lines[i % lines.length]), 'latin1'), random);
      assert.deepEqual(eventOf(format, line), referenceEvent(line, WEIR_KEYS), line.toString('latin1'));
    }
  });
});
