/**
 * From a ModSecurity configuration to scenarios: one for each key that collections have, as what has another key is counted
 * in another place.
 */

import { problemsOf } from '../collection/problems.ts';
import { fieldsOfKey, keyOf, memoryOf, type Program, TIMEOUT_MS } from '../collection/program.ts';
import { parseTemplate } from '../collection/template.ts';
import type { ScenarioDefinition, Severity } from '../scenario/scenario.ts';
import { type Chain, chainsOf, isUnconditional } from './chain.ts';
import { Constants } from './constants.ts';
import type { Remark } from './fragment.ts';
import { type Group, groupsOf } from './group.ts';
import { eventsOf, withoutUseless } from './order.ts';
import { parseConfiguration } from './parser.ts';
import { type Piece, piecesOf } from './piece.ts';

export interface Conversion {
  /** None when there are problems. */
  readonly scenarios: readonly ScenarioDefinition[];
  readonly warnings: readonly Remark[];
  /** Everything that can't be followed. */
  readonly problems: readonly Remark[];
}

export interface ConversionOptions {
  /** Of the scenario, or of the first part of the names of several. */
  readonly name: string;
  /** In what is said of the scenario. */
  readonly file: string;
}

const COOLDOWN_MS = 600_000;
const COOLDOWN_MIN_MS = 1000;
const COOLDOWN_MAX_MS = 24 * 3600_000;
const DESCRIPTION_MAX = 200;

const SEVERITIES: Readonly<Record<string, Severity>> = {
  ...{ emergency: 'critical', alert: 'critical', critical: 'critical', error: 'high', warning: 'medium' },
  ...{ '0': 'critical', '1': 'critical', '2': 'critical', '3': 'high', '4': 'medium' },
};

export function convert(text: string, options: ConversionOptions): Conversion {
  const { rules, app = 'default', timeoutMs = TIMEOUT_MS, problems: unread } = parseConfiguration(text);
  const problems: Remark[] = [...unread];
  const warnings: Remark[] = [];
  const add = (problem: Remark) => problems.push(problem);
  const chains = chainsOf(rules, add);
  const constants = new Constants(chains);
  const collections = collectionsOf(chains, constants, add, (warning) => warnings.push(warning));
  const context = { constants, collections: new Set(collections.keys()), add };
  const pieces = chains.flatMap((chain, order) => piecesOf(chain, order, context));
  const groups = problems.length > 0 ? [] : groupsOf(withoutUseless(pieces), collections, add);
  if (problems.length === 0 && groups.length === 0) {
    add({ line: 1, column: 1, message: 'no rule denies, so there is nothing to look for' });
  }
  const scenarios = groups.map((group) => {
    const program = programOf(group, { app, timeoutMs });
    for (const { path, message } of problemsOf(program)) {
      const rule =
        path[0] === 'rules' && typeof path[1] === 'number' ? group.pieces[path[1]] : group.pieces[0];
      add(rule.at.remark(message));
    }
    warnings.push(...warningsOf(group));
    const name =
      groups.length === 1 ? options.name : `${options.name}-${[...group.collections.keys()].join('-')}`;
    return scenarioOf(name, group, program, options.file);
  });
  const byPlace = (a: Remark, b: Remark) => a.line - b.line || a.column - b.column;
  return {
    scenarios: problems.length > 0 ? [] : scenarios,
    warnings: warnings.sort(byPlace),
    problems: problems.sort(byPlace),
  };
}

/** The key of each collection, with everything that rules say about it put in. */
function collectionsOf(
  chains: readonly Chain[],
  constants: Constants,
  add: (problem: Remark) => void,
  warn: (warning: Remark) => void,
): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  for (const [{ rule, actions }, ...more] of chains) {
    for (const { at, collection, key } of actions.initcols) {
      const { template, left } = constants.resolveKey(key);
      const pieces = parseTemplate(template);
      if (!isUnconditional(rule) || more.length > 0) {
        add(at.remark('a key holds for all requests: write initcol into a SecAction'));
      } else if (typeof pieces === 'string') add(at.remark(pieces));
      else if (pieces.some((piece) => piece.kind === 'variable')) {
        add(at.remark(`"${template}" depends on what is remembered; a key must follow from the event`));
      } else if (pieces.some((piece) => piece.kind === 'event' && piece.macro === 'response_status')) {
        add(at.remark('a status can’t be part of a key'));
      } else if (keys.has(collection) && keys.get(collection) !== template) {
        add(at.remark(`${collection} has another key already: ${keys.get(collection)}`));
      }
      for (const variable of left) {
        if (constants.isSet(variable)) {
          add(
            at.remark(
              `${variable} is not the same text of the request in every case, and so can't be part of a key`,
            ),
          );
        } else warn(at.remark(`${variable} is set by no rule here and so is empty: it tells no keys apart`));
      }
      keys.set(collection, template);
    }
  }
  return keys;
}

function programOf({ collections, pieces }: Group, options: Pick<Program, 'app' | 'timeoutMs'>): Program {
  return {
    ...options,
    collections: Object.fromEntries(collections),
    rules: pieces.map(({ when, tests, actions, deny }) => ({
      ...(when && { when }),
      tests,
      actions,
      ...(deny !== 0 && { deny }),
    })),
    store: 'persistent',
    refused: 'skip',
  };
}

function scenarioOf(name: string, { pieces }: Group, program: Program, file: string): ScenarioDefinition {
  const memoryMs = memoryOf(program);
  const denials = pieces.filter(({ deny }) => deny !== 0);
  const severities = denials.map(({ severity }) => SEVERITIES[severity] ?? 'medium');
  const order: readonly Severity[] = ['critical', 'high', 'medium'];
  return {
    name,
    description: descriptionOf(denials, file),
    source: 'http',
    when: eventsOf(pieces),
    key: keyOf(program),
    detect: { kind: 'collection', program },
    severity: order.find((each) => severities.includes(each)) ?? 'medium',
    labels: {},
    cooldownMs: memoryMs === 0 ? COOLDOWN_MS : Math.max(COOLDOWN_MIN_MS, Math.min(COOLDOWN_MAX_MS, memoryMs)),
    mode: 'enforce',
  };
}

function descriptionOf([first]: readonly Piece[], file: string): string {
  const { message, id, deny } = first;
  const plain = message.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();
  const which = id === '' ? '' : ` ${id}`;
  return plain === '' ? `Rule${which} of ${file} answers with ${deny}.` : plain.slice(0, DESCRIPTION_MAX);
}

function warningsOf({ collections, pieces }: Group): Remark[] {
  const denials = pieces.filter(({ deny }) => deny !== 0);
  const [template = ''] = collections.values();
  const fields = fieldsOfKey(template);
  const warnings = denials
    .filter(({ when }) => when)
    .map(({ at }) =>
      at.remark(
        'the request that this denies has been answered when its line is read; the next ones are refused',
      ),
    );
  const [{ at }] = denials;
  if (!fields.includes('client.ip')) {
    const key = fields.length === 0 ? 'nothing of the request' : fields.join(' and ');
    warnings.push(
      at.remark(`the key is ${key}, without an address: what is found is recorded and not refused`),
    );
  } else if (fields.length > 1) {
    warnings.push(
      at.remark(`counted by ${fields.join(' and ')}, refused by address: no target can refuse by more yet`),
    );
  }
  return warnings;
}
