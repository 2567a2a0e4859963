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
