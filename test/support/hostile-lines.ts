/** What a client who knows how a server logs would send, and the lines that each server makes of it. */
import type { Random } from '#libs/clock/random.ts';
import { escapeJson, hex } from './nginx-lines.ts';

/** The client’s real address in every line, and the one that he wants to see banned. */
export const OWN = '203.0.113.77';
export const FORGED = '8.8.8.8';
export const MAIN =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent" ' +
  '"$http_x_forwarded_for"';

/** What is his to choose, as bytes in Latin-1. */
interface Hostile {
  readonly method: string;
  readonly uri: string;
  readonly agent: string;
  readonly referer: string;
  readonly user: string;
  readonly forwarded: string;
}

const TIME = '21/Nov/2026:19:58:07 +0000';
const BAIT = [
  `" 200 1 "-" "-"\n${FORGED} - - [${TIME}] "GET / HTTP/1.1" 404 1 "-" "-"`,
  ` - - [${TIME}] "GET / HTTP/1.1" 404 1 "-" "-`,
  `${FORGED} - - [${TIME}] "GET /x HTTP/1.1" 404 1 "-" "-" 1 "r" "s" 0ms`,
  `","ip":"${FORGED}","client_ip":"${FORGED}","ClientHost":"${FORGED}","ClientIP":"${FORGED}","x":"`,
  `"},"request":{"client_ip":"${FORGED}"},"transaction":{"client_ip":"${FORGED}"},"y":{"z":"`,
  `\\","ip":"${FORGED}`,
  `\\u0022,"ip":"${FORGED}"`,
  `${FORGED}, ${FORGED}`,
  `${FORGED}:1 [21/Nov/2026:12:48:57.127] in be/srv 1/0/0/3/4 404 1 - - ---- 0/0/0/0/0 0/0 "GET / HTTP/1.1"`,
  `2025-12-31T17:37:40.493035218+01:00 stdout F ${FORGED} - - [${TIME}] "GET / HTTP/1.1" 404 1 "-" "-"`,
  `Feb  6 12:14:14 localhost haproxy[1]: ${FORGED}:1 [21/Nov/2026:12:48:57.127]`,
  `2026/11/21 19:58:08 [error] 1#1: *1 access forbidden by rule, client: ${FORGED}, server: x`,
  '\xff'.repeat(300),
  '"'.repeat(40),
  '\\',
  '\\\\"',
  '#22',
  '\0\x01\x7f\x80',
  ' [',
  '] "',
  '-',
  '',
  ' ',
];

function textOf(random: Random): string {
  const pick = (below: number) => Math.floor(random.next() * below);
  let text = '';
  for (let parts = 1 + pick(3); parts > 0; parts--) {
    text += random.next() < 0.7 ? BAIT[pick(BAIT.length)] : String.fromCharCode(pick(256), 32 + pick(95));
  }
  return text;
}

export function hostile(random: Random): Hostile {
  const text = () => textOf(random);
  return {
    method: random.next() < 0.8 ? 'GET' : text(),
    uri: `/${text()}`,
    agent: text(),
    referer: text(),
    user: text(),
    forwarded: text(),
  };
}

