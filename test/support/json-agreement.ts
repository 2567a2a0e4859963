/** JSON lines, whole and mutated, read by the scanner that learns from line to line and by JSON.parse, which does not. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { seededRandom } from '#libs/clock/random.ts';
import { JsonFormat } from '#services/collector/formats/json.ts';
import type { JsonKeys } from '#services/collector/formats/json-keys.ts';
import { eventOf } from './events.ts';
import { hostile, WRITERS } from './hostile-lines.ts';
import { mutate } from './json-lines.ts';
import { referenceEvent } from './json-reference.ts';
import { request, weirLine } from './nginx-lines.ts';
import { WEIR_KEYS } from './weir-keys.ts';

const SAMPLES = 2000;
const AGAIN = ',"request":{"client_ip":"203.0.113.9","uri":"/twice"}}';
/** Into objects within objects, and into arrays. */
const NESTED_KEYS: JsonKeys = {
  time: 'ts',
  'client.ip': 'request.client_ip',
  host: 'request.host',
  method: 'request.method',
  uri: 'request.uri',
  status: 'status',
  bytes_sent: 'size',
  request_time: 'duration',
  user_agent: 'request.headers.User-Agent[0]',
  referer: 'request.headers.X-Forwarded-For',
};

/**
 * Compares `lines` lines, half of them with objects within the line. @returns how many were events.
 * @throws AssertionError with the first line of which the two make different events
 */
export function compareWithJsonParse(lines: number, seed: number): number {
  const random = seededRandom(seed);
  const flat = fc.sample(request, { numRuns: SAMPLES, seed }).map((of) => weirLine(of));
  const nested = Array.from({ length: SAMPLES }, (_, i) => {
    const line = WRITERS.caddy(hostile(random));
    // An object that comes twice, in many lines one after the other: of these only the last counts.
    return i % 100 < 25 ? line.replace(/\}$/, AGAIN) : line;
  });
  const kinds = [
    { keys: WEIR_KEYS, lines: flat },
    { keys: NESTED_KEYS, lines: nested },
  ].map(({ keys, lines: texts }) => ({
    keys,
    format: new JsonFormat(keys),
    lines: texts.map((text) => Buffer.from(text, 'latin1')),
  }));
  let events = 0;
  for (let i = 0; i < lines; i++) {
    const { keys, format, lines: whole } = kinds[i % kinds.length];
    const of = whole[i % whole.length];
    const line = i % 8 < 2 ? of : mutate(of, random);
    const event = eventOf(format, line);
    assert.deepEqual(event, referenceEvent(line, keys), line.toString('latin1'));
    if (!event.malformed) events++;
  }
  return events;
}
