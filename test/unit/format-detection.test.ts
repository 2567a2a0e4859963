/** Which format a log has, and that no line upsets any of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EventRow } from '#libs/wire/row.ts';
import { detectFormat, openFormat } from '#services/collector/formats/auto.ts';
import { CombinedFormat } from '#services/collector/formats/combined.ts';
import { JsonFormat } from '#services/collector/formats/json.ts';
import { eventOf } from '../support/events.ts';
import { WEIR_KEYS } from '../support/weir-keys.ts';

const COMBINED = '203.0.113.9 - - [21/Nov/2026:19:58:07 +0000] "GET /a?b=1 HTTP/1.1" 404 153 "-" "curl/8.5"';
const weir = (changes: object) => ({ t: 1795291087.978, ip: '203.0.113.9', m: 'GET', u: '/a', ...changes });

describe('auto', () => {
  it('recognises formats by most of the first lines', () => {
    const lines = (...list: string[]) => Buffer.from(list.join('\n'));
    const jsonLine = JSON.stringify(weir({}));
    assert.deepEqual(detectFormat(lines('garbage', COMBINED, COMBINED, '')), { format: 'combined' });
    assert.deepEqual(detectFormat(lines(COMBINED)), { format: 'combined' });
    assert.deepEqual(detectFormat(lines('', jsonLine, jsonLine, COMBINED, jsonLine.slice(0, 9))), {
      format: 'json',
      keys: { time: 't', 'client.ip': 'ip', method: 'm', uri: 'u' },
    });
    assert.equal(detectFormat(lines(COMBINED, 'x', 'y', 'z')), undefined);
    assert.equal(detectFormat(Buffer.alloc(0)), undefined);
    assert.equal(detectFormat(Buffer.alloc(100_000, 0xff)), undefined);
  });

  it('finds keys by the names that are in use', () => {
    const keys = (object: object) => {
      const spec = detectFormat(Buffer.from(`${JSON.stringify(object)}\n`));
      return spec?.keys;
    };
    assert.deepEqual(
      keys({ $time_iso8601: '2026-11-21T19:58:07Z', '$remote-addr': '::1', 'Request.URI': '/' }),
      {
        time: '$time_iso8601',
        'client.ip': '$remote-addr',
        uri: 'Request.URI',
      },
    );
  });

  it('lets the first event decide, and keeps to it', () => {
    const format = openFormat({ format: 'auto' });
    const row = new EventRow();
    const parse = (line: string) => format.parse(Buffer.from(line), 0, line.length, row);
    assert.equal(parse('ning of a line that was cut'), 'no known format');
    assert.equal(parse('{"level":"info"}'), 'no known key for the time');
    assert.equal(parse('{"t":1,"ip":"nobody","u":"/"}'), 'no address');
    assert.equal(format.name, 'auto');
    assert.equal(format.fields, 0);
    assert.equal(parse(COMBINED), '');
    assert.equal(format.name, 'combined');
    assert.equal(parse(JSON.stringify(weir({}))), 'no address');
  });

  it('completes the keys that are given by those it knows', () => {
    const format = openFormat({ format: 'json', keys: { 'client.ip': 'who', user: 'ip' } });
    const event = eventOf(format, '{"t":1,"ip":"jane","who":"192.0.2.1","u":"/","s":"404"}');
    assert.deepEqual(event, {
      time: '1970-01-01T00:00:01.000Z',
      ip: '192.0.2.1',
      user: 'jane',
      path: '/',
      status: 404,
    });
    assert.equal(eventOf(openFormat({ format: 'json' }), COMBINED).malformed, 'not JSON');
  });
});

describe('every format', () => {
  const formats = () => [new CombinedFormat(), new JsonFormat(WEIR_KEYS), openFormat({ format: 'auto' })];

  it('stands lines of a megabyte', () => {
    const long = 1024 * 1024;
    const lines = [
      Buffer.alloc(long, 0),
      Buffer.alloc(long, '"\\'),
      Buffer.alloc(long, '{"'),
      Buffer.alloc(long, '['),
      Buffer.from(`{"a":${'['.repeat(long)}`),
      Buffer.from(COMBINED.replace('/a', `/${'\\x41'.repeat(long / 4)}`)),
      Buffer.from(JSON.stringify(weir({ u: `/${'\u0001'.repeat(long / 6)}` }))),
    ];
    for (const format of formats()) for (const line of lines) eventOf(format, line);
    assert.equal(String(eventOf(new CombinedFormat(), lines[5]).path).length, long / 4 + 1);
    assert.equal(String(eventOf(new JsonFormat(WEIR_KEYS), lines[6]).path).length, Math.floor(long / 6) + 1);
  });

  it('stands every beginning of a line', () => {
    const whole = [`${COMBINED} weir="0123456789"`, JSON.stringify(weir({ ua: 'é\\"\u0001', rt: 0.5 }))];
    for (const format of formats()) {
      for (const line of whole) {
        for (let length = 0; length < line.length; length++) eventOf(format, line.slice(0, length));
      }
    }
  });
});
