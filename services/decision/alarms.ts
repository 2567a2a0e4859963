/** What is wrong with a decision service now, told to people with what to do about it. */

/** Above this share of its limit the ledger is worth a word. */
const NEARLY_FULL = 0.9;

export interface LedgerFill {
  readonly entries: number;
  readonly entriesMax: number;
}

export function ledgerAlarms({ entries, entriesMax }: LedgerFill): string[] {
  if (entries >= entriesMax) {
    return [
      `the ledger is full (${entries} entries): new decisions are refused; raise decision.limits.entries`,
    ];
  }
  if (entries <= NEARLY_FULL * entriesMax) return [];
  const percent = Math.floor((100 * entries) / entriesMax);
  return [
    `the ledger is ${percent} % full (${entries} of ${entriesMax} entries), then new decisions are refused: raise decision.limits.entries`,
  ];
}

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
