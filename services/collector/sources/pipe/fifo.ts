/** Opens a named pipe, or makes it first. */
import { execFile } from 'node:child_process';
import { close, constants, fstatSync, openSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';

const MAKE_MS = 5000;

export interface Fifo {
  readonly fd: number;
  /** Whether it is still the one at its path. */
  isInPlace(): Promise<boolean>;
}

/**
 * Opens the pipe at a path for reading. It is opened for writing, too: so there is always somebody who has it open, a
 * server that opens it need not wait, and it has no end when servers come and go.
 * @param mode makes the pipe, with these rights in octal, if nothing is there
 * @throws WeirError `config` when something else is there or it may not be read, `missing` when nothing is
 */
export async function openFifo(path: string, mode: string | undefined): Promise<Fifo> {
  const found = await statOf(path);
  if (!found && mode !== undefined) await make(path, mode);
  // Nothing but a pipe is opened: a device may act on it.
  const { dev, ino } = isFifo(path, found ?? (await statOf(path)));
  const fd = open(path);
  const opened = fstatSync(fd);
  if (opened.ino !== ino || opened.dev !== dev) {
    close(fd);
    throw new WeirError('unavailable', `${path} has been replaced`, { path });
  }
  return {
    fd,
    isInPlace: async () => {
      const now = await statOf(path);
      return now?.ino === ino && now.dev === dev;
    },
  };
}

function isFifo<Found extends { isFIFO(): boolean }>(path: string, found: Found | undefined): Found {
  if (!found) {
    const advice = `make it with "mkfifo ${path}", or set create: true`;
    throw new WeirError('missing', `there is no pipe ${path}: ${advice}`, { path });
  }
  if (found.isFIFO()) return found;
  throw new WeirError('config', `${path} is no pipe: name one made by mkfifo, or take type: file`, { path });
}

function open(path: string): number {
  try {
    return openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  } catch (error) {
    const advice = 'let the collector own the pipe, and the server be allowed to write to it';
    throw new WeirError('config', `${path} can't be opened: ${messageOf(error)}; ${advice}`, { path }, error);
  }
}

async function make(path: string, mode: string): Promise<void> {
  try {
    await promisify(execFile)('mkfifo', ['-m', mode, '--', resolve(path)], { timeout: MAKE_MS });
  } catch (error) {
    throw new WeirError('config', `${path} can't be made: ${messageOf(error)}`, { path }, error);
  }
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new WeirError('config', `${path} can't be looked at: ${messageOf(error)}`, { path }, error);
  }
}
