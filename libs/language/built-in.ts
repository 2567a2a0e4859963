/** The scenarios that come with Weir, over which a folder of one's own can be laid. */
import { resolve } from 'node:path';
import { nearest } from '../config/nearest.ts';
import { loadPack, type Pack } from './pack.ts';

export const BUILT_IN_FOLDER = resolve(import.meta.dirname, '../../scenarios');

/** Edits that make one name of another by a slip. */
const SLIP_EDITS = 2;

/** @param own a folder, of which what has the same name counts more; @throws WeirError `config` that tells every error */
export function loadScenarios(own?: string): Pack {
  return own === undefined ? loadPack(BUILT_IN_FOLDER) : loadPack(BUILT_IN_FOLDER, own);
}

/**
 * What is wrong with each of the names that no scenario has, and which was probably meant.
 * @param own as above; @throws WeirError `config` that tells every error of its scenarios
 */
export function unknownScenarios(
  names: readonly string[],
  own?: string,
): { readonly name: string; readonly message: string }[] {
  if (names.length === 0 && own === undefined) return [];
  const known = namesOf(own);
  return names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      const hint = meant === undefined ? 'see weir scenarios list' : `did you mean "${meant}"?`;
      return { name, message: `there is no such scenario; ${hint}` };
    });
}

/** The same for names that may be of scenarios elsewhere, in an analyzer of one's own: only slips are wrong. */
export function misspeltScenarios(
  names: readonly string[],
  own?: string,
): ReturnType<typeof unknownScenarios> {
  if (names.length === 0 && own === undefined) return [];
  const known = namesOf(own);
  return names.flatMap((name) => {
    const meant = known.includes(name) ? undefined : nearest(name, known, SLIP_EDITS);
    return meant === undefined
      ? []
      : [{ name, message: `there is no such scenario; did you mean "${meant}"?` }];
  });
}

function namesOf(own: string | undefined): string[] {
  return loadScenarios(own).scenarios.map(({ name }) => name);
}
