/** The port to what refuses requests or drops packets: nginx, nftables, or nothing at all (dry-run). */
import type { Remediation } from '#libs/domain/decision.ts';
import type { RuleScope } from '#libs/domain/scope.ts';

/** One enforced entry of the ledger, as a target needs it. */
export interface Rule {
  /** Key of the entry in the ledger: one rule for each. */
  readonly key: string;
  readonly scope: RuleScope;
  readonly value: string;
  readonly remediation: Remediation;
  /** HTTP status of a refused request. */
  readonly statusCode: number;
  readonly decisionId: string;
  /** Unix ms: the target lets the rule go by itself at that time. */
  readonly untilMs: number;
}

/** A rule that is new or different, or one that is gone. */
export type Change =
  | { readonly kind: 'put'; readonly rule: Rule }
  | { readonly kind: 'remove'; readonly rule: Pick<Rule, 'key' | 'scope' | 'value' | 'remediation'> };

export interface Applied {
  /** Unix ms at which the last instance had it. */
  readonly atMs: number;
  /** Instances (nginx servers, say) that hold it now; 0 when none is there. */
  readonly instances: number;
}

export interface TargetStatus {
  /** Rules held and not expired. */
  readonly held: number;
  readonly instances: number;
  /** What a person should see, such as "dictionary full"; empty when all is well. */
  readonly alarm: string;
}

export interface Target {
  readonly name: string;
  /** Scopes it can enforce; rules of others are not given to it. */
  readonly scopes: ReadonlySet<RuleScope>;
  /** Remediations it can carry out; likewise. */
  readonly remediations: ReadonlySet<Remediation>;
  /** Makes `rules` all that is held. Never leaves a moment in which a rule of both the old and the new set is missing. */
  reset(rules: readonly Rule[]): Promise<Applied>;
  /** Applies changes in order. Applying the same change again changes nothing. */
  apply(changes: readonly Change[]): Promise<Applied>;
  status(): TargetStatus;
  /** How full everything is that has a limit, by name; for metrics. Always the same names. */
  numbers(): Readonly<Record<string, number>>;
  /** Lets go of files and sockets. What is enforced stays enforced until it expires. */
  close(): Promise<void>;
}
