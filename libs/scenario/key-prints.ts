/**
 * The keys of a batch's rows as 64 bits of seeded hash each, which stand for them in tables. Scenarios of a shard that count
 * by the same fields share them: each is computed once.
 */
import type { SeededHash } from '../domain/hash.ts';
import type { SessionNumber } from '../domain/session.ts';
import { KeyReader } from '../match/key.ts';
import type { Batch } from '../wire/batch.ts';
import { isAboutSessions, type Scenario } from './scenario.ts';

export const CLOSED = 'session.closed' satisfies SessionNumber;
const PRINT_WORDS = 2;

export class KeyPrints {
  readonly #keys: KeyReader;
  readonly #hash: SeededHash;
  readonly #isAboutSessions: boolean;
  readonly #key: Uint32Array;
  #batch: Batch | undefined;
  /** Two words a row of the batch. */
  #prints = new Uint32Array(0);
  /** Of each row the number of the last batch in which it was known. */
  #known = new Uint32Array(0);
  #number = 0;

  constructor(scenario: Scenario, hash: SeededHash) {
    this.#keys = new KeyReader(scenario.key, hash);
    this.#hash = hash;
    this.#isAboutSessions = isAboutSessions(scenario);
    this.#key = new Uint32Array(this.#keys.words + (this.#isAboutSessions ? 1 : 0));
  }

  /** One of the two words for the key of row `at`. */
  word(batch: Batch, at: number, word: 0 | 1): number {
    if (batch !== this.#batch) this.#turnTo(batch);
    if (this.#known[at] !== this.#number) this.#take(batch, at);
    return this.#prints[PRINT_WORDS * at + word];
  }

  #turnTo(batch: Batch): void {
    this.#batch = batch;
    this.#number++;
    if (this.#known.length >= batch.rows) return;
    this.#known = new Uint32Array(batch.rows);
    this.#prints = new Uint32Array(PRINT_WORDS * batch.rows);
  }

  #take(batch: Batch, at: number): void {
    const key = this.#key;
    this.#keys.read(batch, at, key);
    // The ends of sessions are counted apart: they are told long after, between which requests depends on batches.
    if (this.#isAboutSessions) key[this.#keys.words] = batch.session?.numbers[CLOSED][at] ?? 0;
    this.#hash.words64(key, 0, key.length, this.#prints, PRINT_WORDS * at);
    this.#known[at] = this.#number;
  }
}

/** One for each combination of fields. */
export class SharedPrints {
  readonly hash: SeededHash;
  readonly #prints = new Map<string, KeyPrints>();

  constructor(hash: SeededHash) {
    this.hash = hash;
  }

  of(scenario: Scenario): KeyPrints {
    const name = [isAboutSessions(scenario), ...scenario.key].join(' ');
    const prints = this.#prints.get(name) ?? new KeyPrints(scenario, this.hash);
    this.#prints.set(name, prints);
    return prints;
  }
}
