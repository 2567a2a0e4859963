/** The JSON format once more, slow and built on JSON.parse: what the fast one must agree with, line by line. */
import { addressOf, formatAddress } from '#libs/domain/address.ts';
import type { LineField } from '#services/collector/formats/fields.ts';
import type { JsonKeys } from '#services/collector/formats/json-keys.ts';
import { DEPTH_MAX } from '#services/collector/formats/json-syntax.ts';
import type { Event } from './events.ts';

// JSON.parse takes characters, so a raw byte is marked by one private character before it, a number, whose digits
// count, by another; where the line escapes one of these itself, it is marked too.
const BYTE = '\ue000';
const NUMBER = '\ue001';
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\s*:)/gs;
const CHARACTERS = /[\x80-\xff]|\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\./gs;

export function referenceEvent(line: Buffer, keys: JsonKeys): Event {
  const object = parseObject(line);
  if (!object) return { malformed: 'not JSON' };
  const field = (name: LineField): string => {
    const key = keys[name];
    const value = key === undefined ? undefined : valueAt(object, key);
    return typeof value === 'string' ? bytesOf(value) : '';
  };
  const orNone = (name: LineField): string => (field(name) === '-' ? '' : field(name));
  // -1 is none, and a plus says that there may have been more.
  const number = (name: LineField): string =>
    ['', '-1'].includes(orNone(name)) ? '0' : orNone(name).replace(/^\+/, '');
  const time = timeOf(field('time'));
  if (time === undefined) return { malformed: 'no time' };
  const address = addressOf(field('client.ip')) ?? peerOf(field('client.ip'));
  if (!address) return { malformed: 'no address' };
  const status = scaled(number('status'), 0);
  if (status === undefined || status > 999) return { malformed: 'no status' };
  const bytes = scaled(number('bytes_sent'), 0);
  if (bytes === undefined) return { malformed: 'no size' };
  const request = requestOf(orNone);
  const event: Event = { time: new Date(time).toISOString(), ip: formatAddress(address) };
  const texts = { ...request, user_agent: orNone('user_agent'), referer: orNone('referer') };
  const ids = { user: orNone('user'), request_id: orNone('request_id'), waf_rule: orNone('waf_rule') };
  const requestBytes = scaled(number('request_bytes'), 0) ?? 0;
  const wafSeverity = Math.min(7, scaled(number('waf_severity'), 0) ?? 0);
  const all = { ...texts, ...ids, status, bytes, requestBytes, wafSeverity };
  const requestUs = Math.min(2 ** 32 - 1, scaled(number('request_time'), 6) ?? 0);
  const refused = /^[0-9a-hjkmnp-tv-z]{10}$/.test(field('refused'));
  const waf = ids.waf_rule !== '';
  for (const [name, value] of Object.entries({ ...all, requestUs, refused, waf }))
    if (value) event[name] = value;
  return event;
}

/** Of a key, or of the keys that lead into objects to it, and of the first element where that is meant. */
function valueAt(object: Record<string, unknown>, path: string): unknown {
  if (Object.hasOwn(object, path)) return object[path];
  let value: unknown = object;
  for (const name of path.replace(/\[0\]$/, '').split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
  }
  return path.endsWith('[0]') && Array.isArray(value) ? value[0] : value;
}

/** The address of a connection, with its port or brackets. */
function peerOf(text: string): Uint32Array | undefined {
  const [, v4, v6, port] = /^(?:([\d.]+)(?=:)|\[(.*)\])(?::(\d{1,15}))?$/s.exec(text) ?? [];
  return Number(port ?? 0) > 65_535 ? undefined : addressOf(v4 ?? v6 ?? '');
}

function parseObject(line: Buffer): Record<string, unknown> | undefined {
  const text = line.toString('latin1').replace(TOKENS, (token) => {
    if (!token.startsWith('"')) return `"${NUMBER}${token}"`;
    return token.replace(CHARACTERS, (character) => {
      if (/^\\u(e000|e001)$/i.test(character)) return `${BYTE}${character}`;
      if (/^\\x[0-7]./.test(character)) return `\\u00${character.slice(2)}`;
      if (/^\\x[89a-fA-F]./.test(character)) return `${BYTE}\\u00${character.slice(2)}`;
      return character.startsWith('\\') ? character : `${BYTE}${character}`;
    });
  });
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    return depthOf(value) <= DEPTH_MAX + 1 ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

/** The bytes of a parsed string, as Latin-1. */
function bytesOf(value: string): string {
  let bytes = '';
  const characters = [...(value.startsWith(NUMBER) ? value.slice(1) : value)];
  for (let i = 0; i < characters.length; i++) {
    if (characters[i] !== BYTE) bytes += utf8(characters[i]);
    else if (characters[++i] > '\xff') bytes += utf8(characters[i]);
    else bytes += characters[i];
  }
  return bytes;
}

function utf8(character: string): string {
  return Buffer.from(character).toString('latin1');
}

/** A decimal number times 10 to the power of `places`, rounded down. */
function scaled(text: string, places: number): number | undefined {
  const plain = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (plain) {
    const value = BigInt(plain[1] + (plain[2] ?? '').padEnd(places, '0').slice(0, places));
    return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : undefined;
  }
  if (text.length > 32 || !/^\d+(\.\d+)?[eE][+-]?\d+$/.test(text)) return undefined;
  const value = Math.floor(Number(text) * 10 ** places + 1e-4);
  return value <= Number.MAX_SAFE_INTEGER ? value : undefined;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:[.,](\d+))? ?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)$/;
