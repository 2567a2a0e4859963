/**
 * The programs of others that a start on one machine needs: nats-server, and nginx with its Lua module. And those that
 * only tests and benchmarks need: nft, ipset, rsyslogd, logrotate, ModSecurity and wrk.
 *
 * A part comes from the cache folder of the checkout; else it is fetched there from the system's Debian archive,
 * which needs no root and installs nothing; else the system's own is used. Each is run before it is handed out.
 */
import { mkdir, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Clock } from '#libs/clock/clock.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { withClaim } from './claim.ts';
import { type IpsetPart, ipsetRecipe } from './ipset.ts';
import { logrotateRecipe } from './logrotate.ts';
import { rootOf, verifyManifest, writeManifest } from './manifest.ts';
import { modsecurityRecipe } from './modsecurity.ts';
import { type NatsPart, natsRecipe } from './nats.ts';
import { nftRecipe } from './nft.ts';
import { type NginxPart, nginxRecipe } from './nginx.ts';
import type { ProgramPart } from './program.ts';
import type { PartProgress, Recipe, Say } from './recipe.ts';
import { rsyslogdRecipe } from './rsyslogd.ts';
import { wrkRecipe } from './wrk.ts';

export type { IpsetPart, NatsPart, NginxPart, PartProgress, ProgramPart };

/** A fetch takes seconds; on a slow line it may take this long, and then it is given up. */
const FETCH_MS = 4 * 60_000;
const HOLD_MS = FETCH_MS + 60_000;
const CHECKOUT = resolve(import.meta.dirname, '../../..');

export interface PartsOptions {
  /** Default: what WEIR_CACHE says, else `.weir/parts` of the checkout. */
  readonly cacheDir?: string;
  readonly onProgress?: (progress: PartProgress) => void;
  readonly clock?: Clock;
}

/** @throws WeirError `missing`, with the command to run, when nats-server can be had in no way. */
export function natsPart(options: PartsOptions = {}): Promise<NatsPart> {
  return obtain(natsRecipe, options);
}

/** @throws WeirError `missing`, with the command to run, when nginx with Lua can be had in no way. */
export function nginxPart(options: PartsOptions = {}): Promise<NginxPart> {
  return obtain(nginxRecipe, options);
}

/** @throws WeirError `missing`, with the command to run, when nft can be had in no way. */
export function nftPart(options: PartsOptions = {}): Promise<ProgramPart> {
  return obtain(nftRecipe, options);
}

/** @throws WeirError `missing`, with the command to run, when rsyslogd can be had in no way. */
export function rsyslogdPart(options: PartsOptions = {}): Promise<ProgramPart> {
  return obtain(rsyslogdRecipe, options);
}

/** @throws WeirError `missing`, with the command to run, when logrotate can be had in no way. */
export function logrotatePart(options: PartsOptions = {}): Promise<ProgramPart> {
  return obtain(logrotateRecipe, options);
}

/** @throws WeirError `missing`, with the command to run, when ModSecurity can be had in no way. */
export function modsecurityPart(options: PartsOptions = {}): Promise<ProgramPart> {
  return obtain(modsecurityRecipe, options);
}

/** @throws WeirError `missing`, with the command to run, when wrk can be had in no way. */
export function wrkPart(options: PartsOptions = {}): Promise<ProgramPart> {
  return obtain(wrkRecipe, options);
}

/** @throws WeirError `missing`, with the command to run, when ipset or iptables can be had in no way. */
export function ipsetPart(options: PartsOptions = {}): Promise<IpsetPart> {
  return obtain(ipsetRecipe, options);
}

interface Place {
  /** Where the part lies when it is whole. */
  readonly home: string;
  readonly clock: Clock;
  readonly say: Say;
}

async function obtain<Part extends { binary: string; version: string }>(
  recipe: Recipe<Part>,
  options: PartsOptions,
): Promise<Part> {
  const { name: part } = recipe;
  const cacheDir = resolve(options.cacheDir ?? (process.env.WEIR_CACHE || join(CHECKOUT, '.weir/parts')));
  const say: Say = (step, detail) => options.onProgress?.({ part, step, detail });
  const place = { home: join(cacheDir, part), clock: options.clock ?? new SystemClock(), say };
  const ready = (found: Part) => {
    say('ready', `${part} ${found.version} (${found.binary})`);
    return found;
  };

  const cached = await fromCache(recipe, place);
  if (cached) return ready(cached);
  const reasons: string[] = [];
  for (const source of [() => fetched(recipe, place), () => recipe.fromSystem()]) {
    try {
      return ready(await source());
    } catch (error) {
      reasons.push(messageOf(error));
    }
  }
  throw new WeirError(
    'missing',
    `${part} can't be fetched (${reasons[0]}) and is not installed (${reasons[1]}). ` +
      `Run "${recipe.remedy}" and start again.`,
    { part, cacheDir },
  );
}

/** The part in the cache, or undefined when it is not there, damaged, or does not run (any more) here. */
async function fromCache<Part>(recipe: Recipe<Part>, { home, say }: Place): Promise<Part | undefined> {
  try {
    return (await verifyManifest(home)) ? await recipe.check(rootOf(home)) : undefined;
  } catch (error) {
    say('check', `the cached ${recipe.name} is fetched again: ${messageOf(error)}`);
    return undefined;
  }
}

/** Fetches the part into the cache; when another process does so already, waits for it. */
async function fetched<Part>(recipe: Recipe<Part>, place: Place): Promise<Part> {
  const { home, clock, say } = place;
  const claim = {
    clock,
    waitMs: HOLD_MS,
    holdMs: HOLD_MS,
    onWait: () => say('download', 'another process is fetching it'),
  };
  return await withClaim(`${home}.fetching`, claim, async (work) => {
    const cached = await fromCache(recipe, place);
    if (cached) return cached;
    const giveUp = new AbortController();
    const limit = clock.after(FETCH_MS, () => {
      giveUp.abort(new WeirError('unavailable', `fetching took more than ${FETCH_MS / 60_000} minutes`));
    });
    try {
      return await fetchPart(recipe, place, work, giveUp.signal);
    } finally {
      limit.cancel();
    }
  });
}

async function fetchPart<Part>(
  recipe: Recipe<Part>,
  { home, say }: Place,
  work: string,
  signal: AbortSignal,
): Promise<Part> {
  const fresh = join(work, 'part');
  const root = rootOf(fresh);
  await mkdir(fresh);
  const packages = await recipe.fetch({ work, root, say, signal });
  say('check', `whether ${recipe.name} runs`);
  await recipe.check(root, signal);
  await writeManifest(fresh, packages);
  await rename(home, join(work, 'damaged')).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rename(fresh, home);
  return await recipe.check(rootOf(home), signal);
}
