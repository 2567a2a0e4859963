/** From directives to rules. */
import { nearest } from '../config/nearest.ts';
import type { Fragment, Remark } from './fragment.ts';
import { CHARACTERS_MAX, closing, type Directive, lex, unescaped } from './lexer.ts';
import type { ActionText, Operator, SecRule, Target } from './rule.ts';

export interface Configuration {
  readonly rules: readonly SecRule[];
  /** Of SecWebAppId. */
  readonly app: string | undefined;
  /** Of SecCollectionTimeout. */
  readonly timeoutMs: number | undefined;
  readonly problems: readonly Remark[];
}

const DIRECTIVES = ['SecRule', 'SecAction', 'SecWebAppId', 'SecCollectionTimeout'] as const;

/** A week: as long as a scenario may wait for anything. */
const TIMEOUT_MAX_S = 7 * 24 * 3600;

const TARGET = /^(&?)\s*([A-Za-z_]+)(?:[:.](.+))?$/;
const OPERATOR = /^(!?)\s*(?:@(\w+)(?:\s+|$))?/;

export function parseConfiguration(text: string): Configuration {
  if (text.length > CHARACTERS_MAX) {
    const message = `the file has more than ${CHARACTERS_MAX} characters`;
    return { rules: [], app: undefined, timeoutMs: undefined, problems: [{ line: 1, column: 1, message }] };
  }
  const { directives, problems } = lex(text);
  const reader = new Reader();
  for (const directive of directives) reader.read(directive);
  const { rules, app, timeoutMs } = reader;
  return { rules, app, timeoutMs, problems: [...problems, ...reader.problems] };
}

class Reader {
  readonly rules: SecRule[] = [];
  readonly problems: Remark[] = [];
  app: string | undefined;
  timeoutMs: number | undefined;

  read({ name, args }: Directive): void {
    switch (DIRECTIVES.find((each) => each.toLowerCase() === name.text.toLowerCase())) {
      case 'SecRule':
        this.#rule(name, args);
        break;
      case 'SecAction':
        if (args.length !== 1) this.#refuse(name, 'SecAction takes one argument, its actions');
        else this.rules.push({ at: name, targets: [], operator: undefined, actions: this.#actions(args[0]) });
        break;
      case 'SecWebAppId':
        this.app = args[0]?.text;
        break;
      case 'SecCollectionTimeout': {
        const seconds = Number(args[0]?.text);
        if (Number.isInteger(seconds) && seconds > 0 && seconds <= TIMEOUT_MAX_S)
          this.timeoutMs = 1000 * seconds;
        else this.#refuse(name, `SecCollectionTimeout takes 1 to ${TIMEOUT_MAX_S} seconds`);
        break;
      }
      default:
        this.#refuse(name, `${name.text} ${unknownHint(name.text)}`);
    }
  }

  #refuse(at: Fragment, message: string): void {
    this.problems.push(at.remark(message));
  }

  #rule(name: Fragment, args: readonly Fragment[]): void {
    if (args.length < 2 || args.length > 3) {
      this.#refuse(name, 'SecRule takes variables, an operator and actions, each in quotes');
      return;
    }
    const targets = args[0].split('|').flatMap((part) => this.#target(part.trimmed()));
    const operator = operatorOf(args[1]);
    const actions = args[2] ? this.#actions(args[2]) : [];
    this.rules.push({ at: name, targets, operator, actions });
  }

  #target(at: Fragment): Target[] {
    const match = TARGET.exec(at.text);
    if (match) {
      const [, count, name, selector = ''] = match;
      return [{ at, counted: count !== '', name: name.toUpperCase(), selector: selector.toLowerCase() }];
    }
    const hint = at.text.startsWith('!') ? '; exclusions are not followed' : '';
    this.#refuse(at, `"${at.text}" is no variable${hint}`);
    return [];
  }

  #actions(list: Fragment): ActionText[] {
    const quoted = quotedRanges(list.text);
    const parts = list.split(',', (at) => quoted.some(([from, to]) => at > from && at < to));
    return parts.map((part) => part.trimmed()).flatMap((part) => (part.text === '' ? [] : actionOf(part)));
  }
}

function actionOf(at: Fragment): ActionText {
  const colon = at.text.indexOf(':');
  const name = (colon < 0 ? at.text : at.text.slice(0, colon)).trim().toLowerCase();
  const value = at.slice(colon < 0 ? at.text.length : colon + 1).trimmed();
  const inQuotes = value.text.startsWith("'") && closing(value.text, 0) === value.text.length - 1;
  return { at, name, value: inQuotes ? unescaped(value.slice(1, value.text.length - 1), "'") : value };
}

/** Where values in single quotes stand: only behind a colon, so that an apostrophe in a word opens none. */
function quotedRanges(text: string): (readonly [from: number, to: number])[] {
  const ranges: (readonly [number, number])[] = [];
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== "'" || !/:\s*$/.test(text.slice(Math.max(0, at - 10), at))) continue;
    const to = closing(text, at);
    if (to < 0) break;
    ranges.push([at, to]);
    at = to;
  }
  return ranges;
}

/** Without a name it is a pattern. */
function operatorOf(at: Fragment): Operator {
  const [whole, not, name = 'rx'] = OPERATOR.exec(at.text) ?? ['', '', 'rx'];
  const argument = at.slice(whole.length);
  return {
    at,
    name: name.toLowerCase(),
    negated: not !== '',
    argument: name === 'rx' ? argument : argument.trimmed(),
  };
}

function unknownHint(name: string): string {
  const meant = nearest(name, DIRECTIVES);
  return meant === undefined
    ? `can't be followed from a log; ${DIRECTIVES.join(', ')} are read`
    : `is no directive; did you mean ${meant}?`;
}
