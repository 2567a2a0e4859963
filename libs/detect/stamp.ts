/**
 * Times in the state of keys are stamps: the low 32 bits of Unix ms. Differences of them are exact as long as the times are
 * less than 24 days apart, and what a detector compares is less than two of its memories apart.
 */

/** Time from one to another, ms; both may be stamps or whole times. */
export function sinceMs(earlier: number, later: number): number {
  return (later - earlier) | 0;
}
