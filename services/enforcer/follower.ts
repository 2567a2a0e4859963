/** Follows the ledger for as long as the enforcer runs: watches from where the mirror is, again whenever that breaks. */
import { Backoff } from '#libs/clock/backoff.ts';
import type { Random } from '#libs/clock/random.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import type { ControlPlane } from '#libs/rpc/client.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import type { LedgerClock } from './ledger-clock.ts';
import type { Mirror } from './mirror.ts';

/** A watch that is silent for so long is broken: checkpoints come every 10 s. */
const SILENCE_MAX_MS = 25_000;

export interface FollowerOptions {
  readonly plane: Pick<ControlPlane, 'watch'>;
  readonly mirror: Mirror;
  /** Name under which the control plane knows the watcher. */
  readonly enforcer: string;
  readonly clock: LedgerClock;
  readonly random: Random;
  readonly log: Log;
}

/** Resolves when `signal` is aborted. */
export async function followLedger(options: FollowerOptions, signal: AbortSignal): Promise<void> {
  const { plane, mirror, enforcer, clock, random, log } = options;
  const backoff = new Backoff(clock, random, { firstMs: 100, maxMs: 2000 });
  while (!signal.aborted) {
    const silence = new Silence(signal);
    const guard = clock.every(SILENCE_MAX_MS / 5, () => silence.check(clock.elapsed()));
    try {
      mirror.begin();
      const sentMs = clock.elapsed();
      for await (const reply of plane.watch({ enforcer, token: mirror.token ?? null }, silence.signal)) {
        backoff.reset();
        silence.heard(clock.elapsed());
        const serverMs = reply.snapshotBegin?.nowMs;
        if (serverMs) clock.take({ sentMs, serverMs });
        mirror.take(reply, clock.now());
      }
    } catch (error) {
      if (!signal.aborted) logError(log, error, 'watching the ledger');
      if (failureOf(error) === 'corrupt') mirror.distrust();
    }
    guard.cancel();
    silence.close();
    if (!signal.aborted) await backoff.wait(signal);
  }
}

/** Ends a watch that has gone quiet. */
class Silence {
  readonly #outer: AbortSignal;
  readonly #abort = new AbortController();
  readonly #end = () => this.#abort.abort();
  #heardMs: number | undefined;

  constructor(outer: AbortSignal) {
    this.#outer = outer;
    outer.addEventListener('abort', this.#end, { once: true });
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** There is no watch any more. */
  close(): void {
    this.#outer.removeEventListener('abort', this.#end);
  }

  heard(nowMs: number): void {
    this.#heardMs = nowMs;
  }

  check(nowMs: number): void {
    this.#heardMs ??= nowMs;
    if (nowMs - this.#heardMs > SILENCE_MAX_MS) this.#abort.abort();
  }
}
