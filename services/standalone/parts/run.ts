/** Runs another program to its end, bounded in time and output. No shell is involved. */
import { execFile } from 'node:child_process';
import { WeirError } from '#libs/errors/weir-error.ts';

const OUTPUT_MAX = 4 * 1024 * 1024;

export interface RunOptions {
  readonly timeoutMs: number;
  readonly cwd?: string;
  /** Exit code that is no failure, beside 0. */
  readonly status?: number | undefined;
  /** Set on top of the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ends the program; its reason is then what is thrown. */
  readonly signal?: AbortSignal | undefined;
}

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * What the program printed, in English.
 *
 * @throws WeirError `missing` when there is no such program, `unavailable` when it fails or takes too long; the
 * message has the program's own words.
 */
export function run(program: string, args: readonly string[], options: RunOptions): Promise<Output> {
  const { timeoutMs, cwd, signal } = options;
  const settings = {
    timeout: timeoutMs,
    killSignal: 'SIGKILL' as const,
    maxBuffer: OUTPUT_MAX,
    env: { ...process.env, LC_ALL: 'C', ...options.env },
    ...(cwd === undefined ? {} : { cwd }),
    ...(signal === undefined ? {} : { signal }),
  };
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, settings, (error, stdout, stderr) => {
      if (error === null || (options.status !== undefined && error.code === options.status))
        return resolve({ stdout, stderr });
      if (signal?.aborted) return reject(signal.reason);
      reject(failure([program, ...args].join(' '), error, stderr || stdout, timeoutMs));
    });
    child.stdin?.end();
  });
}

function failure(
  command: string,
  error: Error & { code?: unknown; killed?: boolean; signal?: unknown },
  output: string,
  timeoutMs: number,
): WeirError {
  const short = command.length > 120 ? `${command.slice(0, 117)}...` : command;
  if (error.code === 'ENOENT') return new WeirError('missing', `${command.split(' ', 1)[0]} is not there`);
  if (error.killed) return new WeirError('unavailable', `"${short}" took more than ${timeoutMs / 1000} s`);
  const how = typeof error.code === 'number' ? `exit code ${error.code}` : String(error.signal ?? error.code);
  return new WeirError('unavailable', `"${short}" failed (${how}): ${essence(output)}`);
}

/** The line that says most: the first that apt or nginx marks as an error, else the last. */
function essence(output: string): string {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const marked = lines.find((line) => /^E:|\[emerg\]|^error\b/i.test(line));
  return (marked ?? lines.at(-1) ?? 'it printed nothing').slice(0, 300);
}
