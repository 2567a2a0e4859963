/** Compares what was found with the truth: one outcome for each attack, and one for each innocent who was hit. */
import type { Decision } from '#libs/domain/decision.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { LATENESS_MS } from '#libs/domain/event.ts';
import type { ActiveMode } from '#libs/domain/mode.ts';
import { formatPrefix, type Prefix, prefixCovers } from '#libs/domain/prefix.ts';
import type { Request } from '../traffic/request.ts';
import {
  type Campaign,
  type CampaignTarget,
  type Innocent,
  prefixNamed,
  type Truth,
} from '../traffic/truth.ts';

export interface AttackOutcome {
  readonly class: string;
  /** Of many addresses together. */
  readonly isCampaign: boolean;
  /** Addresses that took part, and those of them that a decision refuses. */
  readonly members: number;
  readonly membersDecided: number;
  /** By a scenario that is there to find this class; undefined when it was not. */
  readonly detected: Delay | undefined;
  /** Enforced, whichever scenario was the reason. */
  readonly decided: Delay | undefined;
  /** All scenarios that said something about it. */
  readonly scenarios: readonly string[];
}

/** From the first request of the attack, that one included. */
export interface Delay {
  readonly events: number;
  readonly seconds: number;
}

/** An address or network of innocents, or the whole site, that somebody would have been refused for. */
export interface FalseOutcome {
  readonly kind: string;
  readonly visitors: number;
  readonly mode: ActiveMode;
  /** The scenarios of that mode. */
  readonly scenarios: readonly string[];
}

/** What a detection or a decision is about. */
type Subject =
  | { readonly kind: 'address'; readonly address: string }
  | { readonly kind: 'network'; readonly prefix: Prefix }
  | { readonly kind: 'site'; readonly host: string; readonly path: string };

interface Finding {
  readonly scenario: string;
  readonly mode: ActiveMode;
  readonly subject: Subject;
  readonly openedMs: number;
  readonly lastSeenMs: number;
}

/** What does not belong to a network or an address is put down to this kind. */
export const SITE_KIND = '(whole site)';

export class Score {
  readonly #truth: Truth;
  readonly #foundBy: Readonly<Record<string, readonly string[]>>;
  readonly #findings: Finding[] = [];
  /** When the requests of an attack came, Unix ms, by the address or the campaign. */
  readonly #times = new Map<string | Campaign, number[]>();

  constructor(truth: Truth, foundBy: Readonly<Record<string, readonly string[]>>) {
    this.#truth = truth;
    this.#foundBy = foundBy;
  }

  /** In order of time. */
  addRequest({ bad, address, timeMs }: Pick<Request, 'bad' | 'address' | 'timeMs'>): void {
    if (!bad) return;
    const attack = this.#truth.members.get(address) ?? address;
    const times = this.#times.get(attack);
    if (times) times.push(timeMs);
    else this.#times.set(attack, [timeMs]);
  }

  addDetection({ scenario, mode, key, openedMs, lastSeenMs }: Detection): void {
    const value = (...fields: string[]) => key.find(({ field }) => fields.includes(field))?.value;
    const subject = subjectOf(
      value('client.ip'),
      value('client.net', 'client.subnet'),
      value('host'),
      value('path', 'path_template'),
    );
    this.#findings.push({ scenario, mode, subject, openedMs, lastSeenMs });
  }

