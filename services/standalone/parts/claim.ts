/**
 * A folder that one process at a time works in: it is the lock, and what is half-made lies within it. So whoever
 * takes over from a process that died removes its leavings in the same step.
 *
 * The lock spares double work, nothing more: what was made is renamed into its place, so that even two at work
 * could not leave something mixed.
 */
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import type { Clock } from '#libs/clock/clock.ts';
import { WeirError } from '#libs/errors/weir-error.ts';

const POLL_MS = 100;
const OWNER_FILE = 'owner.json';
/** Children of a killed process can write for a moment longer than it lives. */
const REMOVAL = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 };

export interface ClaimOptions {
  readonly clock: Clock;
  /** How long to wait for another process. */
  readonly waitMs: number;
  /** Nobody works longer: a claim that is older is abandoned, whatever its owner looks like. */
  readonly holdMs: number;
  /** Called once when there is something to wait for. */
  readonly onWait?: () => void;
}

interface Owner {
  readonly pid: number;
  /** Containers can share a cache, and a pid means something on its own host only. */
  readonly host: string;
  /** Unix ms. */
  readonly since: number;
}

/**
 * Runs `action` while this process owns `folder`, and removes the folder afterwards.
 *
 * @throws WeirError `unavailable` when another process does not let go of it within `waitMs`.
 */
export async function withClaim<T>(
  folder: string,
  options: ClaimOptions,
  action: (folder: string) => Promise<T>,
): Promise<T> {
  const mine = await claim(folder, options);
  try {
    return await action(folder);
  } finally {
    const owner = await ownerText(folder);
    if (owner === undefined || owner === mine) await rm(folder, REMOVAL);
  }
}

/** Waits for its turn. The text that marks the claim as ours. */
async function claim(folder: string, { clock, waitMs, holdMs, onWait }: ClaimOptions): Promise<string> {
  await mkdir(dirname(folder), { recursive: true });
  const end = clock.elapsed() + waitMs;
  for (let waited = false; ; waited = true) {
    if (await make(folder)) {
      const owner: Owner = { pid: process.pid, host: hostname(), since: clock.now() };
      const text = JSON.stringify(owner);
      await writeFile(join(folder, OWNER_FILE), text);
      return text;
    }
    if ((await isAbandoned(folder, clock, holdMs)) && (await clear(folder, clock, holdMs))) continue;
    if (!waited) onWait?.();
    if (clock.elapsed() >= end) {
      const message = `another process works in ${folder} and does not end: stop it or remove the folder`;
      throw new WeirError('unavailable', message, { folder });
    }
    await clock.sleep(POLL_MS);
  }
}

async function make(folder: string): Promise<boolean> {
  try {
    await mkdir(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isAbandoned(folder: string, clock: Clock, holdMs: number): Promise<boolean> {
  try {
    const text = await ownerText(folder);
    const owner = text === undefined ? undefined : parseOwner(text);
    const since = owner?.since ?? (await stat(folder)).mtimeMs;
    if (clock.now() - since > holdMs) return true;
    return owner !== undefined && owner.host === hostname() && !isAtWork(owner);
  } catch {
    // It was removed while we looked.
    return false;
  }
}

/** Of several that find a claim abandoned one gets it out of the way; who took a fresh one puts it back. */
async function clear(folder: string, clock: Clock, holdMs: number): Promise<boolean> {
  const aside = `${folder}.${process.pid}`;
  try {
    await rename(folder, aside);
    if (await isAbandoned(aside, clock, holdMs)) await rm(aside, REMOVAL);
    else await rename(aside, folder);
    return true;
  } catch {
    return false;
  }
}

async function ownerText(folder: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, OWNER_FILE), 'utf8');
  } catch {
    return undefined;
  }
}

function parseOwner(text: string): Owner | undefined {
  try {
    const { pid, host, since } = JSON.parse(text);
    return Number.isInteger(pid) && typeof host === 'string' && Number.isFinite(since)
      ? { pid, host, since }
      : undefined;
  } catch {
    return undefined;
  }
}

function isAtWork({ pid, since }: Owner): boolean {
  // In a container that was started again the number of the one before can be our own.
  if (pid === process.pid) return since >= performance.timeOrigin;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
