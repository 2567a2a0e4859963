import type { Batch } from '../wire/batch.ts';

/** What is known of the client of a row besides the row. */
export interface Standing {
  /** Whether its requests up to this one have mostly been successful; false where that is not known. */
  isSuccessful(batch: Batch, at: number): boolean;
}
