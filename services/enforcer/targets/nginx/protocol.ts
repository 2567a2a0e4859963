/**
 * The language between nginx (lua/weir/link.lua) and the enforcer: lines, and frames with a payload.
 *
 *   nginx     HELLO <protocol> <boot> <generation> <pid> <session> <revision> <failed>
 *   enforcer  F <revision> <op> <bytes>, then so many bytes: the lines of entries (see entry.ts)
 *   nginx     A <revision> <stored> <failed> <free bytes> <numbers of the lines that failed, by commas>
 *             N <revision> <reason>
 *   enforcer  P, each half second
 *   nginx     L when other code has emptied its dictionaries: it needs everything
 *   nginx     H <decision id> <requests refused since it last told> <Unix ms of the latest>, of each with any, then
 *             P <bits set in the filter, %> <buckets that gave way> <refusals of no count>
 *
 * Ops: `delta` changes the active dictionary, after which nginx is at that revision; `begin` (payload: the session)
 * empties the idle dictionary, `fill` fills it, `commit` makes it the active one. `list` asks for a portion of what the
 * active dictionary holds (payload: `begin`, then nothing), which comes before the answer, a line for each rule:
 *
 *   nginx     E <hex key> <expires, Unix ms> <value as in lua/weir/store.lua, or - when it is none>
 *
 * There `stored` counts these lines, and `failed` the keys that are left to tell.
 */
export const PROTOCOL = 2;

export type Op = 'delta' | 'begin' | 'fill' | 'commit' | 'list';

export interface Hello {
  readonly protocol: number;
  /** One life of nginx: new after a restart, the same over reloads. */
  readonly boot: string;
  /** Grows each time another worker takes over. */
  readonly generation: number;
  readonly pid: number;
  /** `-` when it holds nothing of any session. */
  readonly session: string;
  readonly revision: number;
  /** Rules that found no room since the latest reset. */
  readonly failed: number;
}

export type Answer = Beat | Hit | Held | { readonly kind: 'loss' } | Refusal | Ack;

/** A frame was not carried out. */
export interface Refusal {
  readonly kind: 'refusal';
  readonly revision: number;
  readonly reason: string;
}

export interface Beat {
  readonly kind: 'heartbeat';
  /** Bits set in the filter of the active dictionary; it has FILTER_BITS. */
  readonly filterPercent: number;
  /** Clients whose buckets gave way to others', since nginx started. */
  readonly bucketsEvicted: number;
  /** Refused requests that were not counted for their decision, since nginx started. */
  readonly hitsUncounted: number;
}

/** Requests refused since nginx last told, by one decision. */
export interface Hit {
  readonly kind: 'hit';
  readonly id: string;
  readonly refused: number;
  readonly lastSeenMs: number;
}

/** A rule as nginx has it. */
export interface Held {
  readonly kind: 'held';
  /** In hexadecimal, without its kind. */
  readonly key: string;
  readonly untilMs: number;
  /** As in lua/weir/store.lua; `-` when Weir has not put it there. */
  readonly value: string;
}

export interface Ack {
  readonly kind: 'ack';
  readonly revision: number;
  readonly stored: number;
  readonly failed: number;
  /** Whole free pages of the dictionary. */
  readonly freeBytes: number;
  /** Which lines of the frame failed, from 0. */
  readonly failedLines: readonly number[];
}

/** An ack can name each line of the largest frame. */
export const LINE_BYTES_MAX = 4096;
export const HEARTBEAT = 'P\n';
/** Rules that one answer tells. */
export const LIST_MAX = 500;
/** Of each rule two are set; see lua/weir/filter.lua. */
export const FILTER_BITS = 2 ** 21;

const HELLO = /^HELLO (\d{1,4}) (\w{1,64}) (\d{1,15}) (\d{1,10}) (-|\w{1,64}) (\d{1,15}) (\d{1,15})$/;
const ACK = /^A (\d{1,15}) (\d{1,9}) (\d{1,9}) (\d{1,15}) ([\d,]*)$/;
const BEAT = /^P (\d{1,3}) (\d{1,15}) (\d{1,15})$/;
const HIT = /^H ([\w-]{1,64}) (\d{1,9}) (\d{1,15})$/;
const HELD = /^E ([\da-f]{2,40}) (\d{1,17}) ([a-z]\d{3}[\w-]{1,64}(?: \d{1,15} \d{1,15})?|-)$/;
const REFUSAL = /^N (\d{1,15}) (.*)$/;

export function frame(revision: number, op: Op, payload: string): string {
  return `F ${revision} ${op} ${payload.length}\n${payload}`;
}

/** Undefined when the line is no HELLO. */
export function parseHello(line: string): Hello | undefined {
  const match = HELLO.exec(line);
  if (!match) return undefined;
  const [, protocol, boot, generation, pid, session, revision, failed] = match;
  return {
    protocol: Number(protocol),
    boot,
    generation: Number(generation),
    pid: Number(pid),
    session,
    revision: Number(revision),
    failed: Number(failed),
  };
}

/** Undefined when the line is no answer. */
export function parseAnswer(line: string): Answer | undefined {
  const beat = BEAT.exec(line);
  if (beat) {
    const [filterPercent, bucketsEvicted, hitsUncounted] = beat.slice(1).map(Number);
    return { kind: 'heartbeat', filterPercent, bucketsEvicted, hitsUncounted };
  }
  if (line === 'L') return { kind: 'loss' };
  const held = HELD.exec(line);
  if (held) return { kind: 'held', key: held[1], untilMs: Number(held[2]), value: held[3] };
  const hit = HIT.exec(line);
  if (hit) return { kind: 'hit', id: hit[1], refused: Number(hit[2]), lastSeenMs: Number(hit[3]) };
  const ack = ACK.exec(line);
  if (ack) {
    const [, revision, stored, failed, freeBytes, numbers] = ack;
    const failedLines = numbers === '' ? [] : numbers.split(',').map((number) => Number(number) - 1);
    return {
      kind: 'ack',
      revision: Number(revision),
      stored: Number(stored),
      failed: Number(failed),
      freeBytes: Number(freeBytes),
      failedLines,
    };
  }
  const refusal = REFUSAL.exec(line);
  return refusal ? { kind: 'refusal', revision: Number(refusal[1]), reason: refusal[2] } : undefined;
}
