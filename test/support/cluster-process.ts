/** A process of a test's cluster: started, paused, killed and started again by hand, with its output in a file. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { SystemClock } from '#libs/clock/system.ts';
import { endWithProcess } from './orphans.ts';

const STOP_PATIENCE_MS = 25_000;
const LOG_TAIL_BYTES = 3000;

export interface ClusterProcessOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly logFile: string;
  /** Beside the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

export class ClusterProcess {
  readonly name: string;
  readonly #options: ClusterProcessOptions;
  readonly #clock = new SystemClock();
  #child: ChildProcess | undefined;
  /** Nobody has asked it to end. */
  #isWanted = false;

  constructor(options: ClusterProcessOptions) {
    this.name = options.name;
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get running(): boolean {
    return this.#child !== undefined;
  }

  /** It was started, and has ended by itself. */
  get hasFailed(): boolean {
    return this.#isWanted && !this.running;
  }

  get logTail(): string {
    return readFileSync(this.#options.logFile, 'utf8').slice(-LOG_TAIL_BYTES).trim();
  }

  start(): void {
    if (this.#child) throw new Error(`${this.name} runs already`);
    const { command, args, logFile, env } = this.#options;
    const log = openSync(logFile, 'a');
    const child = spawn(command, args, { stdio: ['ignore', log, log], env: { ...process.env, ...env } });
    closeSync(log);
    this.#child = child;
    this.#isWanted = true;
    const ended = endWithProcess(() => child.kill('SIGKILL'));
    child.once('exit', () => {
      ended();
      if (this.#child === child) this.#child = undefined;
    });
  }

  /** Sends a signal; does not wait for what it leads to. */
  signal(signal: NodeJS.Signals): void {
    if (!this.#child) throw new Error(`${this.name} does not run:\n${this.logTail}`);
    if (signal === 'SIGKILL' || signal === 'SIGTERM') this.#isWanted = false;
    this.#child.kill(signal);
  }

  /** Resolves when it has ended; after `patienceMs` it is killed. */
  async ended(patienceMs = STOP_PATIENCE_MS): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const exit = once(child, 'exit');
    const patience = this.#clock.after(patienceMs, () => child.kill('SIGKILL'));
    await exit;
    patience.cancel();
  }

  /** Ends it in order, whatever state it is in. */
  async stop(): Promise<void> {
    if (!this.#child) return;
    this.signal('SIGCONT');
    this.signal('SIGTERM');
    await this.ended();
  }
}
