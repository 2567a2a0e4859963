/** What holds for formats whatever the line is. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Random, seededRandom } from '#libs/clock/random.ts';
import { addressOf, formatAddress } from '#libs/domain/address.ts';
import { AutoFormat } from '#services/collector/formats/auto.ts';
import { CombinedFormat } from '#services/collector/formats/combined.ts';
import { JsonFormat } from '#services/collector/formats/json.ts';
import { type JsonKeys, WEIR_KEYS } from '#services/collector/formats/json-keys.ts';
import { type Event, eventOf } from '../support/events.ts';
import { referenceEvent } from '../support/json-reference.ts';

const MUTATED_LINES = 20_000;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Bytes as Latin-1, each of the 256, and those that formats are made of more often. */
const bytes = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...Buffer.from(' "\\?-[]{}:,x2u/'))), {
    maxLength: 24,
  })
  .map((list) => Buffer.from(list).toString('latin1'));
/** What stands between blanks. */
const target = bytes.map((text) => text.replace(/^ +| +$/g, ''));
const address = fc.oneof(
  fc.ipV4(),
  fc.ipV6().map((text) => formatAddress(addressOf(text) ?? new Uint32Array(4))),
);

interface Request {
  readonly timeMs: number;
  readonly zoneMinutes: number;
  readonly ip: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly protocol: string;
  readonly status: number;
  readonly bytes: number;
  readonly requestUs: number;
  readonly agent: string;
  readonly referer: string;
  readonly user: string;
  readonly id: string;
  readonly decision: string;
}

const request: fc.Arbitrary<Request> = fc.record({
  timeMs: fc.integer({ min: 1e9, max: 4e12 }),
  zoneMinutes: fc.integer({ min: -840, max: 840 }),
  ip: address,
  method: fc.constantFrom('GET', 'POST', 'PROPFIND', 'M-SEARCH'),
  path: target.map((text) => `/${text.replaceAll('?', '')}`.replace(/ +$/, '')),
  query: target,
  protocol: fc.constantFrom('HTTP/1.0', 'HTTP/1.1', 'HTTP/2.0'),
  status: fc.integer({ min: 0, max: 999 }),
  bytes: fc.integer({ min: 0, max: 999_999_999_999_999 }),
  requestUs: fc.integer({ min: 0, max: 4e6 }).map((ms) => ms * 1000),
  agent: bytes,
  referer: bytes,
  user: bytes,
  id: bytes,
  decision: fc.constantFrom('', '0123456789', 'zyxwvtsrqp'),
});

const padded = (value: number, digits: number) => String(value).padStart(digits, '0');

function uriOf({ path, query }: Request): string {
  return query === '' ? path : `${path}?${query}`;
}

