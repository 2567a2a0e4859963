/** Many entries that a person adds in one go, in chunks: which are new, and why others are not. */
import type { AuditLog } from '#libs/audit/audit-log.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { type Author, type Decision, isEnforced } from '#libs/domain/decision.ts';
import type { Subject } from '#libs/domain/scope.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { scopeNames } from '#libs/wire/enums.ts';
import type { weir } from '#proto';
import { liftCovered } from '../allowlist/amnesty.ts';
import { Coverage } from '../allowlist/coverage.ts';
import type { Exemptions } from '../allowlist/exemptions.ts';
import type { Asns } from '../asn/asns.ts';
import { inParallel } from '../ledger/in-parallel.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { authorOf, granted, type Wish, type WishMessage, wishOf } from './wish.ts';

const CHUNK_MAX = 1000;
/** Entries of a chunk that are written at the same time: more are no faster, and hold up what is decided meanwhile. */
const PARALLEL_MAX = 64;
const IMPORTS_MAX = 4;
/** Of one import in the audit: the others are counted only. */
const SUBJECTS_MAX = 1000;
/** Up to four bytes each, of a message of 1 MB. */
const SUBJECT_CHARACTERS_MAX = 200_000;

type Reply = weir.v1.ImportReply.$Properties;
type Outcome = 'added' | 'changed' | 'present' | 'ended';

const NONE: Readonly<Record<Outcome, number>> = { added: 0, changed: 0, present: 0, ended: 0 };

export interface ImportsOptions {
  readonly ledger: Ledger;
  readonly exemptions: Exemptions;
  readonly asns: Asns;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/** Runs the imports of this replica, so many at a time. */
export class Imports {
  readonly #options: ImportsOptions;
  #running = 0;

  constructor(options: ImportsOptions) {
    this.#options = options;
  }

  get running(): number {
    return this.#running;
  }