  /** @param decisions all that were made */
  attacks(decisions: readonly Decision[]): AttackOutcome[] {
    const refused = new Refused(decisions);
    const alone = [...this.#truth.attackers.values()].map(({ address, class: name }): AttackOutcome => {
      const findings = this.#findings.filter(({ subject }) => isAbout(subject, address));
      const decided = refused.has(address);
      return {
        ...this.#outcome(name, address, findings, decided),
        isCampaign: false,
        members: 1,
        membersDecided: decided ? 1 : 0,
      };
    });
    const together = this.#truth.campaigns.map((campaign): AttackOutcome => {
      const findings = this.#findings.filter((finding) => isAboutCampaign(finding, campaign));
      const membersDecided = campaign.members.filter((member) => refused.has(member)).length;
      return {
        ...this.#outcome(campaign.class, campaign, findings, refused.hasTarget(campaign.target)),
        isCampaign: true,
        members: campaign.members.length,
        membersDecided,
      };
    });
    return [...alone, ...together];
  }

  /**
   * Innocents that a decision refuses (mode enforce), or that a scenario in shadow speaks of.
   * @param decisions all that were made
   */
  falseOutcomes(decisions: readonly Decision[]): FalseOutcome[] {
    const refused = new Refused(decisions);
    const hits = new Map<
      string,
      { innocents: readonly Innocent[]; mode: ActiveMode; scenarios: Set<string> }
    >();
    for (const finding of this.#findings) {
      const innocents = this.#innocentsHit(finding);
      if (innocents.length === 0 || (isEnforced(finding) && !refused.hasSubject(finding.subject))) continue;
      const { mode, scenario } = finding;
      const key = `${mode} ${nameOf(finding.subject)}`;
      const hit = hits.get(key) ?? { innocents, mode, scenarios: new Set() };
      hit.scenarios.add(scenario);
      hits.set(key, hit);
    }
    return [...hits.values()].map(({ innocents, mode, scenarios }) => ({
      kind: innocents[0].kind,
      visitors: innocents.reduce((sum, { visitors }) => sum + visitors, 0),
      mode,
      scenarios: [...scenarios],
    }));
  }

  #outcome(
    name: string,
    attack: string | Campaign,
    findings: readonly Finding[],
    isDecided: boolean,
  ): Pick<AttackOutcome, 'class' | 'detected' | 'decided' | 'scenarios'> {
    const foundBy = this.#foundBy[name] ?? [];
    const enforced = isDecided ? findings.filter(isEnforced) : [];
    return {
      class: name,
      detected: this.#delay(
        attack,
        findings.filter(({ scenario }) => foundBy.includes(scenario)),
      ),
      decided: this.#delay(attack, enforced),
      scenarios: [...new Set(findings.map(({ scenario }) => scenario))],
    };
  }

  /** Until the first of the findings; undefined when there is none. */
  #delay(attack: string | Campaign, findings: readonly Finding[]): Delay | undefined {
    const times = this.#times.get(attack) ?? [];
    if (findings.length === 0 || times.length === 0) return undefined;
    const foundMs = Math.min(...findings.map(({ openedMs }) => openedMs));
    // Event time has whole microseconds at best, lines have milliseconds.
    const events = times.filter((timeMs) => timeMs < foundMs + 1).length;
    return { events, seconds: Math.max(0, foundMs - times[0]) / 1000 };
  }

  #innocentsHit(finding: Finding): readonly Innocent[] {
    const truth = this.#truth;
    const { subject } = finding;
    if (subject.kind === 'address') {
      const innocent = truth.innocents.get(subject.address);
      return innocent ? [innocent] : [];
    }
    if (subject.kind === 'network') {
      const { prefix } = subject;
      const attacked = truth.campaignsIn(prefix).length > 0 || truth.attackersIn(prefix).length > 0;
      return attacked ? [] : truth.innocentsIn(prefix);
    }
    const explained = truth.campaigns.some((campaign) => isAboutCampaign(finding, campaign));
    return explained ? [] : [{ kind: SITE_KIND, visitors: 0 }];
  }
}

/** Whose requests are refused, and on which pages somebody is challenged. */
class Refused {
  readonly #addresses = new Set<string>();
  readonly #prefixes: Prefix[] = [];
  /** As `shop.example /login`. */
  readonly #pages = new Set<string>();

  constructor(decisions: readonly Decision[]) {
    for (const { scope, value, withheld, contributions } of decisions) {
      if (withheld !== '' || !contributions.some(isEnforced)) continue;
      if (scope === 'prefix') this.#prefixes.push(prefixNamed(value));
      else if (scope === 'host+path') this.#pages.add(value);
      else if (scope.startsWith('ip')) this.#addresses.add(value.split(' ')[0]);
    }
  }

  has(address: string): boolean {
    if (this.#addresses.has(address)) return true;
    if (this.#prefixes.length === 0) return false;
    const own = prefixNamed(address);
    return this.#prefixes.some((prefix) => prefixCovers(prefix, own));
  }

  hasSubject(subject: Subject): boolean {
    if (subject.kind === 'address') return this.has(subject.address);
    return subject.kind === 'network'
      ? this.#hasNetwork(subject.prefix)
      : this.#pages.has(`${subject.host} ${subject.path}`);
  }

  hasTarget(target: CampaignTarget): boolean {
    if (target.kind === 'network') return this.#hasNetwork(prefixNamed(target.prefix));
    return target.kind === 'page' && this.#pages.has(`${target.host} ${target.path}`);
  }

  #hasNetwork(prefix: Prefix): boolean {
    return this.#prefixes.some((refused) => overlap(refused, prefix));
  }
}

function overlap(a: Prefix, b: Prefix): boolean {
  return prefixCovers(a, b) || prefixCovers(b, a);
}

function isEnforced({ mode }: { readonly mode: ActiveMode }): boolean {
  return mode === 'enforce';
}

function subjectOf(address: string | undefined, net: string | undefined, host = '', path = ''): Subject {
  if (address !== undefined) return { kind: 'address', address };
  return net === undefined ? { kind: 'site', host, path } : { kind: 'network', prefix: prefixNamed(net) };
}

/** The text that subjects are told apart by: an address is one, however many hosts it was found on. */
function nameOf(subject: Subject): string {
  if (subject.kind === 'address') return subject.address;
  return subject.kind === 'network' ? formatPrefix(subject.prefix) : `${subject.host} ${subject.path}`;
}

function isAbout(subject: Subject, address: string): boolean {
  if (subject.kind === 'address') return subject.address === address;
  return subject.kind === 'network' && prefixCovers(subject.prefix, prefixNamed(address));
}

/** Whether a finding is about the network, the page or the host of a campaign, at its time. */
function isAboutCampaign({ subject, openedMs, lastSeenMs }: Finding, campaign: Campaign): boolean {
  const { target, fromMs, toMs } = campaign;
  if (openedMs > toMs + LATENESS_MS || lastSeenMs < fromMs) return false;
  if (subject.kind === 'network') {
    if (target.kind !== 'network') return false;
    return overlap(subject.prefix, prefixNamed(target.prefix));
  }
  if (subject.kind === 'address' || target.kind === 'network') return false;
  if (subject.host !== '' && subject.host !== target.host) return false;
  return subject.path === '' || (target.kind === 'page' && subject.path === target.path);
}
