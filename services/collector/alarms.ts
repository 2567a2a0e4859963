/** What is wrong with a collector now, told to people with what to do about it. */
import type { WhenFull } from './room.ts';

/** Above this share of its limit the spool is worth a word. */
const NEARLY_FULL = 0.8;
/** How long after the last dropped line it is still told of, ms. */
const REMEMBERED_MS = 10 * 60_000;
const MB = 1024 ** 2;

export interface CollectorState {
  readonly whenFull: WhenFull;
  readonly spoolBytes: number;
  readonly spoolLimit: number;
  /** What is wrong with the disk; empty while nothing is. */
  readonly trouble: string;
  /** Sources that wait because the spool can keep no more. */
  readonly waiting: number;
  readonly droppedEvents: number;
  /** Since the last one was dropped. */
  readonly droppedAgoMs: number;
}

export function alarmsOf(state: CollectorState): string[] {
  const { whenFull, spoolBytes, spoolLimit, trouble, waiting, droppedEvents, droppedAgoMs } = state;
  const alarms: string[] = [];
  if (trouble !== '') alarms.push(trouble);
  if (spoolBytes > NEARLY_FULL * spoolLimit) {
    const percent = Math.round((100 * spoolBytes) / spoolLimit);
    const size = `${Math.ceil(spoolBytes / MB)} of ${Math.ceil(spoolLimit / MB)} MB`;
    const then = whenFull === 'wait' ? 'sources wait' : 'new lines are dropped';
    alarms.push(
      `spool is ${percent} % full (${size}), then ${then}: look at the bus, or raise collector.limits.spool`,
    );
  }
  if (waiting > 0) {
    const who = waiting === 1 ? '1 source waits' : `${waiting} sources wait`;
    alarms.push(`${who} because the spool is full: no line is lost while log files are kept`);
  }
  if (droppedEvents > 0 && droppedAgoMs < REMEMBERED_MS) {
    const ago = Math.round(droppedAgoMs / 1000);
    alarms.push(`${droppedEvents} lines dropped because the spool was full, the last ${ago} s ago`);
  }
  return alarms;
}