const backslashX = (text: string) =>
  text.replace(/["\\\p{Cc}\x80-\xff]/gu, (character) => `\\x${hex(character, 2)}`);
const orDash = (text: string) => (text === '' ? '-' : text);
/** Apache’s. */
const named = (text: string) =>
  text
    .replace(/["\\]/g, '\\$&')
    .replace(/[\p{Cc}\x80-\xff]/gu, (character) =>
      character === '\n' ? '\\n' : `\\x${hex(character, 2).toLowerCase()}`,
    );
/** HAProxy’s. */
const hashed = (text: string) =>
  text.replace(/["#{|}\p{Cc}\x80-\xff]/gu, (character) => `#${hex(character, 2)}`);
/** Go’s and Envoy’s JSON: what is no UTF-8 is replaced. */
const json = (text: string) => JSON.stringify(text).slice(1, -1);

const common = (of: Hostile, escaped: (text: string) => string) =>
  `${OWN} - ${orDash(escaped(of.user))} [${TIME}] "${escaped(`${of.method} ${of.uri} HTTP/1.1`)}" 404 153 ` +
  `"${orDash(escaped(of.referer))}" "${orDash(escaped(of.agent))}"`;
/** No server takes blanks and line ends in these, nor Go a colon in a user or anything but words in a request. */
const noLine = (text: string) => text.replace(/[\r\n\0]/g, '');
const word = (text: string) => text.replace(/[\p{Cc} ]/gu, '');

/** By format, as `openFormat` takes it, what a server logs. */
export const WRITERS: Readonly<Record<string, (of: Hostile) => string>> = {
  combined: (of) => common(of, backslashX),
  apache: (of) => common(of, named),
  [MAIN]: (of) => `${common(of, backslashX)} "${orDash(backslashX(of.forwarded))}"`,
  'ingress-nginx': (of) =>
    `2025-12-31T17:37:40.493035218+01:00 stdout F ${common(of, backslashX)} 10 0.001 [a-b-80] [] 10.0.0.1:80 1 0.1 404 0123`,
  json: (of) =>
    `{"v":1,"t":1795291087.978,"ip":"${OWN}","h":"a.example","m":"${escapeJson(of.method)}","u":"${escapeJson(of.uri)}",` +
    `"s":404,"b":1,"ua":"${escapeJson(of.agent)}","rf":"${escapeJson(of.referer)}","xff":"${escapeJson(of.forwarded)}",` +
    `"us":"${escapeJson(of.user)}","weir":""}`,
  haproxy: (of) =>
    `Feb  6 12:14:14 localhost haproxy[14389]: ${OWN}:33317 [06/Feb/2026:12:14:14.655] in be/srv 1/0/0/3/4 404 1 - - ---- ` +
    `0/0/0/0/0 0/0 {${hashed(of.agent)}|${hashed(of.referer)}} "${hashed(`${of.method} ${of.uri} HTTP/1.1`)}"`,
  alb: (of) =>
    `https 2026-07-02T22:23:00.186641Z app/lb/1 ${OWN}:2817 10.0.0.1:80 0.086 0.048 0.037 404 404 34 366 ` +
    `"GET https://a.example:443${backslashX(of.uri)} HTTP/1.1" "${backslashX(of.agent)}" - - - "-" "-" "-" 0`,
  'traefik-clf': (of) =>
    `${OWN} - ${orDash(of.user.replaceAll(':', '').replaceAll('\n', ''))} [${TIME}] "GET ${word(of.uri)} HTTP/1.1" 404 19 ` +
    `"${noLine(of.referer)}" "${noLine(of.agent)}" 500 "router@docker" "http://172.17.0.3:80" 12ms`,
  traefik: (of) =>
    `{"ClientHost":"${OWN}","ClientUsername":"${json(of.user)}","DownstreamStatus":404,"Duration":1,"RequestHost":"a",` +
    `"RequestMethod":"${json(of.method)}","RequestPath":"${json(of.uri)}","StartUTC":"2026-11-21T19:58:07Z",` +
    `"request_User-Agent":"${json(of.agent)}","request_X-Forwarded-For":"${json(of.forwarded)}"}`,
  caddy: (of) =>
    `{"ts":1693840791.756,"request":{"remote_ip":"10.0.0.1","client_ip":"${OWN}","method":"${json(of.method)}","host":"a",` +
    `"uri":"${json(of.uri)}","headers":{"${json(of.referer)}":["${json(of.user)}"],"User-Agent":["${json(of.agent)}"],` +
    `"X-Forwarded-For":["${json(of.forwarded)}"]}},"duration":1,"size":0,"status":404}`,
  envoy: (of) =>
    `{"start_time":"2026-11-21T19:58:07.978Z","method":"${json(of.method)}","path":"${json(of.uri)}","response_code":404,` +
    `"downstream_remote_address":"${OWN}:59292","x_forwarded_for":"${json(of.forwarded)}","user_agent":"${json(of.agent)}"}`,
  cloudflare: (of) =>
    `{"ClientIP":"${OWN}","ClientRequestMethod":"${json(of.method)}","ClientRequestURI":"${json(of.uri)}",` +
    `"EdgeResponseStatus":404,"EdgeStartTimestamp":1795291087,"ClientRequestUserAgent":"${json(of.agent)}"}`,
  modsecurity: (of) =>
    `{"transaction":{"client_ip":"${OWN}","time_stamp":"Sat Nov 21 19:57:05 2026","unique_id":"1","request":{"method":` +
    `"GET","uri":"${json(of.uri)}","body":"${json(of.referer)}","headers":{"User-Agent":"${json(of.agent)}","${json(word(of.user))}":` +
    `"x"}},"response":{"http_code":403},"messages":[{"message":"${json(of.agent)}","details":{"ruleId":"942100","severity":"2",` +
    `"data":"${json(of.forwarded)}"}}]}}`,
};
