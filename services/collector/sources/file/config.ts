import { z } from 'zod';

export const fileSettings = {
  type: z.literal('file'),
  path: z.string().min(1),
  /** Where to begin in a file that was never read. */
  from: z.enum(['start', 'end']).default('start'),
  /** False: ends at the end of the file. */
  follow: z.boolean().default(true),
};
