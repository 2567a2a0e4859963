/** How many clients a shard has seen lately: those with an open session, each once, whatever agents they use. */
import { ADDRESS_WORDS } from '../domain/address.ts';
import type { SeededHash } from '../domain/hash.ts';
import { HyperLogLog } from '../sketch/hyper-log-log.ts';
import type { SessionTable } from './session-table.ts';

/** A client that has sent nothing for so long is not counted, ms of event time. */
const ACTIVE_MS = 60_000;
/** They are counted again when event time has moved on by so much: all sessions are looked through for it. */
const COUNT_EVERY_MS = 3000;
/** 4,096 registers: within 1.6 % for most counts, and nearly exact for small ones. */
const PRECISION = 12;
/** A client with fewer requests is neither. */
const REQUESTS_MIN = 3;

/** Of the last minute of event time. */
export interface ClientCounts {
  readonly clients: number;
  /** Those of which a session has mostly been successful. */
  readonly successfulClients: number;
}

/** Whether these requests are mostly successful: answered with less than 400, as far as the client waited for it. */
export function isMostlySuccessful(requests: number, errors: number): boolean {
  return requests >= REQUESTS_MIN && 2 * errors < requests;
}

export class Clients {
  readonly #table: SessionTable;
  readonly #hash: SeededHash;
  readonly #sketch = new HyperLogLog(PRECISION);
  /** Of all, and of the successful ones. */
  readonly #registers = new Uint32Array(2 * this.#sketch.words);
  #counts: ClientCounts | undefined;
  #countedMs = Number.NEGATIVE_INFINITY;

  constructor(table: SessionTable, hash: SeededHash) {
    this.#table = table;
    this.#hash = hash;
  }

  /** @param nowMs newest event time, Unix ms; before the first event nothing is known */
  at(nowMs: number): ClientCounts | undefined {
    if (nowMs - this.#countedMs >= COUNT_EVERY_MS) {
      this.#countedMs = nowMs;
      this.#counts = this.#count(nowMs - ACTIVE_MS);
    }
    return this.#counts;
  }

  #count(sinceMs: number): ClientCounts {
    const table = this.#table;
    const { words } = this.#sketch;
    const registers = this.#registers.fill(0);
    const address = new Uint32Array(ADDRESS_WORDS);
    for (let row = 0; row < table.size; row++) {
      if (table.lastMs(row) < sinceMs) continue;
      table.readAddress(row, address);
      const print = this.#hash.words(address, 0, ADDRESS_WORDS);
      this.#sketch.add(registers, 0, print);
      if (isMostlySuccessful(table.requests(row), table.errors(row)))
        this.#sketch.add(registers, words, print);
    }
    return {
      clients: this.#sketch.estimate(registers, 0),
      successfulClients: this.#sketch.estimate(registers, words),
    };
  }
}
