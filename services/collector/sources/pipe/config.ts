import { z } from 'zod';
import { byteSize } from '#libs/config/types.ts';

const MODE = 'write the rights in quotes, in octal as for chmod, such as "0620"';

export const pipeSettings = {
  type: z.literal('pipe'),
  path: z.string().min(1),
  /** Makes the pipe if there is none, with these rights. */
  create: z.boolean().default(false),
  mode: z
    .string({ error: MODE })
    .regex(/^0?[0-7]{3}$/, { error: MODE })
    .default('0600'),
  /** Bytes of lines that are held while no more can be taken in. Beyond, they are dropped and counted. */
  buffer: byteSize.prefault('16MB'),
};

const settings = z.strictObject(pipeSettings);
export type PipeSettings = Omit<z.output<typeof settings>, 'type'>;
