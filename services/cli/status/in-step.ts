/** How far the enforcers of a cluster are: who holds all of the ledger, and how long bans took to be in force. */
import type { weir } from '#proto';

export interface InStep {
  readonly enforcers: number;
  /** Those that hold everything up to the ledger's revision. */
  readonly holding: number;
  readonly revision: number;
  /** From reading the line to its enforcement, of the latest bans that were reported, ms; undefined for none. */
  readonly bans: { readonly count: number; readonly p50Ms: number; readonly p99Ms: number } | undefined;
}

export function inStepOf({
  enforcers,
  token,
  applied,
}: Pick<weir.v1.ListDecisionsReply.$Properties, 'enforcers' | 'token' | 'applied'>): InStep {
  const revision = token?.revision ?? 0;
  const holding = (enforcers ?? []).filter(
    ({ token: own }) => own?.incarnation === token?.incarnation && (own?.revision ?? 0) >= revision,
  );
  const took = (applied ?? [])
    .filter(({ ingestedMs }) => (ingestedMs ?? 0) > 0)
    .map(({ appliedMs, ingestedMs }) => (appliedMs ?? 0) - (ingestedMs ?? 0))
    .sort((a, b) => a - b);
  const at = (share: number) => Math.round(10 * took[Math.ceil(share * took.length) - 1]) / 10;
  return {
    enforcers: enforcers?.length ?? 0,
    holding: holding.length,
    revision,
    bans: took.length === 0 ? undefined : { count: took.length, p50Ms: at(0.5), p99Ms: at(0.99) },
  };
}

/** Empty where there is no enforcer. */
export function inStepText({ enforcers, holding, revision, bans }: InStep): string {
  if (enforcers === 0) return '';
  const pace = bans
    ? `; of the last ${bans.count} bans half were in force after ${bans.p50Ms} ms, 99 % after ${bans.p99Ms} ms`
    : '';
  return `applied ${holding} of ${enforcers}: ledger revision ${revision}${pace}`;
}
