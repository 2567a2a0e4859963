/** A process that is killed again and again while something else goes on. */
import { SystemClock } from '#libs/clock/system.ts';
import type { ClusterProcess } from './cluster-process.ts';

export class Killing {
  readonly #clock = new SystemClock();
  readonly #done: Promise<void>;
  #kills = 0;
  #isOver = false;

  /** @param done a number that grows with what it does: a machine may be too busy for a start in the time that it is left alone */
  constructor(process: ClusterProcess, everyMs: number, done?: () => number) {
    this.#done = this.#run(process, everyMs, done);
  }

  /** Kills it no more. @returns how often it was killed */
  async stop(): Promise<number> {
    this.#isOver = true;
    await this.#done;
    return this.#kills;
  }

  async #run(process: ClusterProcess, everyMs: number, done?: () => number): Promise<void> {
    for (let before = -1; ; before = done?.() ?? 0) {
      await this.#clock.sleep(everyMs);
      while (done?.() === before && !this.#isOver) await this.#clock.sleep(20);
      if (this.#isOver) return;
      process.signal('SIGKILL');
      await process.ended();
      process.start();
      this.#kills++;
    }
  }
}
