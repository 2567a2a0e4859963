/** Fast scanners and the slow ways to read the same lines: the same events, for a million lines each. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#libs/clock/random.ts';
import { EventRow } from '#libs/wire/row.ts';
import { CombinedFormat } from '#services/collector/formats/combined.ts';
import { parsePeer } from '#services/collector/formats/peer.ts';
import { fixedTemplate, TemplateFormat } from '#services/collector/formats/template-format.ts';
import { eventOf } from '../support/events.ts';
import { compareWithJsonParse } from '../support/json-agreement.ts';
import { mutate } from '../support/json-lines.ts';
import { combinedLine, request } from '../support/nginx-lines.ts';
import { sameEvent } from '../support/rows-equal.ts';

const LINES = 1_000_000;
/** JSON.parse with all that it does not know takes many times as long; `npm run test:long` reads a million. */
const JSON_LINES = 100_000;
const SEED = 20_261_122;
/** A user without a name, as Apache writes it, is nothing that the template knows. */
const NAMELESS = Buffer.from(' "" [');

const requests = fc.sample(request, { numRuns: 2000, seed: SEED });

/** An address with a port is none to nginx, and one to what reads the lines of proxies. */
function hasPort(line: Buffer): boolean {
  const end = line.indexOf(' ');
  return parsePeer(line, 0, end < 0 ? line.length : end, new Uint32Array(4));
}

describe('a million lines', () => {
  it('of combined are the same to its scanner and to its template', () => {
    const text =
      '$remote_addr $ident $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';
    const own = { remote_addr: ['unblank', 'client.ip'], ident: ['unblank'] } as const;
    const slow = new TemplateFormat(
      'slow',
      fixedTemplate(text, own, { escaping: 'backslash', isOpen: true }),
    );
    const fast = new CombinedFormat();
    const lines = requests.map((of) => Buffer.from(combinedLine(of), 'latin1'));
    const random = seededRandom(SEED);
    const [a, b] = [new EventRow(), new EventRow()];
    let events = 0;
    for (let i = 0; i < LINES; i++) {
      const whole = lines[i % lines.length];
      const line = i % 4 === 0 ? whole : mutate(whole, random);
      const isEvent = fast.parse(line, 0, line.length, a) === '';
      if (!isEvent && (line.includes(NAMELESS) || hasPort(line))) continue;
      const isSame =
        isEvent === (slow.parse(line, 0, line.length, b) === '') &&
        (!isEvent || sameEvent(a, b) || line.includes(NAMELESS));
      if (!isSame && !line.includes(NAMELESS))
        assert.deepEqual(eventOf(fast, line), eventOf(slow, line), line.toString('latin1'));
      if (isEvent) events++;
    }
    assert.ok(events > LINES / 4, `only ${events} are events`);
  });

  it('of JSON, a tenth of them, are the same to its scanner and to JSON.parse', () => {
    const events = compareWithJsonParse(JSON_LINES, SEED + 1);
    assert.ok(events > JSON_LINES / 4, `only ${events} are events`);
  });
});
