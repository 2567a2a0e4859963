/** 100,000 lines of clients who know how servers log, and 10,000 bodies of senders; `npm run test:long` reads a hundred times as many. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '#libs/clock/random.ts';
import { openFormat } from '#services/collector/formats/auto.ts';
import { eventOf } from '../support/events.ts';
import { fuzzFormats } from '../support/fuzzing.ts';
import { fuzzRequests } from '../support/fuzzing-requests.ts';
import { hostile, OWN, WRITERS } from '../support/hostile-lines.ts';

describe('lines that somebody made up', () => {
  it('upset no format, and name nobody but who sent them', () => {
    const { events } = fuzzFormats(100_000, 20_261_122);
    assert.ok(events > 10_000, `only ${events} are events`);
  });

  it('are events of who sent them even with 96 KB of bytes that have to be escaped', () => {
    const storm = '\xff'.repeat(8000);
    for (const [format, write] of Object.entries(WRITERS)) {
      const of = {
        ...hostile(seededRandom(1)),
        method: 'GET',
        uri: `/${storm}`,
        agent: storm,
        referer: storm,
        user: 'a',
      };
      const line = Buffer.from(write(of), 'latin1');
      assert.equal(eventOf(openFormat({ format }), line).ip, OWN, format);
    }
  });
});

describe('bodies that somebody made up', () => {
  it('are refused, or their lines are found', () => {
    const { lines, refused } = fuzzRequests(10_000, 20_261_122);
    assert.ok(lines > 1000 && refused > 100, `${lines} lines, ${refused} refused`);
  });
});
