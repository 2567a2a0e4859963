/** The gRPC side of the policies: what holds, and changing it. */
import type { AuditLog } from '#libs/audit/audit-log.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { MODES } from '#libs/domain/mode.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { misspeltScenarios } from '#libs/language/built-in.ts';
import { policiesDefinition } from '#libs/rpc/definitions.ts';
import type { Rpc, ServiceDefinition } from '#libs/rpc/server.ts';
import type { weir } from '#proto';
import { describeAction, describeMatch } from '../policies/description.ts';
import { type PolicyBook, type PolicyChange, type PolicyRecord, setOf } from '../policies/policy-book.ts';
import { policiesOf } from '../policies/policy-file.ts';
import { modeOf, type PolicySet } from '../policies/policy-set.ts';

const WHAT_MAX = 500;

export interface PolicyPlaneOptions {
  readonly rpc: Rpc;
  readonly book: PolicyBook;
  readonly audit: AuditLog;
  /** Folder of scenarios of one's own. */
  readonly scenarios: string | undefined;
  readonly clock: Clock;
}

type Change = weir.v1.ChangePoliciesRequest;

export class PolicyPlane {
  readonly #options: PolicyPlaneOptions;

  constructor(options: PolicyPlaneOptions) {
    this.#options = options;
  }

  /** What a gRPC server is given. */
  service() {
    const { rpc } = this.#options;
    return {
      definition: policiesDefinition as ServiceDefinition,
      handlers: {
        get: rpc.call(() => this.#get()),
        change: rpc.call((request: Change, { name }) => this.#change(request, name)),
      },
    };
  }

  #get(): weir.v1.GetPoliciesReply.$Properties {
    const { record, set, alarm } = this.#options.book;
    const own = new Set(policiesOf(record.text, 'policies.yaml').policies.map(({ name }) => name));
    return {
      record: messageOfRecord(record),
      alarm,
      policies: set.policies.map((policy) => ({
        name: policy.name,
        mode: policy.mode,
        match: describeMatch(policy.match),
        does: describeAction(policy),
        builtIn: !own.has(policy.name),
      })),
    };
  }

  async #change(request: Change, token: string): Promise<weir.v1.ChangePoliciesReply.$Properties> {
    const { book, audit, clock, scenarios } = this.#options;
    const { text, author, dryRun } = request;
    const what = whatOf(request);
    let next: PolicySet = book.set;
    const changed = (before: PolicyRecord) => {
      const modes = changedModes(before.modes, request.modes);
      const own = text ?? before.text;
      const change: PolicyChange = {
        text: own,
        modes,
        madeMs: clock.now(),
        by: author,
        what,
      };
      next = readable(change, before);
      const isSame = own === before.text && JSON.stringify(modes) === JSON.stringify(before.modes);
      return dryRun || isSame ? undefined : change;
    };
    let record = await book.change(() => undefined);
    if (changed(record)) {
      await audit.record('policies', { author: author.slice(0, WHAT_MAX), what, token });
      record = await book.change(changed);
    }
    const named = next.policies.flatMap(({ match }) => match.scenario ?? []);
    const warnings = misspeltScenarios(named, scenarios).map(({ name, message }) => `${name}: ${message}`);
    return { record: messageOfRecord(record), warnings };
  }
}

/** @throws WeirError `invalid` that tells what can't be read */
function readable(change: PolicyChange, { text, modes }: PolicyRecord): PolicySet {
  try {
    return setOf({ text, modes, ...change });
  } catch (error) {
    throw new WeirError('invalid', messageOf(error));
  }
}

function changedModes(
  before: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): Record<string, string> {
  const modes = { ...before };
  for (const [name, mode] of Object.entries(wanted)) {
    if (mode === '') delete modes[name];
    else if (modeOf(mode)) modes[name] = mode;
    else throw new WeirError('invalid', `mode ${mode}: use ${MODES.join(', ')}`);
  }
  return modes;
}

function whatOf({ text, modes, reason }: Change): string {
  const parts = Object.entries(modes).map(
    ([name, mode]) => `${name}: ${mode === '' ? 'its own mode' : mode}`,
  );
  if (typeof text === 'string') parts.unshift('policies applied');
  return [parts.join(', '), reason]
    .filter((part) => part !== '')
    .join(' - ')
    .slice(0, WHAT_MAX);
}

function messageOfRecord({ base: _, ...record }: PolicyRecord): weir.v1.PolicyRecord.$Properties {
  return record;
}
