/**
 * What exec and webhook have in common: every batch of changes is handed over as lines of JSON, and counts as applied when
 * the other side says so. What has expired is handed over as removed: whoever is told of it needs no clock.
 *
 * A line says what is to be done: `{"action":"put", ...}` with all of a rule, `{"action":"remove", ...}` with what it is
 * about. A batch that begins with `{"action":"reset"}` is all there is: whatever else is held goes. The last line,
 * `{"action":"end"}`, says how many came before it: without it an enforcer was killed amidst. Batches can come twice.
 */
import type { Clock, Timer } from '#libs/clock/clock.ts';
import { REMEDIATIONS } from '#libs/domain/decision.ts';
import { RULE_SCOPES } from '#libs/domain/scope.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { CallQueue } from './call-queue.ts';
import type { Applied, Change, Rule, Target, TargetStatus } from './target.ts';

const EXPIRE_MS = 1000;
/** Expired at once; the next follow a second later. */
const EXPIRED_MAX = 5000;
/** The end of time in JavaScript. */
const LATEST_MS = 8.64e15;

export interface BatchTargetOptions {
  readonly name: string;
  readonly clock: Clock;
  /** Rules held; more are not handed over. */
  readonly size: number;
  /** Hands a batch over. @throws when it was not taken: then it did not happen, and comes again. */
  readonly deliver: (batch: string) => Promise<void>;
}

export class BatchTarget implements Target {
  readonly name: string;
  readonly scopes = new Set(RULE_SCOPES);
  readonly remediations = new Set(REMEDIATIONS);
  readonly #options: BatchTargetOptions;
  readonly #clock: Clock;
  readonly #calls: CallQueue;
  readonly #timer: Timer;
  /** By key, what the other side has. */
  #rules = new Map<string, Rule>();
  #known = false;
  #refused = 0;
  #batches = 0;
  /** Why the last batch was not taken; empty when it was. */
  #trouble = '';
  #expiring = false;

  constructor(options: BatchTargetOptions) {
    this.#options = options;
    this.name = options.name;
    this.#clock = options.clock;
    this.#calls = new CallQueue(options.name);
    this.#timer = options.clock.every(EXPIRE_MS, () => void this.#expire());
  }

  /** @throws whatever `deliver` throws: then nothing has changed here. */
  reset(rules: readonly Rule[]): Promise<Applied> {
    return this.#calls.run(async () => {
      const changes = rules.map((rule): Change => ({ kind: 'put', rule }));
      const fresh = new Map<string, Rule>();
      const { taken, refused } = this.#taken(fresh, changes);
      await this.#deliver([{ action: 'reset' }, ...taken.map(lineOf)]);
      carryOut(fresh, taken);
      this.#rules = fresh;
      this.#known = true;
      this.#refused = refused;
      return this.#applied(refused);
    });
  }

  /** @throws whatever `deliver` throws: then nothing has changed here; WeirError `bug` before a reset. */
  apply(changes: readonly Change[]): Promise<Applied> {
    return this.#calls.run(async () => {
      if (!this.#known) throw new WeirError('bug', `${this.name} is given changes before all rules`);
      const { taken, refused } = this.#taken(this.#rules, changes);
      if (taken.length > 0) await this.#deliver(taken.map(lineOf));
      carryOut(this.#rules, taken);
      this.#refused += refused;
      return this.#applied(refused);
    });
  }

  status(): TargetStatus {
    const nowMs = this.#clock.now();
    let held = 0;
    for (const { untilMs } of this.#rules.values()) if (untilMs > nowMs) held++;
    const full = this.#refused > 0 ? `too many rules, ${this.#refused} not handed over` : '';
    return { held, instances: 1, alarm: [full, this.#trouble].filter((part) => part !== '').join('; ') };
  }

  numbers(): Readonly<Record<string, number>> {
    return {
      rules: this.#rules.size,
      rulesRefused: this.#refused,
      batches: this.#batches,
      callsWaiting: this.#calls.waiting,
    };
  }

  async close(): Promise<void> {
    this.#timer.cancel();
    await this.#calls.close();
  }

  #applied(refused: number): Applied {
    return { atMs: this.#clock.now(), instances: refused === 0 ? 1 : 0 };
  }

  async #deliver(lines: readonly object[]): Promise<void> {
    try {
      const whole = [...lines, { action: 'end', lines: lines.length }];
      await this.#options.deliver(whole.map((line) => `${JSON.stringify(line)}\n`).join(''));
      this.#batches++;
      this.#trouble = '';
    } catch (error) {
      this.#trouble = messageOf(error);
      throw error;
    }
  }

  /** Of changes to `rules` those for which there is room; what is over is removed. */
  #taken(rules: ReadonlyMap<string, Rule>, changes: readonly Change[]) {
    const nowMs = this.#clock.now();
    const fresh = new Set<string>();
    const taken: Change[] = [];
    let refused = 0;
    for (const change of changes) {
      const { key } = change.rule;
      if (change.kind === 'remove') taken.push(change);
      else if (change.rule.untilMs <= nowMs) taken.push({ kind: 'remove', rule: change.rule });
      else if (rules.has(key) || fresh.has(key) || rules.size + fresh.size < this.#options.size) {
        if (!rules.has(key)) fresh.add(key);
        taken.push(change);
      } else refused++;
    }
    return { taken, refused };
  }

  async #expire(): Promise<void> {
    const nowMs = this.#clock.now();
    if (this.#expiring || ![...this.#expired(nowMs, 1)].length) return;
    this.#expiring = true;
    try {
      await this.#calls.run(async () => {
        const expired = [...this.#expired(nowMs, EXPIRED_MAX)].map(
          (rule): Change => ({ kind: 'remove', rule }),
        );
        if (expired.length === 0) return;
        await this.#deliver(expired.map(lineOf));
        carryOut(this.#rules, expired);
      });
    } catch {
      // The alarm tells, and the next second tries again.
    } finally {
      this.#expiring = false;
    }
  }

  *#expired(nowMs: number, max: number): Iterable<Rule> {
    let count = 0;
    for (const rule of this.#rules.values()) {
      if (rule.untilMs > nowMs) continue;
      if (count++ === max) return;
      yield rule;
    }
  }
}

function carryOut(rules: Map<string, Rule>, changes: readonly Change[]): void {
  for (const change of changes) {
    if (change.kind === 'put') rules.set(change.rule.key, change.rule);
    else rules.delete(change.rule.key);
  }
}

function lineOf(change: Change): object {
  const { key, scope, value, remediation } = change.rule;
  const subject = { key, scope, value, remediation };
  if (change.kind === 'remove') return { action: 'remove', ...subject };
  const { statusCode, decisionId, untilMs } = change.rule;
  return { action: 'put', ...subject, statusCode, decisionId, untilMs: Math.min(LATEST_MS, untilMs) };
}
