/** What the benches' commands have in common. */
import { InvalidArgumentError, Option } from 'commander';

export const json = () => new Option('--json', 'one line of JSON at the end').default(false);

export const number = (text: string) => Number(text);

export const numbers = (text: string, before: number[] | undefined) => [...(before ?? []), Number(text)];

export const within = (min: number, max: number) => (text: string) => {
  const value = Number(text);
  if (value >= min && value <= max) return value;
  throw new InvalidArgumentError(`use a number from ${min} to ${max}`);
};

export function print(table: string, result: object, asJson: boolean): void {
  process.stdout.write(`${table}\n`);
  if (asJson) process.stdout.write(`${JSON.stringify(result)}\n`);
}
