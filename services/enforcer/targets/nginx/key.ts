/**
 * The keys under which nginx finds rules, as described in lua/weir/store.lua. They are made here, so that no Lua
 * has to read the text of an address; for what is more than an address lua/weir/lookup.lua makes the same key from
 * the request.
 *
 * A key has a kind, one letter that says what it is made of (capital: for clients that are let through):
 * i address, p prefix, h host and address, u agent and address, l host and path (location), n path on any host, g agent.
 *
 * Those from h on have a digest: of the text, and with a zero byte between of the second part. It is MD5, which nginx has
 * in every build and computes in a tenth of the time of a look-up; two texts of one digest can be made, but by
 * nobody for the text of somebody else.
 */
import { hash } from 'node:crypto';
import { addressOf, isIPv4 } from '#libs/domain/address.ts';
import { foldHost, type RuleScope } from '#libs/domain/scope.ts';
import { prefixOfRule } from '../prefix-of-rule.ts';

/** Both are cut in the log formats of the snippets: what is longer is known by its beginning. */
const AGENT_BYTES_MAX = 256;
const PATH_BYTES_MAX = 512;

const LET_THROUGH = 'ff';
const DIGEST = 'fe';
const ZERO = Buffer.alloc(1);
const IPV4_OFFSET = 96;
/** The host of a decision whose log does not tell it. */
const NO_HOST = '-';

/**
 * Kind and key in hexadecimal, such as `i 7f000001` or `P ff10c0a80000`: one for each meaning, whatever the text
 * of the value. Undefined when nginx can't enforce it.
 */
export function keyOf(scope: RuleScope, value: string, isAllow: boolean): string | undefined {
  const key = scope === 'ip' || scope === 'prefix' ? prefixKey(scope, value) : digestKey(scope, value);
  if (!key || !isAllow) return key;
  return `${key[0].toUpperCase()} ${LET_THROUGH}${key.slice(2)}`;
}

/** Kind and key of what nginx calls by the key alone; undefined when that is none. */
export function keyOfHex(hex: string): string | undefined {
  const bytes = hex.length / 2;
  if (bytes === 4 || bytes === 16) return `i ${hex}`;
  const isAllow = hex.startsWith(LET_THROUGH);
  const kind = kindOf(isAllow ? hex.slice(2) : hex);
  return kind && `${isAllow ? kind.toUpperCase() : kind} ${hex}`;
}

function kindOf(hex: string): string | undefined {
  switch (hex.length / 2) {
    case 4:
    case 16:
      return 'i';
    case 5:
    case 17:
      return 'p';
    case 18:
      return hex.startsWith(DIGEST) ? String.fromCharCode(Number.parseInt(hex.slice(2, 4), 16)) : undefined;
    default:
      return undefined;
  }
}

function prefixKey(scope: RuleScope, value: string): string | undefined {
  const prefix = prefixOfRule({ scope, value });
  if (!prefix) return undefined;
  const address = hexOf(prefix.address);
  if (prefix.bits === 128) return `i ${address}`;
  const bits = isIPv4(prefix.address) ? prefix.bits - IPV4_OFFSET : prefix.bits;
  return `p ${bits.toString(16).padStart(2, '0')}${address}`;
}

function digestKey(scope: Exclude<RuleScope, 'ip' | 'prefix'>, value: string): string | undefined {
  if (scope === 'agent') return digested('g', agentBytes(value));
  const space = value.indexOf(' ');
  const first = value.slice(0, space);
  const second = value.slice(space + 1);
  if (space <= 0 || second === '') return undefined;
  if (scope === 'host+path') {
    const path = beginning(second, PATH_BYTES_MAX);
    return first === NO_HOST ? digested('n', path) : digested('l', hostBytes(first), path);
  }
  const words = addressOf(first);
  if (!words) return undefined;
  const address = Buffer.from(hexOf(words), 'hex');
  return scope === 'ip+host'
    ? digested('h', hostBytes(second), address)
    : digested('u', agentBytes(second), address);
}

function digested(kind: string, first: Buffer, second?: Buffer): string {
  const parts = second ? Buffer.concat([first, ZERO, second]) : first;
  return `${kind} ${DIGEST}${kind.charCodeAt(0).toString(16)}${hash('md5', parts)}`;
}

/** As in nginx's $host: in lower case, without port and closing dot. */
function hostBytes(text: string): Buffer {
  return Buffer.from(foldHost(text).replace(/:\d*$/, '').replace(/\.$/, ''));
}

function agentBytes(text: string): Buffer {
  return beginning(text, AGENT_BYTES_MAX);
}

function beginning(text: string, bytesMax: number): Buffer {
  return Buffer.from(text).subarray(0, bytesMax);
}

/** The bytes of the address in network order, 4 or 16: a reset makes a hundred thousand of these at once. */
function hexOf(address: Uint32Array): string {
  if (isIPv4(address)) return hexWord(address[3]);
  return hexWord(address[0]) + hexWord(address[1]) + hexWord(address[2]) + hexWord(address[3]);
}

function hexWord(word: number): string {
  return word.toString(16).padStart(8, '0');
}
