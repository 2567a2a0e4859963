/** Policies as people write them: one YAML file. Those that come with Weir hold behind those of one's own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDocument } from '#libs/config/document.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { formatProblem, type Problem, problemAt, problemOf } from '#libs/language/problem.ts';
import type { Policy } from './policy.ts';
import { type PolicyFileText, policyFileSchema } from './policy-schema.ts';
import { PolicySet, WIDENINGS, type Widening } from './policy-set.ts';

const CHARACTERS_MAX = 256 * 1024;
const BUILT_IN = join(import.meta.dirname, 'built-in.yaml');

export interface PolicyFile {
  /** Undefined when there are problems. */
  readonly set: PolicySet | undefined;
  readonly problems: readonly Problem[];
}

/** @param file its name, for messages */
export function readPolicies(text: string, file: string): PolicyFile {
  if (text.length > CHARACTERS_MAX) {
    const message = `policies have ${CHARACTERS_MAX} characters at most`;
    return { set: undefined, problems: [problemOf(file, message)] };
  }
  const { value, mistakes } = readDocument(text, policyFileSchema);
  const problems = mistakes.map(({ offset, end, message }) =>
    problemAt(file, text, { from: offset, to: end }, 'error', message),
  );
  return { set: value && new PolicySet(value.policies.map(policyOf), widenOf(value)), problems };
}

/** @throws WeirError `config` that tells every problem with its place */
export function policiesOf(text: string, file: string): PolicySet {
  const { set, problems } = readPolicies(text, file);
  if (!set) throw new WeirError('config', problems.map(formatProblem).join('\n'));
  return set;
}

/** The text of a file of one's own. @throws WeirError `config` when it can't be read */
export function readPolicyText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new WeirError('config', `${file}: can't be read: ${(error as Error).message}`);
  }
}

let builtIn: PolicySet | undefined;

/** What holds where nothing else is said. */
export function builtInPolicies(): PolicySet {
  builtIn ??= policiesOf(readFileSync(BUILT_IN, 'utf8'), BUILT_IN);
  return builtIn;
}

function policyOf({
  name,
  match,
  mode,
  remediation,
  status,
  scope,
  repeat,
  extend,
  ...rest
}: PolicyFileText['policies'][number]): Policy {
  return {
    name,
    match,
    mode,
    remediation,
    statusCode: status,
    scope,
    durationMs: rest.for,
    longestMs: rest.longest ?? Math.max(rest.for, LONGEST_MS),
    repeat: repeat
      ? { factor: repeat.factor, ceilingMs: repeat.ceiling, forgetMs: repeat.forget }
      : undefined,
    extend: extend
      ? { perMinute: extend.perMinute, byMs: extend.by ?? rest.for, ceilingMs: extend.ceiling }
      : undefined,
    packetsAbove: rest.packetsAbove,
  };
}

/** What a scenario can ask for unless the policy says otherwise. */
const LONGEST_MS = 24 * 3_600_000;

function widenOf({ widen }: PolicyFileText): Widening[] {
  return WIDENINGS.flatMap((of) => {
    const over = widen[of];
    if (over === undefined) return [];
    return [{ of, over: over === false ? Number.POSITIVE_INFINITY : over }];
  });
}
