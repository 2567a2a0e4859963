import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { evidenceOf, isForgeable } from '#libs/scenario/evidence.ts';
import { batchOf, event, START_MS, type TestEvent } from '../support/batches.ts';

const summaryOf = (options: Partial<TestEvent>) => evidenceOf(batchOf([event(options)]), 0, 3, 17).summary;

describe('evidence', () => {
  it('says where the request is stored and when it was made', () => {
    const batch = batchOf([event(), event({ atMs: 500 })]);
    const { summary, ...place } = evidenceOf(batch, 1, 3, 17);
    assert.deepEqual(place, { shard: 3, sequence: 17, row: 1, timeMs: START_MS + 500 });
    assert.equal(summary, 'GET / 200 "Mozilla/5.0"');
  });

  const summaries: readonly (readonly [options: Partial<TestEvent>, expected: string])[] = [
    [{ path: '/a', query: 'b=c', status: 404, user_agent: '' }, 'GET /a?b=c 404'],
    [{ method: '', path: 'hello', user_agent: '' }, 'hello 200'],
    [{ method: '', path: '', user_agent: '' }, ' 200'],
    [{ path: '/\x1b[31m\n\x7f\x9b', user_agent: '' }, 'GET /\\x1b[31m\\x0a\\x7f\\x9b 200'],
    // Text that runs backwards, and lines that are none to a log.
    [{ path: '/\u202egnp.exe\u2066\u2028/', user_agent: '' }, 'GET /\\u202egnp.exe\\u2066\\u2028/ 200'],
    [{ path: '/\u00e9\u4e16', user_agent: '' }, 'GET /\u00e9\u4e16 200'],
    [{ path: Buffer.of(0x2f, 0xff), user_agent: '' }, 'GET /\ufffd 200'],
  ];
  for (const [options, expected] of summaries) {
    it(`reads ${JSON.stringify(expected)}`, () => assert.equal(summaryOf(options), expected));
  }

  it('is short, printable and whole, whatever the client sent', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.constant(Buffer.from('\u{1f600}'.repeat(100))),
    );
    fc.assert(
      fc.property(bytes, bytes, bytes, fc.nat(1), (path, query, agent, odd) => {
        const summary = summaryOf({ method: 'G'.repeat(3 + odd), path, query, user_agent: agent });
        assert.ok(summary.length <= 160);
        assert.match(summary, /^[^\p{Cc}\u2028-\u202e\u2066-\u2069]*$/u);
        assert.ok(summary.isWellFormed());
      }),
      { numRuns: 200 },
    );
  });
});

describe('a request that a page of another site can have made a browser send', () => {
  const cases: readonly (readonly [name: string, options: Partial<TestEvent>, forgeable: boolean])[] = [
    ['names such a page', { referer: 'https://evil.example/page' }, true],
    ['names such a page by its address', { referer: 'http://203.0.113.9' }, true],
    ['comes from a log without hosts', { referer: 'https://shop.example/', host: '' }, true],
    ['comes from a log without methods', { referer: 'https://evil.example/', method: '' }, true],
    [
      'names a page whose name only begins like ours',
      { referer: 'https://shop.example.evil.example/' },
      true,
    ],
    ['names a page of the same host', { referer: 'https://SHOP.example/cart?x=1' }, false],
    ['names no page', {}, false],
    ['names what is no page', { referer: 'android-app://com.example' }, false],
    ['is no GET', { referer: 'https://evil.example/', method: 'POST' }, false],
  ];
  for (const [name, options, forgeable] of cases) {
    it(`${forgeable ? 'is one that' : 'is none that'} ${name}`, () => {
      assert.equal(isForgeable(batchOf([event(options)]), 0), forgeable);
    });
  }
});
