/** A message: what a channel delivers, in the forms that channels want it in. */
import { formatDuration } from '#libs/domain/duration.ts';
import { printable } from '#libs/scenario/evidence.ts';
import type { Digest } from './grouping.ts';
import { type AlarmSample, type DecisionSample, isAlarm } from './notice.ts';

export interface Message extends Digest {
  /** The same however often it is sent. */
  readonly id: string;
  /** When it was made, Unix ms. */
  readonly atMs: number;
  /** The channel's name. */
  readonly channel: string;
  /** Nothing has happened: somebody tries the channel. */
  readonly isTest: boolean;
}

/** In UTF-16 units: what clients write may be long. */
const TEXT_MAX = 160;
const TITLE_MAX = 120;
/** Escaped, as long as five times that: still less than a text may have anywhere. */
const LINE_MAX = 500;

/** One line: what has happened, and how often. */
export function titleOf({ occasion, scenario, severity, mode, count, samples, isTest }: Message): string {
  const [sample] = samples;
  const test = isTest ? '[test] ' : '';
  if (occasion === 'alarm') return clean(`${test}${many(count, 'alarm')} from Weir`, TITLE_MAX);
  const by = `${scenario}${severity ? ` (${severity})` : ''}`;
  const shadow = mode === 'shadow' ? ', in shadow' : '';
  const whom = count === 1 && sample && !isAlarm(sample) ? sample.value : `${count}`;
  return clean(`${test}${whom} ${DONE[occasion](count, sample)}: ${by}${shadow}`, TITLE_MAX);
}

type Done = (count: number, sample: DecisionSample | AlarmSample | undefined) => string;

const DONE: Readonly<Record<Exclude<Message['occasion'], 'alarm'>, Done>> = {
  // Samples of one group may differ when people decide; then only their number is told.
  decision: (count, sample) =>
    count === 1 && sample && !isAlarm(sample) ? PAST[sample.remediation] : 'decisions',
  lifted: (count) => (count === 1 ? 'lifted' : 'decisions lifted'),
  withheld: (count) => (count === 1 ? 'found, not enforced' : 'findings not enforced'),
};

const PAST: Readonly<Record<DecisionSample['remediation'], string>> = {
  block: 'blocked',
  challenge: 'challenged',
  throttle: 'throttled',
  allow: 'allowed',
};

/** A line for each sample, without escapes but free of control characters; then how many there are beside them. */
export function linesOf({ samples, count, atMs }: Message): string[] {
  const lines = samples.map((sample) => (isAlarm(sample) ? alarmLine(sample) : decisionLine(sample, atMs)));
  return count > samples.length ? [...lines, `and ${count - samples.length} more`] : lines;
}

function alarmLine({ service, alarm }: AlarmSample): string {
  return clean(`${service}: ${alarm}`, LINE_MAX);
}

function decisionLine(sample: DecisionSample, atMs: number): string {
  const { value, untilMs, withheld, events, request, author, reason, id, remediation } = sample;
  const parts = [
    value,
    sample.announcedBy,
    withheld === '' ? PAST[remediation] : `not enforced: ${withheld}`,
    untilMs > atMs ? `for ${formatDuration(untilMs - atMs)}` : '',
    events > 0 ? many(events, 'event') : '',
    request,
    [author, reason].filter(Boolean).join(': '),
    id,
  ];
  const line = parts
    .filter((part) => part !== '')
    .map((part) => clean(part))
    .join(' | ');
  return clean(line, LINE_MAX);
}

/** Printable, short, and on one line. */
export function clean(text: string, max = TEXT_MAX): string {
  const shown = printable(text);
  return shown.length <= max ? shown.toWellFormed() : `${shown.slice(0, max - 1).toWellFormed()}…`;
}

export function many(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** From when to when: empty for a single one. */
export function spanOf({ count, firstMs, lastMs }: Message): string {
  return count === 1
    ? ''
    : `${many(count, 'notice')} within ${formatDuration(Math.max(1000, lastMs - firstMs))}`;
}