  /**
   * Answers a call: `begin`, then chunks.
   * @param token name of the caller's
   * @throws WeirError `invalid`, `full`, `unavailable`; what has been answered until then is done
   */
  async run(
    requests: AsyncIterable<weir.v1.ImportRequest>,
    send: (reply: Reply) => Promise<void>,
    token = '',
  ): Promise<void> {
    if (this.#running >= IMPORTS_MAX) throw new WeirError('full', `${IMPORTS_MAX} imports run already`);
    this.#running++;
    try {
      const messages = requests[Symbol.asyncIterator]();
      const first = await messages.next();
      const begin = first.done ? undefined : first.value.begin;
      if (!begin) throw new WeirError('invalid', 'an import begins with who wants it');
      const by = { ...authorOf({ author: begin.author ?? '', reason: begin.reason ?? '' }), token };
      await new Import(this.#options, by, begin.dryRun ?? false).run(messages, send);
    } finally {
      this.#running--;
    }
  }
}

class Import {
  readonly #options: ImportsOptions;
  readonly #by: Author & { readonly token: string };
  readonly #dryRun: boolean;
  /** What is allowed now, whether it was before or not. */
  readonly #allowed: Coverage<Subject>;
  readonly #counts: Record<Outcome | 'refused' | 'lifted', number> = {
    ...NONE,
    refused: 0,
    lifted: 0,
  };
  /** Whom something has changed for, as far as a record has room. */
  readonly #subjects: weir.v1.AuditSubject.$Properties[] = [];
  #characters = 0;

  constructor(options: ImportsOptions, by: Author & { readonly token: string }, dryRun: boolean) {
    this.#options = options;
    this.#by = by;
    this.#dryRun = dryRun;
    this.#allowed = new Coverage(options.asns);
  }

  async run(
    messages: AsyncIterator<weir.v1.ImportRequest>,
    send: (reply: Reply) => Promise<void>,
  ): Promise<void> {
    const { audit } = this.#options;
    if (this.#dryRun) return this.#takeAll(messages, send);
    await audit.record('import', this.#by);
    try {
      await this.#takeAll(messages, send);
    } finally {
      await audit.record('imported', { ...this.#by, counts: this.#counts, subjects: this.#subjects });
    }
  }

  /** While a chunk is written the next is worked on, so that nobody waits for the last entry of one. */
  async #takeAll(
    messages: AsyncIterator<weir.v1.ImportRequest>,
    send: (reply: Reply) => Promise<void>,
  ): Promise<void> {
    const inHand: Promise<Reply>[] = [];
    const answer = async () => {
      await send(await inHand[0]);
      inHand.shift();
    };
    try {
      for (let next = await messages.next(); !next.done; next = await messages.next()) {
        const taking = this.#take(next.value.chunk?.entries ?? []);
        // Its turn comes later; an error of it is none that nobody looks at.
        taking.catch(() => {});
        if (inHand.push(taking) > 1) await answer();
      }
      while (inHand.length > 0) await answer();
    } finally {
      // Nothing changes any more once this has ended, and the audit counts all of it.
      await Promise.allSettled(inHand);
    }
    const { ledger, clock } = this.#options;
    if (!this.#dryRun && this.#allowed.size > 0)
      this.#counts.lifted = await liftCovered(ledger, this.#allowed, this.#by.author, clock);
    await send({ lifted: this.#counts.lifted });
  }

  async #take(entries: readonly weir.v1.ImportEntry.$Properties[]): Promise<Reply> {
    const { exemptions, asns, clock } = this.#options;
    const limits = { whyNot: exemptions.whyNot, knowsAsns: asns.version > 0 };
    if (entries.length > CHUNK_MAX)
      throw new WeirError('invalid', `a chunk has ${CHUNK_MAX} entries at most, not ${entries.length}`);
    const counts = { ...NONE };
    const refused: weir.v1.RefusedEntry.$Properties[] = [];
    await inParallel(entries, PARALLEL_MAX, async (entry, index) => {
      const by = { author: this.#by.author, reason: entry.reason || this.#by.reason };
      const wish = wishOf(messageOf(entry), by, limits, clock.now());
      if (typeof wish === 'string') {
        refused.push({ index, why: wish });
        this.#counts.refused++;
        return;
      }
      const outcome = await this.#grant(wish);
      counts[outcome]++;
      this.#counts[outcome]++;
      if (outcome === 'ended') return;
      if (wish.remediation === 'allow') this.#allowed.set(wish.subject, wish.subject);
      if (outcome !== 'present') this.#note(wish.subject);
    });
    refused.sort((a, b) => (a.index ?? 0) - (b.index ?? 0));
    return { ...counts, refused };
  }

  async #grant(wish: Wish): Promise<Outcome> {
    const { ledger, clock } = this.#options;
    const nowMs = clock.now();
    if (wish.untilMs <= nowMs) return 'ended';
    let before: Decision | undefined;
    const next = (entry: Decision | undefined) => {
      before = entry;
      return granted(entry, wish, nowMs);
    };
    const after = this.#dryRun ? next(ledger.get(wish.key)) : await ledger.change(wish.key, next);
    if (!after) return 'present';
    return before && isEnforced(before, nowMs) ? 'changed' : 'added';
  }

  #note({ scope, value }: Subject): void {
    this.#characters += value.length;
    if (this.#subjects.length >= SUBJECTS_MAX || this.#characters > SUBJECT_CHARACTERS_MAX) return;
    this.#subjects.push({ scope: scopeNames.toWire(scope), value });
  }
}

function messageOf(entry: weir.v1.ImportEntry.$Properties): WishMessage {
  const { scope, value, remediation, statusCode, durationMs, untilMs } = entry;
  return {
    scope: scope ?? 0,
    value: value ?? '',
    remediation: remediation ?? 0,
    statusCode: statusCode ?? 0,
    durationMs: durationMs ?? 0,
    untilMs: untilMs ?? 0,
  };
}
