/** When scenarios are told of a session that goes on. */
const CHECKPOINTS = new Set([8, 15, 25, 40]);
const EVERY = 30;
const LAST_CHECKPOINT = 40;

/** Whether scenarios are told of a session after so many requests: at 8, 15, 25, 40, then every 30. */
export function isCheckpoint(requests: number): boolean {
  return requests <= LAST_CHECKPOINT ? CHECKPOINTS.has(requests) : (requests - LAST_CHECKPOINT) % EVERY === 0;
}
