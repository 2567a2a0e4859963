/**
 * The relay beside ModSecurity's own transport: what each way of an audit log costs nginx and loses, and what becomes of it
 * when its receiver hangs, is away, or is not believed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '#libs/clock/system.ts';
import { certificate } from '../support/certificate.ts';
import { endWithProcess } from '../support/orphans.ts';
import { type Files, MODES, type Mode, Path } from './relay/paths.ts';
import {
  addedTime,
  away,
  fast,
  fewConnections,
  hanging,
  type Place,
  type PointResult,
  untrusted,
} from './relay/points.ts';
import { type ModeResult, measureModes } from './relay/rounds.ts';
import { Wrk } from './relay/wrk.ts';

export type { ModeResult, PointResult };

/** Whose certificate has to be believed by a libcurl that only knows the system's folder: that takes root. */
const FOR_ROOT: readonly Mode[] = ['direct'];

export const POINTS = ['load', 'hang', 'away', 'connections', 'speed', 'trust'] as const;
export type Point = (typeof POINTS)[number];

export interface RelayBenchOptions {
  /** Only these; `load` is of the ways themselves. */
  readonly points: readonly Point[];
  /** That each way is loaded for. */
  readonly seconds: number;
  /** That the receiver hangs for, and is away for. */
  readonly hangSeconds: number;
  readonly awaySeconds: number;
  readonly onMode: (result: ModeResult) => void;
  readonly onPoint: (result: PointResult) => void;
}

/** @returns the ways that could not be taken, and why */
export async function benchRelay(options: RelayBenchOptions): Promise<string[]> {
  const clock = new SystemClock();
  await using all = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'weir-relay-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  all.defer(endWithProcess(remove));
  all.defer(remove);
  for (const name of ['ca', 'stranger']) certificate(folder, name);
  certificate(folder, 'receiver', 'ca');
  const file = (name: string) => join(folder, name);
  const files: Files = { cert: file('receiver.crt'), key: file('receiver.key'), ca: file('ca.crt') };
  const place: Place = { folder, files, clock };
  const { points, awaySeconds, onPoint } = options;
  if (points.includes('load') || points.includes('hang')) await underLoad(options, place, all);
  if (points.includes('away')) {
    const both = [away(place, awaySeconds, { queue: '4GB' }), away(place, awaySeconds, undefined)];
    for (const each of await Promise.all(both)) onPoint(each);
  }
  if (points.includes('connections')) onPoint(await fewConnections(place));
  if (points.includes('speed'))
    for (const compress of ['gzip', 'zstd', 'none'] as const) onPoint(await fast(place, compress));
  if (points.includes('trust')) onPoint(await untrusted(place, file('stranger.crt')));
  return process.getuid?.() === 0 ? [] : FOR_ROOT.map((mode) => `${mode} was left out: it needs root`);
}

/** The ways of a log from a real nginx. */
async function underLoad(
  { points, seconds, hangSeconds, onMode, onPoint }: RelayBenchOptions,
  { folder, files, clock }: Place,
  all: AsyncDisposableStack,
): Promise<void> {
  const wrk = await Wrk.prepare(folder);
  const modes = process.getuid?.() === 0 ? MODES : MODES.filter((mode) => !FOR_ROOT.includes(mode));
  const paths: Path[] = [];
  for (const mode of modes) paths.push(all.use(await Path.open(mode, join(folder, mode), files)));
  if (points.includes('load')) {
    const results = await measureModes(paths, { wrk, clock, seconds });
    for (const result of results) onMode(result);
    for (const point of addedTime(results)) onPoint(point);
  }
  for (const path of paths) {
    if (path.receiving && points.includes('hang'))
      onPoint(await hanging(path, { wrk, clock, seconds: hangSeconds }));
    // Nothing of them is to be in the way of what comes.
    await path[Symbol.asyncDispose]();
  }
}
