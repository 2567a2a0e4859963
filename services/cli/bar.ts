/** How far something is, drawn for a terminal. */
const BAR_WIDTH = 30;

/** @param share from 0 to 1 */
export function barOf(share: number): string {
  const within = Math.min(1, Math.max(0, share));
  const bar = '█'.repeat(Math.round(within * BAR_WIDTH)).padEnd(BAR_WIDTH, '░');
  return `${bar} ${Math.round(100 * within)} %`;
}
