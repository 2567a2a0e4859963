/** Names of the domain and numbers of the wire, both ways. */
import { weir } from '#proto';
import type { Remediation } from '../domain/decision.ts';
import type { ActiveMode } from '../domain/mode.ts';
import type { Scope } from '../domain/scope.ts';
import { WeirError } from '../errors/weir-error.ts';

interface Names<T extends string> {
  toWire(name: T): number;
  /** @throws WeirError `invalid` for a number that has no name. */
  fromWire(number: number | null | undefined): T;
}

export const scopeNames = namesOf<Scope>('scope', {
  ip: weir.v1.Scope.SCOPE_IP,
  prefix: weir.v1.Scope.SCOPE_PREFIX,
  'ip+host': weir.v1.Scope.SCOPE_IP_HOST,
  'ip+agent': weir.v1.Scope.SCOPE_IP_AGENT,
  'host+path': weir.v1.Scope.SCOPE_HOST_PATH,
  agent: weir.v1.Scope.SCOPE_AGENT,
  asn: weir.v1.Scope.SCOPE_ASN,
});

export const remediationNames = namesOf<Remediation>('remediation', {
  block: weir.v1.Remediation.REMEDIATION_BLOCK,
  challenge: weir.v1.Remediation.REMEDIATION_CHALLENGE,
  throttle: weir.v1.Remediation.REMEDIATION_THROTTLE,
  allow: weir.v1.Remediation.REMEDIATION_ALLOW,
});

export const modeNames = namesOf<ActiveMode>('mode', {
  enforce: weir.v1.Mode.MODE_ENFORCE,
  shadow: weir.v1.Mode.MODE_SHADOW,
});

export const stateNames = namesOf<'active' | 'lifted'>('state', {
  active: weir.v1.State.STATE_ACTIVE,
  lifted: weir.v1.State.STATE_LIFTED,
});

function namesOf<T extends string>(what: string, numbers: Record<T, number>): Names<T> {
  const names = new Map(Object.entries<number>(numbers).map(([name, number]) => [number, name as T]));
  return {
    toWire: (name) => numbers[name],
    fromWire(number) {
      const name = names.get(number ?? 0);
      if (name === undefined) throw new WeirError('invalid', `unknown ${what} ${number ?? 0}`);
      return name;
    },
  };
}
