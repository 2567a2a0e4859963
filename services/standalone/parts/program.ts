/** A part that is one program of the release's packages. */
import { join } from 'node:path';
import { WeirError } from '#libs/errors/weir-error.ts';
import { libraryPath } from './libraries.ts';
import { fetchPackages } from './packages.ts';
import { findProgram } from './programs.ts';
import type { PartName, Recipe } from './recipe.ts';
import { run } from './run.ts';

const CHECK_MS = 10_000;

export interface ProgramPart {
  /** Absolute path. */
  readonly binary: string;
  /** Such as `1.0.6`. */
  readonly version: string;
  /** Value for LD_LIBRARY_PATH, '' when the system's own libraries are used. */
  readonly libraryPath: string;
}

export interface ProgramSpec {
  readonly name: PartName;
  /** Path of the program below the root. */
  readonly binary: string;
  /** What it loads by itself, so that the libraries of that are fetched as well; paths below the root. */
  readonly modules?: readonly string[];
  readonly packages: readonly string[];
  /** The package that brings it all, for people. */
  readonly package: string;
  /** By which the program tells its version, as three numbers or two. */
  readonly versionOption: string;
  /** Exit code with which it does that, unless 0. */
  readonly versionStatus?: number;
}

export function programRecipe(spec: ProgramSpec): Recipe<ProgramPart> {
  const { name, binary, modules = [], packages } = spec;
  return {
    name,
    remedy: `sudo apt-get install ${spec.package}`,
    fetch: (context) => fetchPackages(context, { what: name, packages, programs: [binary, ...modules] }),

    async check(root, signal) {
      return await tryOut(spec, join(root, binary), await libraryPath(root), signal);
    },

    async fromSystem() {
      const found = await findProgram(name);
      if (found === undefined) throw new WeirError('missing', `there is no ${name} on the PATH`);
      return await tryOut(spec, found, '');
    },
  };
}

/** Only its version: whether it is let do anything is another question. */
async function tryOut(
  { versionOption, versionStatus: status }: ProgramSpec,
  binary: string,
  libraries: string,
  signal?: AbortSignal,
): Promise<ProgramPart> {
  const env: Record<string, string> = libraries === '' ? {} : { LD_LIBRARY_PATH: libraries };
  const { stdout, stderr } = await run(binary, [versionOption], { timeoutMs: CHECK_MS, env, status, signal });
  const version = /\bv?(\d+\.\d+(?:\.\d+)?)/.exec(stdout + stderr)?.[1];
  if (version === undefined) throw new WeirError('unavailable', `${binary} prints no version`, { binary });
  return { binary, version, libraryPath: libraries };
}
