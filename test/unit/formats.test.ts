/** What the lines of fixtures can't show of combined and JSON. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fieldsOf } from '#libs/domain/event.ts';
import { parsePrefix } from '#libs/domain/prefix.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { detectFormat, openFormat } from '#services/collector/formats/auto.ts';
import { CombinedFormat } from '#services/collector/formats/combined.ts';
import { JsonFormat } from '#services/collector/formats/json.ts';
import type { JsonKeys } from '#services/collector/formats/json-keys.ts';
import { eventOf } from '../support/events.ts';
import { WEIR_KEYS } from '../support/weir-keys.ts';

const TIME = '[21/Nov/2026:19:58:07 +0000]';
const COMBINED = `203.0.113.9 - - ${TIME} "GET /a?b=1 HTTP/1.1" 404 153 "-" "curl/8.5"`;

function json(object: unknown, keys: JsonKeys = WEIR_KEYS) {
  return eventOf(new JsonFormat(keys), JSON.stringify(object));
}

const weir = (changes: object) => ({ t: 1795291087.978, ip: '203.0.113.9', m: 'GET', u: '/a', ...changes });

describe('combined', () => {
  it('gives the refused field once a mark was seen, and no host', () => {
    const format = new CombinedFormat();
    eventOf(format, COMBINED);
    assert.deepEqual(
      ['refused', 'host', 'query', 'user_agent'].map((field) =>
        fieldsOf(format.fields).includes(field as never),
      ),
      [false, false, true, true],
    );
    eventOf(format, `${COMBINED} "weir=0123456789"`);
    assert.ok(!fieldsOf(format.fields).includes('refused'));
    eventOf(format, `${COMBINED} weir=""`);
    assert.ok(fieldsOf(format.fields).includes('refused'));
  });

  it('takes no mark from what a client can write, wherever it is logged', () => {
    // What nginx makes of a quote: \x22, or \" with escape=json.
    for (const quote of ['\\x22', '\\"']) {
      const forged = [
        `weir="0123456789"`,
        `x" weir="0123456789"`,
        `" "-" weir="0123456789`,
        `weir=0123456789`,
      ];
      for (const text of forged.map((value) => value.replaceAll('"', quote))) {
        for (const line of [
          `203.0.113.9 - ${text} ${TIME} "GET / HTTP/1.1" 200 1 "-" "-"`,
          `203.0.113.9 - - ${TIME} "GET /${text} HTTP/1.1" 200 1 "-" "-"`,
          `203.0.113.9 - - ${TIME} "${text}" 400 1 "-" "-"`,
          `203.0.113.9 - - ${TIME} "GET / HTTP/1.1" 200 1 "${text}" "-"`,
          `203.0.113.9 - - ${TIME} "GET / HTTP/1.1" 200 1 "-" "${text}"`,
          `${COMBINED} "${text}"`,
          `${COMBINED} ${text}`,
        ]) {
          const event = eventOf(new CombinedFormat(), line);
          assert.equal(event.malformed, undefined, line);
          assert.equal(event.refused, undefined, line);
        }
      }
    }
  });

  it('reads a date again when the second, the day or the zone changes', () => {
    const format = new CombinedFormat();
    const times = ['21/Nov/2026:19:58:07 +0000', '21/Nov/2026:19:58:08 +0000', '21/Nov/2026:19:58:08 +0200'];
    const read = times.map((time) => eventOf(format, COMBINED.replace(TIME, `[${time}]`)).time);
    assert.deepEqual(read, [
      '2026-11-21T19:58:07.000Z',
      '2026-11-21T19:58:08.000Z',
      '2026-11-21T17:58:08.000Z',
    ]);
    assert.equal(eventOf(format, COMBINED.replace('58:07', '58:99')).malformed, 'no time');
    assert.equal(eventOf(format, COMBINED.replace('58:07', '58:99')).malformed, 'no time');
  });
});

describe('json', () => {
  it('reads what has no method and only strings without being told the keys', () => {
    const format = openFormat({ format: 'auto' });
    const line = { msec: '1.5', remote_addr: '::1', request_uri: '/', status: '200', body_bytes_sent: '0' };
    eventOf(format, JSON.stringify({ ...line, http_user_agent: 'x' }));
    assert.equal(format.name, 'json');
    assert.deepEqual(fieldsOf(format.fields), [
      'time',
      'client.ip',
      'path',
      'query',
      'status',
      'bytes_sent',
      'user_agent',
    ]);
  });

  it('reads every form of time', () => {
    const forms = [
      1795291087.978,
      '1795291087.978',
      '1795291087.9789',
      1795291087978,
      '1795291087978.5',
      '1795291087978999',
      '1795291087978000000',
      '1795291087978999999',
      '2026-11-21T19:58:07.978Z',
      '2026-11-21T20:58:07.978999+01:00',
      '2026-11-21 15:28:07,978 -0430',
      '2026-11-21t19:58:07.978z',
    ];
    for (const t of forms) assert.equal(json(weir({ t })).time, '2026-11-21T19:58:07.978Z', String(t));
    const whole = [
      1795291087,
      '2026-11-21T19:58:07+00:00',
      '2026-11-21T19:58:07+00',
      '21/Nov/2026:20:58:07 +0100',
    ];
    for (const t of whole) assert.equal(json(weir({ t })).time, '2026-11-21T19:58:07.000Z', String(t));
    assert.equal(json(weir({ t: '2028-02-29T00:00:00Z' })).time, '2028-02-29T00:00:00.000Z');
    const none = [
      '2026-11-21T19:58:07',
      '2026-11-21',
      '2026-02-29T00:00:00Z',
      '1795291087,5',
      '1.',
      '.5',
      '',
    ];
    none.push(
      '123456789012345678901',
      '1e3e3',
      '0x10',
      '2026-11-21T19:58:07.Z',
      '2026-11-21T19:58:07+1',
      '-5',
    );
    for (const t of none) assert.equal(json(weir({ t })).malformed, 'no time', t);
  });

  it('takes a request line for what has no keys of its own', () => {
    const keys: JsonKeys = { time: 't', 'client.ip': 'ip', request: 'r', uri: 'u', method: 'm' };
    const read = (changes: object) => {
      const { time, ip, ...event } = json({ t: 1, ip: '::1', ...changes }, keys);
      return event;
    };
    assert.deepEqual(read({ r: 'GET /a?b HTTP/1.1' }), {
      method: 'GET',
      path: '/a',
      query: 'b',
      protocol: 'HTTP/1.1',
    });
    assert.deepEqual(read({ r: 'GET /a?b HTTP/1.1', u: '/c', m: 'PUT' }), {
      method: 'PUT',
      path: '/c',
      query: 'b',
      protocol: 'HTTP/1.1',
    });
    assert.deepEqual(read({ r: '\u0016\u0003' }), { path: '\u0016\u0003', notHttp: true });
    assert.deepEqual(read({ u: 'http://a.example/b?c' }), { host: 'a.example', path: '/b', query: 'c' });
    assert.deepEqual(read({}), { notHttp: true });
  });

  it('walks X-Forwarded-For from the right, through trusted proxies only', () => {
    const trustedProxies = ['10.0.0.0/8', '2001:db8::/32'].map((text) => parsePrefix(text)!);
    const format = new JsonFormat(WEIR_KEYS, { trustedProxies });
    const client = (ip: string, xff: string) => eventOf(format, JSON.stringify(weir({ ip, xff }))).ip;
    assert.equal(client('203.0.113.9', '198.51.100.1'), '203.0.113.9');
    assert.equal(client('10.0.0.1', ''), '10.0.0.1');
    assert.equal(client('10.0.0.1', '-'), '10.0.0.1');
    assert.equal(client('10.0.0.1', '198.51.100.1'), '198.51.100.1');
    assert.equal(client('10.0.0.1', '192.0.2.66, 198.51.100.1'), '198.51.100.1');
    assert.equal(client('10.0.0.1', '192.0.2.66,198.51.100.1 , 10.9.9.9,\t2001:db8::5'), '198.51.100.1');
    assert.equal(client('10.0.0.1', '198.51.100.1, unknown'), '10.0.0.1');
    assert.equal(client('10.0.0.1', '198.51.100.1, 10.0.0.2:80, 10.0.0.3'), '10.0.0.3');
    assert.equal(client('10.0.0.1', '10.0.0.2, 10.0.0.3'), '10.0.0.2');
    assert.equal(client('10.0.0.1', '198.51.100.1,'), '10.0.0.1');
    assert.equal(client('::ffff:10.0.0.1', '::ffff:198.51.100.1'), '198.51.100.1');
    assert.equal(json(weir({ ip: '10.0.0.1', xff: '198.51.100.1' })).ip, '10.0.0.1');
  });

  it('learns the order of keys anew when it changes', () => {
    const format = new JsonFormat(WEIR_KEYS);
    const read = (line: string) => eventOf(format, line);
    const first = '{"t":1,"ip":"192.0.2.1","u":"/1","s":200}';
    const other = '{"s": 404, "u":"/2","x":{},"ip": "192.0.2.2","t":2}';
    for (const line of [first, other, first, first.replace('"s"', '"x"'), other]) {
      assert.deepEqual(read(line), eventOf(new JsonFormat(WEIR_KEYS), line), line);
    }
    const long = `{${Array.from({ length: 100 }, (_, i) => `"key${i}":${i}`)},"${'k'.repeat(300)}":1,${first.slice(1)}`;
    for (let round = 0; round < 2; round++) assert.equal(read(long).path, '/1');
  });

  it('says which key is missing and what keys there are', () => {
    assert.throws(
      () => new JsonFormat({ time: 't', uri: 'u' }),
      (error) => failsOn(error, 'client.ip'),
    );
    const lines = '{"when":1,"remote_addr":"::1","uri":"/"}\n'.repeat(3);
    assert.throws(
      () => detectFormat(Buffer.from(lines)),
      (error) => failsOn(error, 'time') && /among when, remote_addr, uri;/.test((error as Error).message),
    );
  });
});

function failsOn(error: unknown, field: string): boolean {
  return error instanceof WeirError && error.failure === 'config' && error.where.field === field;
}
