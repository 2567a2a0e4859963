/** JSON lines of any kind: valid, half valid, and broken. */
import fc from 'fast-check';
import { type Random, seededRandom } from '#libs/clock/random.ts';
import type { JsonKeys } from '#services/collector/formats/json-keys.ts';
import { address, bytes, escapeJson, hex } from './nginx-lines.ts';

export const KEYS: JsonKeys = {
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
  request_bytes: 'length',
  request_time: 'took',
  waf_rule: 'rule',
  waf_severity: 'severity',
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
export const object = fc
  .tuple(
    fc.oneof(fc.constant('1795291087.978'), encoded(time)),
    fc.oneof(fc.constant('"203.0.113.9"'), encoded(address)),
    fc.array(member, { maxLength: 8 }),
    fc.integer({ min: 0, max: 8 }),
  )
  .map(([t, ip, members, place]) => {
    return `{${members.toSpliced(place, 0, `"time":${t}`, `"ip":${ip}`).join(',')}}`;
  });

/** Changes a few bytes of a line of any format: this is what half-written, mixed-up and forged lines look like. */
export function mutate(line: Buffer, random: Random): Buffer {
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
