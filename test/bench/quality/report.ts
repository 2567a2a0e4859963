/** What outcomes of one run or several come to: rows for each class of attack and each kind of innocent, and bars. */
import type { Mode } from '#libs/domain/mode.ts';
import { FOUND_BY } from './classes.ts';
import { type AttackOutcome, type Delay, type FalseOutcome, SITE_KIND } from './score.ts';

/** What counts of a scenario. */
export interface Rule {
  readonly name: string;
  readonly mode: Mode;
}

/** What one run came to. */
export interface Outcome {
  readonly attacks: readonly AttackOutcome[];
  readonly falseOutcomes: readonly FalseOutcome[];
  /** Visitors of each kind. */
  readonly visitors: ReadonlyMap<string, number>;
}

export interface ClassRow {
  readonly class: string;
  readonly scope: 'address' | 'campaign';
  readonly covered: boolean;
  readonly attacks: number;
  /** Shares of the attacks. */
  readonly detected: number;
  readonly decided: number;
  /** Of the addresses that took part, refused. */
  readonly members_decided: number;
  readonly to_detection: Spread | null;
  readonly to_decision: Spread | null;
  /** Attacks that each scenario said something about. */
  readonly scenarios: Readonly<Record<string, number>>;
}

export interface Spread {
  readonly events: { readonly p50: number; readonly p95: number };
  readonly seconds: { readonly p50: number; readonly p95: number };
}

export interface KindRow {
  readonly kind: string;
  readonly visitors: number;
  /** Addresses or networks refused, of each thousand visitors. */
  readonly false_decisions: number;
  readonly per_1000: number;
  /** People and programs behind them. */
  readonly cut_off: number;
  /** How often each scenario was the reason. */
  readonly enforce: Readonly<Record<string, number>>;
  /** What scenarios in shadow would have added. */
  readonly shadow: Readonly<Record<string, number>>;
}

export interface Report {
  readonly classes: readonly ClassRow[];
  readonly innocents: readonly KindRow[];
  readonly visitors: number;
  readonly false_decisions: number;
  readonly false_per_1000: number;
  /** Bars that were missed, in words. */
  readonly missed: readonly string[];
}

export const FALSE_PER_1000_MAX = 1;

export function reportOf(outcomes: readonly Outcome[], pack: readonly Rule[]): Report {
  const classes = classRows(
    outcomes.flatMap(({ attacks }) => attacks),
    pack,
  );
  const innocents = kindRows(outcomes);
  const visitors = sum(innocents.map((row) => row.visitors));
  const falseDecisions = sum(innocents.map((row) => row.false_decisions));
  const missed = classes
    .filter(({ scope, covered, detected }) => scope === 'address' && covered && detected < 1)
    .map(({ class: name, detected }) => `${name}: ${share(detected)} detected, not all`);
  const per1000 = perThousand(falseDecisions, visitors);
  if (per1000 > FALSE_PER_1000_MAX) {
    missed.push(`${per1000} false decisions per 1,000 visitors, more than ${FALSE_PER_1000_MAX}`);
  }
  return {
    classes,
    innocents,
    visitors,
    false_decisions: falseDecisions,
    false_per_1000: per1000,
    missed,
  };
}

function classRows(attacks: readonly AttackOutcome[], pack: readonly Rule[]): ClassRow[] {
  const active = new Set(pack.filter(({ mode }) => mode !== 'off').map(({ name }) => name));
  return [...grouped(attacks, (attack) => attack.class)].map(([name, of]) => ({
    class: name,
    scope: of[0].isCampaign ? 'campaign' : 'address',
    covered: (FOUND_BY[name] ?? []).some((scenario) => active.has(scenario)),
    attacks: of.length,
    detected: of.filter(({ detected }) => detected).length / of.length,
    decided: of.filter(({ decided }) => decided).length / of.length,
    members_decided: sum(of.map((each) => each.membersDecided)) / sum(of.map((each) => each.members)),
    to_detection: spreadOf(of.map(({ detected }) => detected)),
    to_decision: spreadOf(of.map(({ decided }) => decided)),
    scenarios: counted(of.flatMap(({ scenarios }) => scenarios)),
  }));
}

function kindRows(outcomes: readonly Outcome[]): KindRow[] {
  const visitors = new Map<string, number>();
  for (const outcome of outcomes) {
    for (const [kind, count] of outcome.visitors) visitors.set(kind, (visitors.get(kind) ?? 0) + count);
  }
  const hits = outcomes.flatMap(({ falseOutcomes }) => falseOutcomes);
  if (hits.some(({ kind }) => kind === SITE_KIND)) visitors.set(SITE_KIND, 0);
  return [...visitors].map(([kind, count]) => {
    const of = (mode: FalseOutcome['mode']) => hits.filter((hit) => hit.kind === kind && hit.mode === mode);
    const enforced = of('enforce');
    return {
      kind,
      visitors: count,
      false_decisions: enforced.length,
      per_1000: perThousand(enforced.length, count),
      cut_off: sum(enforced.map((hit) => hit.visitors)),
      enforce: counted(enforced.flatMap(({ scenarios }) => scenarios)),
      shadow: counted(of('shadow').flatMap(({ scenarios }) => scenarios)),
    };
  });
}

function spreadOf(delays: readonly (Delay | undefined)[]): Spread | null {
  const known = delays.filter((delay) => delay !== undefined);
  if (known.length === 0) return null;
  return {
    events: quantiles(known.map(({ events }) => events)),
    seconds: quantiles(known.map(({ seconds }) => seconds)),
  };
}

/** Nearest rank. */
function quantiles(values: readonly number[]): { p50: number; p95: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (q: number) => Math.round(sorted[Math.ceil(q * sorted.length) - 1] * 10) / 10;
  return { p50: at(0.5), p95: at(0.95) };
}

function counted(names: readonly string[]): Record<string, number> {
  const counts = [...grouped(names, (name) => name)].map(([name, all]) => [name, all.length] as const);
  return Object.fromEntries(counts.sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])));
}

function grouped<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group) group.push(item);
    else groups.set(nameOf(item), [item]);
  }
  return groups;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function perThousand(count: number, of: number): number {
  return of === 0 ? 0 : Math.round((count / of) * 100_000) / 100;
}

/** As a table shows it: all, or with the digits that tell that it is not all. */
export function share(part: number): string {
  return part === 1 ? '1' : part.toFixed(3);
}
