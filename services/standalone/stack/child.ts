/** A program that is kept running: started again when it ends by itself, with its output in a file. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import type { Clock } from '#libs/clock/clock.ts';

/** A program that ends again and again is given more and more rest. */
const REST_FIRST_MS = 100;
const REST_MAX_MS = 5000;
/** After so long it counts as having worked. */
const WORKED_MS = 10_000;
const LOG_TAIL_BYTES = 4000;

export interface ChildOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly logFile: string;
  readonly clock: Clock;
  /** Exit codes that no new start can mend; the program then stays down. */
  readonly hopeless?: readonly number[];
  readonly onStarted: (child: Child) => void;
  readonly onEnded: (child: Child, code: number | null) => void;
}

export class Child {
  readonly name: string;
  readonly logFile: string;
  readonly #options: ChildOptions;
  #process: ChildProcess | undefined;
  #wanted = false;
  #restMs = REST_FIRST_MS;
  #starts = 0;

  constructor(options: ChildOptions) {
    this.name = options.name;
    this.logFile = options.logFile;
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  get running(): boolean {
    return this.#process !== undefined;
  }

  /** How often it was started. */
  get starts(): number {
    return this.#starts;
  }

  /** The end of its output, for when something went wrong. */
  get logTail(): string {
    try {
      return readFileSync(this.logFile, 'utf8').slice(-LOG_TAIL_BYTES).trim();
    } catch {
      return '';
    }
  }

  start(): void {
    this.#wanted = true;
    if (!this.#process) this.#spawn();
  }

  /** Sends a signal to it and all its children, and leaves the rest to itself: it is started again if it ends. */
  kill(signal: NodeJS.Signals): void {
    const { pid } = this;
    if (pid !== undefined) signalGroup(pid, signal);
  }

  /** Ends it for good; with force when it takes too long. */
  async stop(signal: NodeJS.Signals = 'SIGTERM', patienceMs = 15_000): Promise<void> {
    this.#wanted = false;
    const child = this.#process;
    if (!child) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const patience = this.#options.clock.after(patienceMs, () => child.kill('SIGKILL'));
    await ended;
    patience.cancel();
  }

  #spawn(): void {
    const { command, args, env = {}, cwd, logFile, clock, hopeless = [], onEnded } = this.#options;
    const log = openSync(logFile, 'a', 0o600);
    const child = spawn(command, args, {
      stdio: ['ignore', log, log],
      env: { ...process.env, ...env },
      // A group of its own: so that children that outlive it (the workers of an nginx that was killed) can be found.
      detached: true,
      ...(cwd === undefined ? {} : { cwd }),
    });
    closeSync(log);
    this.#process = child;
    this.#starts++;
    this.#options.onStarted(this);
    const startedMs = clock.elapsed();
    const ended = (code: number | null) => {
      if (this.#process !== child) return;
      this.#process = undefined;
      if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
      if (!this.#wanted) return;
      onEnded(this, code);
      if (code !== null && hopeless.includes(code)) {
        this.#wanted = false;
        return;
      }
      if (clock.elapsed() - startedMs > WORKED_MS) this.#restMs = REST_FIRST_MS;
      void clock.sleep(this.#restMs).then(() => {
        if (this.#wanted && !this.#process) this.#spawn();
      });
      this.#restMs = Math.min(REST_MAX_MS, 2 * this.#restMs);
    };
    child.once('exit', ended);
    child.once('error', () => ended(null));
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // They are gone already.
  }
}
