/** Programs of others that some tests need: without one a test is skipped, but never where all must run. */
import { messageOf } from '#libs/errors/weir-error.ts';

/**
 * Gets a part. `skip` is for the options of `describe`: false when the part is there, else why it is not.
 * @throws when the environment variable CI is set and the part can't be had.
 */
export async function requirePart(obtain: () => Promise<unknown>): Promise<{ skip: string | false }> {
  try {
    await obtain();
    return { skip: false };
  } catch (error) {
    if (process.env.CI) throw error;
    return { skip: messageOf(error) };
  }
}
