/** Lines that are longer than the limit: what is read of them is of who sent the request, wherever the cut falls. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '#libs/clock/random.ts';
import { parsePrefix } from '#libs/domain/prefix.ts';
import { openFormat } from '#services/collector/formats/auto.ts';
import { type Format, LINE_BYTES_MAX } from '#services/collector/formats/format.ts';
import { cutEventOf, type Event, eventOf } from '../support/events.ts';
import { hostile, OWN, WRITERS } from '../support/hostile-lines.ts';
import { hex } from '../support/nginx-lines.ts';

const LINES = 60;
/** Of these the cut leaves a beginning; of all others all or nothing. */
const TEXTS = ['path', 'query', 'user_agent', 'referer'];
/** What the end of a line tells: without it, it is not known. */
const SWITCHES = ['refused', 'waf', 'notHttp', 'wafSeverity'];

const TIME = '21/Nov/2026:19:58:07 +0000';
const OPEN_AGENT = '$msec $status $remote_addr "$request" $http_user_agent $bytes_sent';
const LISTS =
  '$remote_addr:$remote_port "$http_x_forwarded_for" [$time_local] $upstream_addr $upstream_status "$request" $host';
const ALL: typeof WRITERS = {
  ...WRITERS,
  [OPEN_AGENT]: (of) =>
    `1795291087.978 404 ${OWN} "${escaped(`${of.method} ${of.uri} HTTP/1.1`)}" ${escaped(of.agent)} 153`,
  [LISTS]: (of) =>
    `${OWN}:5000 "${escaped(`${of.forwarded}, 192.0.2.7`)}" [${TIME}] 10.0.0.1:80, 10.0.0.2:80 : 10.0.0.3:80 502, 502 : 404 ` +
    `"${escaped(`${of.method} ${of.uri} HTTP/1.1`)}" a.example`,
};
/** In these only the end of the line tells where the agent ends. */
const MIXED = ['traefik-clf', OPEN_AGENT];

/** As nginx does it. */
function escaped(text: string): string {
  return text.replace(/["\\\p{Cc}\x80-\xff]/gu, (character) => `\\x${hex(character, 2)}`);
}

/** @throws AssertionError when the event of a cut line says anything that the whole line does not */
function assertPart(cut: Event, whole: Event, of: string): void {
  for (const [field, value] of Object.entries(cut)) {
    if (SWITCHES.includes(field) || value === whole[field]) continue;
    assert.ok(TEXTS.includes(field), `${of}: ${field} is ${value} instead of ${whole[field]}`);
    const text = String(whole[field] ?? '');
    const isMixed = MIXED.some((format) => of.startsWith(format)) && String(value).startsWith(text);
    assert.ok(
      isMixed || text.startsWith(String(value)),
      `${of}: ${field} is ${JSON.stringify(value)} instead of ${JSON.stringify(text)}`,
    );
  }
}

function opened(format: string, proxies: readonly string[] = []): Format {
  const trustedProxies = proxies.map((text) => parsePrefix(text)).filter((prefix) => prefix !== undefined);
  return openFormat({ format }, { trustedProxies });
}

describe('a line that is cut', () => {
  for (const [format, write] of Object.entries(ALL)) {
    it(`as ${format} writes it, tells of what stands before the cut and nothing else`, () => {
      const random = seededRandom(17);
      let events = 0;
      for (let i = 0; i < LINES; i++) {
        const line = Buffer.from(write({ ...hostile(random), method: 'GET' }).replaceAll('\n', ''), 'latin1');
        for (const proxies of [[], [`${OWN}/32`]]) {
          const reader = opened(format, proxies);
          const whole = eventOf(reader, line);
          for (let bytes = 0; bytes < line.length; bytes += line.length > 2000 ? 7 : 1) {
            const cut = cutEventOf(reader, line, bytes);
            if (cut.malformed !== undefined) continue;
            events++;
            const of = `${format}, ${bytes} bytes of ${line.toString('latin1')}`;
            assert.notEqual(cut.time, undefined, of);
            if (whole.malformed === undefined) assertPart(cut, whole, of);
            else if (proxies.length === 0) assert.equal(cut.ip, OWN, of);
          }
        }
      }
      assert.ok(events > 1000, `only ${events} events`);
    });

    it(`as ${format} writes it, is an event of who sent it if its texts have filled it up`, () => {
      const storm = '\xff'.repeat(20_000);
      const of = {
        ...hostile(seededRandom(1)),
        method: 'GET',
        uri: `/${storm}`,
        agent: storm,
        referer: storm,
      };
      const line = Buffer.from(write({ ...of, user: 'a', forwarded: 'x' }), 'latin1');
      const reader = opened(format);
      const whole = eventOf(reader, line);
      const cut = cutEventOf(reader, line, LINE_BYTES_MAX > line.length ? line.length - 50 : LINE_BYTES_MAX);
      assert.deepEqual([cut.ip, cut.time], [OWN, whole.time]);
      assertPart(cut, whole, format);
    });
  }
});
