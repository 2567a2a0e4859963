/** Runs a fixed command to its end: its own words and no shell, with a bound on time and output. */
import { spawn } from 'node:child_process';
import type { Clock } from '#libs/clock/clock.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';

const ERRORS_MAX = 64 * 1024;
const WORDS_MAX = 300;

export interface CommandOptions {
  readonly clock: Clock;
  /** For its standard input. */
  readonly input: string;
  readonly timeoutMs: number;
  /** Of its standard output, bytes; the rest is left out. */
  readonly outputMax: number;
  /** Beside the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface CommandResult {
  /** Exit code; undefined when a signal ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** There was more output than `outputMax`. */
  readonly cut: boolean;
}

/**
 * @param command the program and its arguments
 * @throws WeirError `missing` when there is no such program, `denied` when it may not be run, `unavailable` when it takes
 * too long: then it is killed, with what it has started
 */
export function runCommand(command: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const [program, ...args] = command;
  const { clock, input, timeoutMs, outputMax, env } = options;
  return new Promise((resolve, reject) => {
    // In a group of its own, so that nothing of it stays behind.
    const child = spawn(program, args, {
      stdio: 'pipe',
      detached: true,
      env: { ...process.env, ...env },
    });
    const stdout = new Bounded(outputMax);
    const stderr = new Bounded(ERRORS_MAX);
    const limit = clock.after(timeoutMs, () => {
      kill(child.pid);
      // What it has started may have left the group, and hold on to the pipes.
      for (const stream of child.stdio) stream?.destroy();
      reject(new WeirError('unavailable', `${program} took more than ${timeoutMs / 1000} s`));
    });
    child.stdout.on('data', (chunk: Buffer) => stdout.add(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.add(chunk));
    child.on('error', (error: NodeJS.ErrnoException) => {
      limit.cancel();
      reject(startFailure(program, error));
    });
    child.once('close', (code) => {
      limit.cancel();
      resolve({ code: code ?? undefined, stdout: stdout.text(), stderr: stderr.text(), cut: stdout.cut });
    });
    // It may end without reading all; its exit code tells what that means.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** How it ended and what it said, for one line of a log. */
export function failureText({ code, stdout, stderr }: CommandResult): string {
  const how = code === undefined ? 'was killed' : `ended with exit code ${code}`;
  const words = messageOf(stderr.trim() === '' ? stdout : stderr).replace(/\p{Cc}/gu, '');
  return words === '' ? how : `${how}: ${words.slice(0, WORDS_MAX)}`;
}

function startFailure(program: string, error: NodeJS.ErrnoException): WeirError {
  if (error.code === 'ENOENT') return new WeirError('missing', `there is no program ${program}`);
  if (error.code === 'EACCES') return new WeirError('denied', `${program} may not be run`);
  return new WeirError('unavailable', `${program} can't be started: ${messageOf(error)}`, {}, error);
}

function kill(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
}

/** The beginning of an output. */
class Bounded {
  readonly #max: number;
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  cut = false;

  constructor(max: number) {
    this.#max = max;
  }

  add(chunk: Buffer): void {
    const kept = chunk.subarray(0, this.#max - this.#bytes);
    this.cut ||= kept.length < chunk.length;
    if (kept.length === 0) return;
    this.#chunks.push(kept);
    this.#bytes += kept.length;
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}
