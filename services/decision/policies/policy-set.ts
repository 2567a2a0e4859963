/** The policies that hold together: the first one that is for a detection decides about it. */
import { createHash } from 'node:crypto';
import { MODES, type Mode } from '#libs/domain/mode.ts';
import { type Extend, isMatch, type Judged, type Policy } from './policy.ts';

/** Where many are blocked: addresses of a /24 or /64, /64 networks of a /48, or whoever has an address of one ASN. */
export const WIDENINGS = ['/24', '/64', '/48', 'asn'] as const;

/** When so many are blocked, what covers them is. */
export interface Widening {
  readonly of: (typeof WIDENINGS)[number];
  readonly over: number;
}

export class PolicySet {
  readonly policies: readonly Policy[];
  readonly widen: readonly Widening[];
  /** Of those that enforce something and extend it, by name. */
  readonly extend: ReadonlyMap<string, Extend>;
  /** Of everything that it says. */
  readonly version: string;

  constructor(policies: readonly Policy[], widen: readonly Widening[]) {
    this.policies = policies;
    this.widen = widen;
    this.extend = new Map(
      policies.flatMap(({ name, mode, extend }) => (mode === 'enforce' && extend ? [[name, extend]] : [])),
    );
    const said = JSON.stringify([policies, widen], (_, value) => (value === Infinity ? 'permanent' : value));
    this.version = createHash('sha256').update(said).digest('hex').slice(0, 8);
  }

  /** Whether it says anything of ASNs. */
  get asksForAsns(): boolean {
    const isWidened = this.widen.some(({ of, over }) => of === 'asn' && over !== Number.POSITIVE_INFINITY);
    return isWidened || this.policies.some(({ match }) => match.asn);
  }

  /** Undefined when no policy is for it. */
  policyFor(detection: Judged): Policy | undefined {
    return this.policies.find(({ match }) => isMatch(match, detection));
  }

  /** The same with these before all others. What they say of widening counts. */
  before(others: PolicySet): PolicySet {
    const names = new Set(this.policies.map(({ name }) => name));
    const behind = others.policies.filter(({ name }) => !names.has(name));
    return new PolicySet(
      [...this.policies, ...behind],
      [...this.widen, ...others.widen.filter(({ of }) => !this.widen.some((each) => each.of === of))],
    );
  }

  /** The same with other modes, by the name of the policy. */
  withModes(modes: Readonly<Record<string, string>>): PolicySet {
    const changed = this.policies.map((policy) => {
      const mode = Object.hasOwn(modes, policy.name) ? modeOf(modes[policy.name]) : undefined;
      return mode === undefined ? policy : { ...policy, mode };
    });
    return new PolicySet(changed, this.widen);
  }
}

export function modeOf(text: string): Mode | undefined {
  return MODES.find((mode) => mode === text);
}