/** nginx's escape=default: quotes, backslashes, control characters and all from 0x7F up. */
function escapeDefault(text: string): string {
  return text.replace(/["\\\p{Cc}\x80-\xff]/gu, (character) => `\\x${hex(character, 2)}`);
}

function hex(character: string, digits: number): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(digits, '0');
}

/** nginx's escape=json: what JSON has to escape, and no more. */
function escapeJson(text: string): string {
  const named: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\b': '\\b', '\f': '\\f' };
  return text
    .replace(/["\\]/g, '\\$&')
    .replace(/(?![\x7f-\x9f])\p{Cc}/gu, (control) => named[control] ?? `\\u${hex(control, 4)}`);
}

function timeLocal({ timeMs, zoneMinutes }: Request): string {
  const local = new Date(timeMs + zoneMinutes * 60_000);
  const minutes = Math.abs(zoneMinutes);
  const zone = `${zoneMinutes < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60), 2)}${padded(minutes % 60, 2)}`;
  const date = `${padded(local.getUTCDate(), 2)}/${MONTHS[local.getUTCMonth()]}/${local.getUTCFullYear()}`;
  return `${date}:${local.toISOString().slice(11, 19)} ${zone}`;
}

function combinedLine(of: Request): string {
  const orDash = (text: string) => (text === '' ? '-' : escapeDefault(text));
  const line = `${of.method} ${escapeDefault(uriOf(of))} ${of.protocol}`;
  return (
    `${of.ip} - ${orDash(of.user)} [${timeLocal(of)}] "${line}" ${padded(of.status, 3)} ${of.bytes} ` +
    `"${orDash(of.referer)}" "${orDash(of.agent)}" "${orDash(of.id)}" weir="${of.decision}"`
  );
}

function weirLine(of: Request): string {
  const [u, ua, rf, id, us] = [uriOf(of), of.agent, of.referer, of.id, of.user].map(escapeJson);
  return (
    `{"v":1,"t":${(of.timeMs / 1000).toFixed(3)},"ip":"${of.ip}","pip":"${of.ip}","h":"a.example",` +
    `"m":"${of.method}","u":"${u}","p":"${of.protocol}","s":${padded(of.status, 3)},"b":${of.bytes},"rl":1,` +
    `"rt":${(of.requestUs / 1e6).toFixed(3)},"ut":"","ua":"${ua}","rf":"${rf}","id":"${id}","raw":"",` +
    `"xff":"","us":"${us}","weir":"${of.decision}"}`
  );
}

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
      { numRuns: 2000 },
    );
  });

  it('as JSON, every byte of it, and as from JSON.parse', () => {
    const format = new JsonFormat(WEIR_KEYS);
    fc.assert(
      fc.property(request, (of) => {
        const line = Buffer.from(weirLine(of), 'latin1');
        const more = { host: 'a.example', requestUs: of.requestUs, request_id: orEmpty(of.id) };
        assert.deepEqual(eventOf(format, line), expected(of, of.timeMs, more));
        assert.deepEqual(referenceEvent(line, WEIR_KEYS), expected(of, of.timeMs, more));
      }),
      { numRuns: 2000 },
    );
  });
});

const KEYS: JsonKeys = {
  time: 'time',
  'client.ip': 'ip',
  method: 'method',
  path: 'path',
  query: 'query',
  request: 'request',
  raw: 'raw',
  host: 'host',
  status: 'status',
  bytes_sent: 'size',
  request_time: 'took',
  user: 'user',
  refused: 'id',
};

const requestLine = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ' ',
        'GET',
        'CONNECT',
        '/',
        '?',
        'HTTP/1.1',
        'http://',
        '@',
        ':',
        '[::1]',
        'a.example',
        '-',
      ),
      bytes,
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
const time = fc.oneof(
  fc.constantFrom(
    '1795291087.978',
    '1795291087978999999',
    '2026-11-21T19:58:07.5+01:00',
    '21/Nov/2026:19:58:07 +0000',
  ),
  fc.stringMatching(/^[0-9.eE+-]{1,22}$/),
  fc.stringMatching(
    /^20[0-9]{2}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-5][0-9]:[0-6][0-9]([.,][0-9]{0,4})? ?[Z+-]?[0-9:]{0,5}$/,
  ),
  fc.stringMatching(
    /^[0-3][0-9]\/(Jan|Feb|Xyz)\/(19|20)[0-9]{2}:[0-2][0-9]:[0-5][0-9]:[0-6][0-9] [+-][0-9]{4}$/,
  ),
);
const number = fc.oneof(
  fc.stringMatching(/^(-?[0-9]{1,4}|[0-9]{1,20}(\.[0-9]{1,12})?([eE][+-]?[0-9]{1,2})?|-|)$/),
  fc.constantFrom('000', '0.001, 0.002', '200'),
);
const text = fc.oneof(bytes, requestLine, number, time, address, fc.constantFrom('0123456789', '-'));