// Without a zone they are of UTC, unless a source says otherwise.
const WALL = /^(\d\d)\/(\w{3})\/(\d{4}):(\d\d):(\d\d):(\d\d)(?:\.(\d*))?$/;
const ASCTIME = /^.{3} (\w{3}) ( \d|\d\d) (\d\d):(\d\d):(\d\d) (\d{4})$/s;
const LOCAL = /^(\d\d)\/(\w{3})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/;

function timeOf(text: string): number | undefined {
  const iso = ISO.exec(text);
  if (iso) {
    const [, year, month, day, hour, minute, second, fraction, sign, hours, minutes] = iso;
    const ms = Number((fraction ?? '').padEnd(3, '0').slice(0, 3));
    return date([year, month, day, hour, minute, second], ms, sign, hours, minutes);
  }
  const local = LOCAL.exec(text);
  if (local) {
    const [, day, name, year, hour, minute, second, sign, hours, minutes] = local;
    const month = String(MONTHS.indexOf(name) + 1);
    return date([year, month, day, hour, minute, second], 0, sign, hours, minutes);
  }
  const wall = text.length === 26 ? null : WALL.exec(text);
  if (wall) {
    const [, day, name, year, hour, minute, second, fraction] = wall;
    const ms = Number((fraction ?? '').padEnd(3, '0').slice(0, 3));
    return date([year, String(MONTHS.indexOf(name) + 1), day, hour, minute, second], ms);
  }
  const asctime = ASCTIME.exec(text);
  if (asctime) {
    const [, name, day, hour, minute, second, year] = asctime;
    return date([year, String(MONTHS.indexOf(name) + 1), day.trim(), hour, minute, second], 0);
  }
  const digits = /^\d*/.exec(text)?.[0].length ?? 0;
  if (digits > 11 && digits <= 20 && /^\d+(\.\d+)?$/.test(text)) {
    return Number(text.slice(0, digits - (digits > 17 ? 6 : digits > 14 ? 3 : 0)));
  }
  const ms = scaled(text, 3);
  if (ms === undefined) return undefined;
  return ms < 1e14 ? ms : Math.floor(ms / (ms < 1e17 ? 1e3 : 1e6));
}

function date(parts: string[], ms: number, sign = '+', hours = '0', minutes = '0'): number | undefined {
  const [year, month, day, hour, minute, second] = parts.map(Number);
  const start = new Date(Date.UTC(year, month - 1, day));
  if (year < 1970 || start.getUTCMonth() !== month - 1 || start.getUTCDate() !== day) return undefined;
  if (hour > 23 || minute > 59 || second > 60 || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  const zone = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  return start.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 + ms - zone;
}

function requestOf(field: (name: LineField) => string): Event {
  const line = field('request') || (field('uri') || field('path') ? '' : field('raw'));
  const uri = field('uri') || field('path');
  const parts: Event = line || !uri ? partsOf(line) : {};
  if (uri) Object.assign(parts, targetOf(uri), { notHttp: false });
  for (const name of ['host', 'method', 'protocol', 'query'] as const) {
    if (field(name)) parts[name] = field(name);
  }
  return parts;
}

function partsOf(line: string): Event {
  const [, method, target, protocol] =
    /^([A-Za-z_-]{1,32}) +([^ ](?:.*[^ ])?) +(HTTP\/[^ ]*)$/s.exec(line) ??
    /^([A-Za-z_-]{1,32}) +(\/.*)()$/s.exec(line) ??
    [];
  if (!method) return { path: line, notHttp: true };
  if (method === 'CONNECT') return { method, path: target, protocol };
  return { method, protocol, ...targetOf(target) };
}

function targetOf(target: string): Event {
  const absolute = /^([A-Za-z_-]+):\/\/([^/?]*)(.*)$/s.exec(target);
  const [, path, query] = /^([^?]*)(?:\?(.*))?$/s.exec(absolute ? absolute[3] : target) ?? [];
  const rest: Event = query ? { query } : {};
  if (!absolute) return { path, ...rest };
  const host = absolute[2].slice(absolute[2].lastIndexOf('@') + 1);
  return { host: /^(.*?):[^:[\]]*$/s.exec(host)?.[1] ?? host, path: path || '/', ...rest };
}
