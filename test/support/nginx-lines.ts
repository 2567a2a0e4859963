/** Requests of any kind, and the lines that nginx logs of them. */
import fc from 'fast-check';
import { addressOf, formatAddress } from '#libs/domain/address.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Bytes as Latin-1, each of the 256, and those that formats are made of more often. */
export const bytes = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...Buffer.from(' "\\?-[]{}:,x2u/'))), {
    maxLength: 24,
  })
  .map((list) => Buffer.from(list).toString('latin1'));
/** What stands between blanks. */
const target = bytes.map((text) => text.replace(/^ +| +$/g, ''));
export const address = fc.oneof(
  fc.ipV4(),
  fc.ipV6().map((text) => formatAddress(addressOf(text) ?? new Uint32Array(4))),
);

export interface Request {
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

export const request: fc.Arbitrary<Request> = fc.record({
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

export function hex(character: string, digits: number): string {
  return character.charCodeAt(0).toString(16).toUpperCase().padStart(digits, '0');
}

/** nginx's escape=json: what JSON has to escape, and no more. */
export function escapeJson(text: string): string {
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

export function combinedLine(of: Request): string {
  const orDash = (text: string) => (text === '' ? '-' : escapeDefault(text));
  const line = `${of.method} ${escapeDefault(uriOf(of))} ${of.protocol}`;
  return (
    `${of.ip} - ${orDash(of.user)} [${timeLocal(of)}] "${line}" ${padded(of.status, 3)} ${of.bytes} ` +
    `"${orDash(of.referer)}" "${orDash(of.agent)}" "${orDash(of.id)}" weir="${of.decision}"`
  );
}

export function weirLine(of: Request): string {
  const [u, ua, rf, id, us] = [uriOf(of), of.agent, of.referer, of.id, of.user].map(escapeJson);
  return (
    `{"v":1,"t":${(of.timeMs / 1000).toFixed(3)},"ip":"${of.ip}","pip":"${of.ip}","h":"a.example",` +
    `"m":"${of.method}","u":"${u}","p":"${of.protocol}","s":${padded(of.status, 3)},"b":${of.bytes},"rl":1,` +
    `"rt":${(of.requestUs / 1e6).toFixed(3)},"ut":"","ua":"${ua}","rf":"${rf}","id":"${id}","raw":"",` +
    `"xff":"","us":"${us}","weir":"${of.decision}"}`
  );
}
