/** What is wrong with a decision service now, told to people with what to do about it. */

export interface AsnNeeds {
  /** Undefined: none is configured. */
  readonly database: { readonly alarm: string; readonly failed: number } | undefined;
  /** ASNs that are allowed, and whether policies ask for any. */
  readonly allowed: readonly string[];
  readonly isInPolicies: boolean;
}

export function asnAlarms({ database, allowed, isInPolicies }: AsnNeeds): string[] {
  if (database) {
    const { alarm, failed } = database;
    const damaged = `the database of ASNs is damaged: ${failed} addresses could not be looked up`;
    return [...(alarm === '' ? [] : [alarm]), ...(failed === 0 ? [] : [damaged])];
  }
  const [first] = allowed;
  const others = allowed.length > 1 ? ` and ${allowed.length - 1} more ASNs` : '';
  return [
    ...(first === undefined ? [] : [`${first}${others} should be allowed`]),
    ...(isInPolicies ? ['policies ask for ASNs'] : []),
  ].map((what) => `${what}, and nothing here tells their networks: set decision.asn.database`);
}
