import { z } from 'zod';
import { isCompressed } from './siblings.ts';

/** Files that are read at once when several match, unless it is said otherwise. */
export const FILES_DEFAULT = 64;

export const fileSettings = {
  type: z.literal('file'),
  /** A file, or with `*` and `?` all that match: each of them is read. */
  path: z
    .string()
    .min(1)
    .refine((path) => !/\*\*|[[\]{}]/.test(path), {
      error: 'only * and ? stand for what may differ, and not for more than one folder',
    }),
  /** Files that are read at once when several match. */
  files: z.int().min(1).max(256).default(FILES_DEFAULT),
  /** Where to begin in a file that was never read. */
  from: z.enum(['start', 'end']).default('start'),
  /** False: ends at the end of the file. */
  follow: z.boolean().default(true),
};

/** Which field is wrong, if one is, and why. */
export function fileProblem({ path, follow }: { readonly path: string; readonly follow: boolean }) {
  if (!follow || !isCompressed(path)) return undefined;
  return { path: ['follow'], message: 'nothing is written to a compressed file any more: set follow: false' };
}
