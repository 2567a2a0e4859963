/** Autonomous systems: the networks of one operator, which has a number (ASN), as routing in the Internet knows it. */

const ASN_MAX = 2 ** 32 - 1;

export interface AutonomousSystem {
  /** 1 to 2³² - 1. */
  readonly number: number;
  /** As the database has it, which may be anything, cut to 100 characters; may be empty. */
  readonly name: string;
}

/** Reads `AS64500`, in any case, or the bare number; undefined when it is none. */
export function parseAsn(text: string): number | undefined {
  const digits = /^(?:AS)?([1-9]\d{0,9})$/i.exec(text)?.[1];
  const number = Number(digits ?? 0);
  return number > 0 && number <= ASN_MAX ? number : undefined;
}

/** Canonical text: `AS64500`. */
export function formatAsn(number: number): string {
  return `AS${number}`;
}

/** `AS64500 Example Net` */
export function describeSystem({ number, name }: AutonomousSystem): string {
  return name === '' ? formatAsn(number) : `${formatAsn(number)} ${name}`;
}
