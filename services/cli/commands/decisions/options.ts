/** Options that commands about decisions share, and how they print. */
import { userInfo } from 'node:os';
import { InvalidArgumentError, Option } from 'commander';
import type { Decision } from '#libs/domain/decision.ts';
import { formatEnd, isPermanent, parseLength } from '#libs/domain/end.ts';
import { SCOPES } from '#libs/domain/scope.ts';
import { counted } from '../../counted.ts';

export const scopeOption = () =>
  new Option('--scope <scope>', 'what the value is; else an address, a prefix or an ASN').choices([
    ...SCOPES,
  ]);

/** Milliseconds, Infinity for `permanent`. */
export function lengthOf(text: string): number {
  const ms = parseLength(text);
  if (ms === undefined)
    throw new InvalidArgumentError('Write a duration such as 30m, 4h or 7d, or permanent.');
  return ms;
}

export function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError('Write a whole number.');
  return number;
}

const DONE = { allow: 'allowed', block: 'blocked', throttle: 'throttled', challenge: 'challenged' } as const;

/** What holds about somebody, in a sentence. */
export function sentenceOf({ id, value, remediation, untilMs }: Decision): string {
  const what = DONE[remediation];
  return `${value} is ${what} ${isPermanent(untilMs) ? 'for ever' : `until ${formatEnd(untilMs)}`} (${id})`;
}

/** What an allow entry took back, to end a sentence. */
export function liftedText(lifted: number): string {
  return lifted === 0 ? '' : `; ${counted(lifted, 'block')} lifted`;
}

/** Who changes something by hand. */
export function author(): string {
  return userInfo().username;
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