/** A string as some encoder may write it: the same text has many forms. */
const encoded = (content: fc.Arbitrary<string>) =>
  fc.tuple(content, fc.integer()).map(([value, seed]) => {
    const random = seededRandom(seed);
    let out = '';
    for (const character of value) {
      const chance = random.next();
      if (chance < 0.05) out += `\\u${hex(character, 4)}`;
      else if (chance < 0.07) out += `\\x${hex(character, 2)}`;
      else if (chance < 0.08)
        out += ['\\ud83d\\udc80', '\\ud83d', '\\udc80', '\\ue000', '\\uE001'][character.charCodeAt(0) % 5];
      else out += escapeJson(character);
    }
    return `"${out}"`;
  });
const value = (content: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 8, arbitrary: encoded(content) },
    { weight: 3, arbitrary: number },
    {
      weight: 1,
      arbitrary: fc.constantFrom('null', 'true', 'false', '{}', '[]', '[1,{"ip":"::1"}]', '{"a":{"b":"}"}}'),
    },
  );
const CONTENT: Record<string, fc.Arbitrary<string>> = {
  time,
  ip: address,
  status: fc.oneof({ weight: 9, arbitrary: fc.stringMatching(/^[0-9]{3}$/) }, { weight: 1, arbitrary: text }),
  size: fc.oneof(
    { weight: 9, arbitrary: fc.stringMatching(/^[0-9]{1,16}$/) },
    { weight: 1, arbitrary: text },
  ),
};
const member = fc
  .tuple(
    fc.oneof(
      ...Object.values(KEYS).map((key) => fc.tuple(fc.constant(key), value(CONTENT[key] ?? text))),
      fc.tuple(fc.constantFrom('other', '__proto__', 'ti\\u006de', 'stat\\x75s', ''), value(text)),
    ),
    fc.constantFrom('', '', '', ' ', '\t \r'),
  )
  .map(([[key, of], blank]) => `${blank}"${key}"${blank}:${blank}${of}${blank}`);
/** Mostly with what an event needs, in any order, some keys twice. */
const object = fc
  .tuple(
    fc.oneof(fc.constant('1795291087.978'), encoded(time)),
    fc.oneof(fc.constant('"203.0.113.9"'), encoded(address)),
    fc.array(member, { maxLength: 8 }),
    fc.integer({ min: 0, max: 8 }),
  )
  .map(([t, ip, members, place]) => {
    return `{${members.toSpliced(place, 0, `"time":${t}`, `"ip":${ip}`).join(',')}}`;
  });

/** Changes a few bytes: this is what half-written, mixed-up and forged lines look like. */
function mutate(line: Buffer, random: Random): Buffer {
  const pieces = [
    '"',
    '\\',
    ' ',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '-',
    '\\"',
    '\\x2',
    '\\u00',
    '\0',
    '\xff',
    '8.8.8.8',
    '" "',
  ];
  const pick = (below: number) => Math.floor(random.next() * below);
  let result = line;
  for (let left = 1 + pick(3); left > 0; left--) {
    const at = pick(result.length + 1);
    const to = Math.min(result.length, at + pick(12));
    const piece = Buffer.from(pieces[pick(pieces.length)], 'latin1');
    const parts = [
      [result.subarray(0, at), Buffer.of(pick(256)), result.subarray(at + 1)],
      [result.subarray(0, at), piece, result.subarray(at)],
      [result.subarray(0, at), result.subarray(to)],
      [result.subarray(0, at)],
      [result.subarray(0, to), result.subarray(at)],
    ][pick(5)];
    result = Buffer.concat(parts);
  }
  return result;
}

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
      { numRuns: 4000 },
    );
    assert.ok(events > 1000, `only ${events} of the lines are events`);
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
    for (let i = 0; i < MUTATED_LINES; i++) {
      const line = mutate(Buffer.from(weirLine(lines[i % lines.length]), 'latin1'), random);
      assert.deepEqual(eventOf(format, line), referenceEvent(line, WEIR_KEYS), line.toString('latin1'));
    }
  });
});
