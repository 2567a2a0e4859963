/** Formats under lines that somebody made up: they never throw, never grow, and never name anybody but who wrote them. */
import assert from 'node:assert/strict';
import { type Random, seededRandom } from '#libs/clock/random.ts';
import { addressOf, formatAddress } from '#libs/domain/address.ts';
import { parsePrefix } from '#libs/domain/prefix.ts';
import { EventRow } from '#libs/wire/row.ts';
import { openFormat } from '#services/collector/formats/auto.ts';
import type { Format } from '#services/collector/formats/format.ts';
import { hostile, OWN, WRITERS } from './hostile-lines.ts';
import { mutate } from './json-lines.ts';

const own = addressOf(OWN) ?? new Uint32Array(4);
/** Nobody who writes a log is in front of the servers here: a list of proxies must not make X-Forwarded-For count. */
const trustedProxies = [parsePrefix('192.0.2.0/24')].filter((prefix) => prefix !== undefined);
/** Of lines that are kept, to go on mutating. */
const POOL = 256;

interface Fuzzed {
  readonly lines: number;
  readonly events: number;
}

/** Reads `lines` lines, the same for each seed, by all formats in turn. @throws AssertionError with the line. */
export function fuzzFormats(lines: number, seed: number): Fuzzed {
  const random = seededRandom(seed);
  const targets = Object.entries(WRITERS).map(([format, write]) => new Target(format, write, random));
  for (let i = 0; i < lines; i++) targets[i % targets.length].next();
  for (const target of targets)
    assert.ok(target.forgeries > 0, `${target.name} has read nothing of a client`);
  return { lines, events: targets.reduce((sum, { events }) => sum + events, 0) };
}

class Target {
  readonly name: string;
  events = 0;
  /** Events of lines that are as a server writes them. */
  forgeries = 0;
  readonly #format: Format;
  readonly #auto = openFormat({ format: 'auto' }, { trustedProxies });
  readonly #write: (typeof WRITERS)[string];
  readonly #random: Random;
  readonly #row = new EventRow();
  readonly #pool: Buffer[] = [];
  #turn = 0;

  constructor(name: string, write: (typeof WRITERS)[string], random: Random) {
    this.name = name;
    this.#format = openFormat({ format: name }, { trustedProxies });
    this.#write = write;
    this.#random = random;
  }

  next(): void {
    const turn = this.#turn++;
    if (turn < POOL || turn % 8 === 0) {
      const line = Buffer.from(this.#write(hostile(this.#random)), 'latin1');
      this.#pool[turn % POOL] = line;
      this.#readOwn(line);
    } else {
      const at = Math.floor(this.#random.next() * this.#pool.length);
      const line = mutate(this.#pool[at], this.#random);
      this.#check(this.#format, line);
      this.#check(this.#format, line, Math.floor(this.#random.next() * line.length));
      if (turn % 4 === 0) this.#check(this.#auto, line);
    }
  }

  /** A line of a server, which tells of nobody but who sent the request; a line feed in it would make it two. */
  #readOwn(line: Buffer): void {
    const parts: Buffer[] = [];
    for (let from = 0; from <= line.length; ) {
      const end = line.indexOf(0x0a, from);
      parts.push(line.subarray(from, end < 0 ? line.length : end));
      from = end < 0 ? line.length + 1 : end + 1;
    }
    for (const part of parts) {
      if (this.#check(this.#format, part)) {
        this.forgeries++;
        this.#requireOwn(part);
      }
      const cut = Math.floor(this.#random.next() * part.length);
      if (this.#check(this.#format, part, cut)) this.#requireOwn(part.subarray(0, cut));
    }
  }

  #requireOwn(line: Buffer): void {
    for (let word = 0; word < own.length; word++) {
      if (this.#row.address[word] === own[word]) continue;
      assert.fail(`${this.name} names ${formatAddress(this.#row.address)}: ${line.toString('latin1')}`);
    }
  }

  /**
   * Whether the line is an event, which it may be or not: but it has sound values, and texts of bytes that there are.
   * @param cut after how many bytes the line is cut; undefined for a whole one
   */
  #check(format: Format, line: Buffer, cut?: number): boolean {
    const row = this.#row;
    let reason: string;
    try {
      reason =
        cut === undefined ? format.parse(line, 0, line.length, row) : format.parseCut(line, 0, cut, row);
    } catch (error) {
      throw new Error(`${this.name} fails at ${line.toString('latin1')}`, { cause: error });
    }
    if (reason !== '') return false;
    this.events++;
    const isSound =
      Number.isFinite(row.timeMs) &&
      row.status >= 0 &&
      row.status <= 999 &&
      row.bytesSent >= 0 &&
      row.wafSeverity <= 7;
    for (let text = 0; text < row.buffers.length; text++) {
      const [start, end] = [row.starts[text], row.ends[text]];
      if (isSound && start >= 0 && end >= start && end <= Math.max(row.buffers[text].length, start)) continue;
      assert.fail(`${this.name} makes no sound event of ${line.toString('latin1')}`);
    }
    return true;
  }
}
