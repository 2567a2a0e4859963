import { isAbsolute } from 'node:path';
import { z } from 'zod';

const absolute = z
  .string()
  .refine((path) => isAbsolute(path), { error: 'write a path from the root, such as /var/log/modsec' });

export const concurrentSettings = {
  type: z.literal('concurrent'),
  /** The index: SecAuditLog. */
  path: absolute,
  /** Below which the logs are that it names: SecAuditLogStorageDir. */
  folder: absolute,
  /** Where to begin in an index that was never read. */
  from: z.enum(['start', 'end']).default('start'),
  /** Whether logs are removed once they have been taken over. */
  remove: z.boolean().default(false),
};

const settings = z.strictObject(concurrentSettings);
export type ConcurrentSettings = Omit<z.output<typeof settings>, 'type'>;
