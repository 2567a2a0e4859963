/** Many entries that a person adds in one go, in chunks: which are new, and why others are not. */
import type { Clock } from '#libs/clock/clock.ts';
import { type Decision, isEnforced } from '#libs/domain/decision.ts';
import type { Subject } from '#libs/domain/scope.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import type { weir } from '#proto';
import { liftCovered } from './amnesty.ts';
import { Coverage } from './coverage.ts';
import { inParallel } from './in-parallel.ts';
import type { Ledger } from './ledger.ts';
import { type Author, granted, type Wish, wishOf } from './wish.ts';

const CHUNK_MAX = 1000;
/** Entries of a chunk that are written at the same time: more are no faster, and hold up what is decided meanwhile. */
const PARALLEL_MAX = 64;
const IMPORTS_MAX = 4;

type Reply = weir.v1.ImportReply.$Properties;
type Outcome = 'added' | 'changed' | 'present' | 'ended';

export interface ImportsOptions {
  readonly ledger: Ledger;
  readonly whyNot: Parameters<typeof wishOf>[2];
  readonly clock: Clock;
}

export class Imports {
  readonly #options: ImportsOptions;
  #running = 0;

  constructor(options: ImportsOptions) {
    this.#options = options;
  }

  /**
   * Answers a call: `begin`, then chunks. While one is written the next is worked on, so that nobody waits for the last of one.
   * @throws WeirError `invalid`, `full`, `unavailable`; what has been answered until then is done
   */
  async run(
    requests: AsyncIterable<weir.v1.ImportRequest>,
    send: (reply: Reply) => Promise<void>,
  ): Promise<void> {
    if (this.#running >= IMPORTS_MAX) throw new WeirError('full', `${IMPORTS_MAX} imports run already`);
    this.#running++;
    try {
      const messages = requests[Symbol.asyncIterator]();
      const first = await messages.next();
      const begin = first.done ? undefined : first.value.begin;
      if (!begin) throw new WeirError('invalid', 'an import begins with who wants it');
      const by = { author: begin.author ?? '', reason: begin.reason ?? '' };
      const allowed = new Coverage<Subject>();
      let before: Promise<Reply> | undefined;
      try {
        for (let next = await messages.next(); !next.done; next = await messages.next()) {
          const taking = this.#take(next.value.chunk?.entries ?? [], by, allowed, begin.dryRun ?? false);
          // Looked at below; an error of it must not go unheard until then.
          taking.catch(() => {});
          if (before) await send(await before);
          before = taking;
        }
        if (before) await send(await before);
        before = undefined;
        const { ledger, clock } = this.#options;
        const lifted =
          begin.dryRun || allowed.size === 0 ? 0 : await liftCovered(ledger, allowed, by.author, clock);
        await send({ lifted });
      } finally {
        await before?.catch(() => {});
      }
    } finally {
      this.#running--;
    }
  }

  async #take(
    entries: readonly weir.v1.ImportEntry.$Properties[],
    by: Author,
    allowed: Coverage<Subject>,
    dryRun: boolean,
  ): Promise<Reply> {
    const { ledger, whyNot, clock } = this.#options;
    if (entries.length > CHUNK_MAX)
      throw new WeirError('invalid', `a chunk has ${CHUNK_MAX} entries at most, not ${entries.length}`);
    const counts: Record<Outcome, number> = { added: 0, changed: 0, present: 0, ended: 0 };
    const refused: weir.v1.RefusedEntry.$Properties[] = [];
    await inParallel(entries, PARALLEL_MAX, async (entry, index) => {
      const { scope, value, remediation, statusCode, durationMs, untilMs, reason } = entry;
      const message = {
        scope: scope ?? 0,
        value: value ?? '',
        remediation: remediation ?? 0,
        statusCode: statusCode ?? 0,
        durationMs: durationMs ?? 0,
        untilMs: untilMs ?? 0,
      };
      const wish = wishOf(message, { ...by, reason: reason || by.reason }, whyNot, clock.now());
      if (typeof wish === 'string') {
        refused.push({ index, why: wish });
        return;
      }
      const outcome = await this.#grant(ledger, wish, dryRun);
      counts[outcome]++;
      if (wish.remediation === 'allow' && outcome !== 'ended') allowed.set(wish.subject, wish.subject);
    });
    refused.sort((a, b) => (a.index ?? 0) - (b.index ?? 0));
    return { ...counts, refused };
  }

  async #grant(ledger: Ledger, wish: Wish, dryRun: boolean): Promise<Outcome> {
    const nowMs = this.#options.clock.now();
    if (wish.untilMs <= nowMs) return 'ended';
    let before: Decision | undefined;
    const next = (entry: Decision | undefined) => {
      before = entry;
      return granted(entry, wish, nowMs);
    };
    const after = dryRun ? next(ledger.get(wish.key)) : await ledger.change(wish.key, next);
    if (!after) return 'present';
    return before && isEnforced(before, nowMs) ? 'changed' : 'added';
  }
}
