/** What is wrong with a spool now, told to people with what to do about it. */
import type { Mishap } from '../mishap.ts';
import type { WhenFull } from '../room.ts';

/** Above this share of its limit it is worth a word. */
const NEARLY_FULL = 0.8;
const MB = 1024 ** 2;

export interface SpoolState {
  /** What people know it by, and what they can do when it gets full. */
  readonly name: string;
  readonly advice: string;
  readonly whenFull: WhenFull;
  readonly bytes: number;
  readonly bytesMax: number;
  /** What is wrong with the disk; empty while nothing is. */
  readonly trouble: string;
  /** Sources that wait because it can keep no more. */
  readonly waiting: number;
  /** Lines. */
  readonly dropped: Mishap;
}

export function spoolAlarms(state: SpoolState): string[] {
  const { name, advice, whenFull, bytes, bytesMax, trouble, waiting, dropped } = state;
  const alarms: string[] = [];
  if (trouble !== '') alarms.push(trouble);
  if (bytes > NEARLY_FULL * bytesMax) {
    const percent = Math.round((100 * bytes) / bytesMax);
    const size = `${Math.ceil(bytes / MB)} of ${Math.ceil(bytesMax / MB)} MB`;
    const then = whenFull === 'wait' ? 'sources wait' : 'new lines are dropped';
    alarms.push(`${name} is ${percent} % full (${size}), then ${then}: ${advice}`);
  }
  if (waiting > 0) {
    const who = waiting === 1 ? '1 source waits' : `${waiting} sources wait`;
    alarms.push(`${who} because the ${name} is full: no line is lost while log files are kept`);
  }
  const toldOf = dropped.alarm(
    (count, ago) => `${count} lines dropped because the ${name} was full, the last ${ago}`,
  );
  return [...alarms, ...toldOf];
}
