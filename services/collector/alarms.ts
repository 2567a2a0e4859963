/** What is wrong with a collector now, told to people with what to do about it. */
import type { Mishap } from './mishap.ts';
import type { WhenFull } from './room.ts';

/** Above this share of its limit the spool is worth a word. */
const NEARLY_FULL = 0.8;
const MB = 1024 ** 2;

export interface CollectorState {
  readonly whenFull: WhenFull;
  readonly spoolBytes: number;
  readonly spoolLimit: number;
  /** What is wrong with the disk; empty while nothing is. */
  readonly trouble: string;
  /** Sources that wait because the spool can keep no more. */
  readonly waiting: number;
  /** Lines. */
  readonly dropped: Mishap;
}

export function alarmsOf(state: CollectorState): string[] {
  const { whenFull, spoolBytes, spoolLimit, trouble, waiting, dropped } = state;
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
  const toldOf = dropped.alarm(
    (count, ago) => `${count} lines dropped because the spool was full, the last ${ago}`,
  );
  return [...alarms, ...toldOf];
}
