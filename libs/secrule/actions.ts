/** What the actions of one rule come to. */
import { isCollection } from '../collection/name.ts';
import { nearest } from '../config/nearest.ts';
import type { Fragment, Remark } from './fragment.ts';
import type { SecRule } from './rule.ts';

export interface Initcol {
  readonly at: Fragment;
  readonly collection: string;
  readonly key: string;
}

/** As written: macros in it may stand for what other rules say. */
export interface Statement {
  readonly at: Fragment;
  readonly kind: 'setvar' | 'expirevar';
  readonly text: string;
}

export interface RuleActions {
  readonly id: string;
  readonly phase: number;
  readonly chained: boolean;
  readonly deny: Fragment | undefined;
  readonly status: number;
  readonly initcols: readonly Initcol[];
  readonly statements: readonly Statement[];
  readonly message: string;
  readonly severity: string;
  /** Transformations behind the last t:none. */
  readonly lowercase: Fragment | undefined;
  /** A digest, and what writes it down: nothing for the purpose of telling texts apart. */
  readonly digest: Fragment | undefined;
}

const PHASES: Readonly<Record<string, number>> = { request: 2, response: 4, logging: 5 };
/** They change nothing of what is found. */
const SILENT = new Set([
  ...['pass', 'log', 'nolog', 'auditlog', 'noauditlog'],
  ...['tag', 'ver', 'rev', 'logdata', 'maturity', 'accuracy'],
]);
const DIGESTS = new Set(['sha1', 'md5', 'hexencode']);
const HINTS: Readonly<Record<string, string>> = {
  setuid: 'write initcol:user=%{remote_user} instead',
  setsid: 'a log tells no session; write initcol:session=... of what it tells',
  setrsc: 'write initcol:resource=%{request_filename} instead',
  allow: 'decisions that let somebody through are made by hand: weir decisions add --remediation allow',
  capture: 'what a pattern captured is not remembered',
  redirect: 'use deny with a status',
  drop: 'use deny with a status',
};
const READ = [
  ...[
    'id',
    'phase',
    'chain',
    'deny',
    'block',
    'status',
    'initcol',
    'setvar',
    'expirevar',
    'msg',
    'severity',
    't',
  ],
  ...SILENT,
];

/** @param add is told what can't be followed */
export function actionsOf({ actions }: SecRule, add: (problem: Remark) => void): RuleActions {
  const found = {
    id: '',
    phase: 2,
    chained: false,
    deny: undefined as Fragment | undefined,
    status: 403,
    initcols: [] as Initcol[],
    statements: [] as Statement[],
    message: '',
    severity: '',
    lowercase: undefined as Fragment | undefined,
    digest: undefined as Fragment | undefined,
  };
  for (const { at, name, value } of actions) {
    const refuse = (message: string) => add(at.remark(message));
    if (SILENT.has(name)) continue;
    switch (name) {
      case 'id':
        found.id = value.text;
        break;
      case 'msg':
        found.message = value.text;
        break;
      case 'severity':
        found.severity = value.text.toLowerCase();
        break;
      case 'chain':
        found.chained = true;
        break;
      case 'deny':
      case 'block':
        found.deny = at;
        break;
      case 'phase': {
        found.phase = PHASES[value.text.toLowerCase()] ?? Number(value.text);
        if (![1, 2, 3, 4, 5].includes(found.phase)) refuse(`phase:${value.text} is none; use 1 to 5`);
        break;
      }
      case 'status':
        found.status = Number(value.text);
        break;
      case 'setvar':
      case 'expirevar':
        found.statements.push({ at, kind: name, text: value.text });
        break;
      case 'initcol': {
        const initcol = initcolOf(at, value.text);
        if (typeof initcol === 'string') refuse(initcol);
        else found.initcols.push(initcol);
        break;
      }
      case 't': {
        const transformation = value.text.toLowerCase();
        if (transformation === 'none') {
          found.lowercase = undefined;
          found.digest = undefined;
        } else if (transformation === 'lowercase') found.lowercase = at;
        else if (DIGESTS.has(transformation)) found.digest = at;
        else refuse(`t:${value.text} can't be followed; t:none and t:lowercase can`);
        break;
      }
      default:
        refuse(`${name} ${unknownHint(name)}`);
    }
  }
  if (found.deny && !(Number.isInteger(found.status) && found.status >= 400 && found.status <= 599)) {
    add(found.deny.remark(`status ${found.status} refuses nothing; use 400 to 599`));
  }
  return found;
}

function initcolOf(at: Fragment, text: string): Initcol | string {
  const equals = text.indexOf('=');
  const collection = text.slice(0, Math.max(0, equals)).trim().toLowerCase();
  if (equals < 0 || !isCollection(collection)) {
    return `"${text}" gives no collection a key; write one such as initcol:ip=%{remote_addr}`;
  }
  return { at, collection, key: text.slice(equals + 1).trim() };
}

function unknownHint(name: string): string {
  const hint = HINTS[name];
  if (hint !== undefined) return `can't be followed: ${hint}`;
  const meant = nearest(name, READ);
  return meant === undefined
    ? `can't be followed; read are ${READ.join(', ')}`
    : `is no action; did you mean ${meant}?`;
}
