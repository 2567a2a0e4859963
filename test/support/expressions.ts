/** Expressions of the admitted language by chance, the events they are about, and CEL's own library as the judge of both. */
import { BlockList } from 'node:net';
import { Environment } from '@marcbachmann/cel-js';
import type { Random } from '#libs/clock/random.ts';
import { EXPRESSION_FIELDS } from '#libs/language/fields.ts';
import { declarations, STANDARD_FUNCTIONS } from '#libs/language/syntax.ts';
import { STATIC_EXTENSIONS, type TextualField } from '#libs/match/fields.ts';
import { event, type TestEvent } from './batches.ts';
import { fieldText, type ListEntries } from './condition-oracle.ts';

const PIECES = [
  '/',
  'a',
  'b',
  'login',
  '.php',
  '.js',
  '?',
  "it's",
  '"',
  '\\',
  '%2e',
  '%252E',
  '+',
  'GET',
  'POST',
  'é',
  'K',
  '1',
  '404',
  ' ',
  '\t',
] as const;
/** RE2 and the library's regular expressions agree on these. */
const PATTERNS = [
  '^/',
  '[0-9]{2}',
  'a|b$',
  '\\.[a-z]+$',
  '^$',
  '(^|/)login',
  '[^a]b',
  "it's?",
  '(js|php\\d?)$',
  'a{2,3}',
  '\\bb',
];
const NUMBERS = [0, 1, 200, 404, 500, 1024, 65_535];
/** Seconds, as they are written. */
const SECONDS = ['0.0', '0.001', '0.1', '2.5', '20.0'];
const ADDRESSES = ['198.51.100.7', '198.51.100.8', '203.0.113.9', '2001:db8::1', '2001:db8:0:1::1'];
const NETWORKS = [
  '198.51.100.0/24',
  '198.51.100.8/31',
  '0.0.0.0/0',
  '2001:db8::/64',
  '::/0',
  '203.0.113.9/32',
];

export const LISTS: ListEntries = new Map([
  ['texts', ['/login', 'GET', 'a', "it's", 'php']],
  ['networks', ['203.0.113.0/28', '2001:db8:0:1::/64', '198.51.100.8/32']],
]);

export class Chance {
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  below(count: number): number {
    return Math.floor(this.#random.next() * count);
  }

  of<T>(values: readonly T[]): T {
    return values[this.below(values.length)];
  }

  some<T>(most: number, make: () => T, least = 0): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }
}

/** The text of an expression, nested so deep at most. */
export function anyExpression(chance: Chance, depth = 3): string {
  if (depth === 0 || chance.below(3) === 0) return anyTest(chance);
  const part = () => anyExpression(chance, depth - 1);
  switch (chance.below(4)) {
    case 0:
      return `!(${part()})`;
    case 1:
      return `(${part()})`;
    default:
      return `(${chance.some(3, part, 2).join(chance.of([' && ', ' || ', '&&', '\n  || ', ' &&\n']))})`;
  }
}

function anyTest(chance: Chance): string {
  const [name, { type }] = chance.of(
    [...EXPRESSION_FIELDS].filter(([, { sources }]) => sources.includes('http')),
  );
  switch (type) {
    case 'flag':
      return chance.of([name, `!${name}`]);
    case 'integer':
      return numberTest(chance, name, () => String(chance.of(NUMBERS)));
    case 'decimal':
      return numberTest(chance, name, () => chance.of(SECONDS));
    case 'address':
      return addressTest(chance, name);
    case 'text':
      return textTest(chance, name);
  }
}

function numberTest(chance: Chance, name: string, value: () => string): string {
  if (chance.below(4) === 0) return `${name} in [${chance.some(3, value, 1).join(', ')}]`;
  const [left, right] = chance.below(4) === 0 ? [value(), name] : [name, value()];
  return `${left} ${chance.of(['==', '!=', '<', '<=', '>', '>='])} ${right}`;
}

function addressTest(chance: Chance, name: string): string {
  const address = () => `'${chance.of(ADDRESSES)}'`;
  const network = () => `'${chance.of(NETWORKS)}'`;
  return chance.of([
    `${name} == ${address()}`,
    `${address()} != ${name}`,
    `${name} in [${chance.some(3, address, 1).join(', ')}]`,
    `${name}.inNet(${network()})`,
    `${name}.inNet([${chance.some(3, network, 1).join(', ')}])`,
    `${name} in list('networks')`,
  ]);
}

function textTest(chance: Chance, name: string): string {
  const any = () => quoted(chance, anyText(chance));
  const full = () => quoted(chance, anyText(chance) || 'a');
  const list = () => `[${chance.some(3, full, 1).join(',')}]`;
  switch (chance.below(6)) {
    case 0:
      return `${name} ${chance.of(['==', '!='])} ${any()}`;
    case 1:
      return `${name} in [${chance.some(3, any, 1).join(', ')}]`;
    case 2:
      return `${name} in list('texts')`;
    case 3:
      return `${name}.matches(r${JSON.stringify(chance.of(PATTERNS)).replaceAll('\\\\', '\\')})`;
    case 4:
      return `${name}.${chance.of(['containsAny', 'startsWithAny', 'endsWithAny'])}(${list()})`;
    default:
      return `${name}.${chance.of(['contains', 'startsWith', 'endsWith'])}(${full()})`;
  }
}

function anyText(chance: Chance): string {
  return chance.some(2, () => chance.of(PIECES)).join('');
}

/** A text in one of the notations that CEL has. */
function quoted(chance: Chance, text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t');
  const raw = /["'\\\t]/.test(text) ? [] : [`r'${text}'`, `R"${text}"`];
  return chance.of([
    `'${escaped.replaceAll("'", "\\'")}'`,
    `"${escaped.replaceAll('"', '\\"')}"`,
    `'''${escaped.replaceAll("'", "\\'")}'''`,
    `'${[...text].map((each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}'`,
    ...raw,
  ]);
}

export function anyEventOf(chance: Chance): TestEvent {
  const text = () => chance.some(4, () => chance.of(PIECES)).join('');
  return event({
    from: chance.of(ADDRESSES),
    status: chance.of(NUMBERS),
    bytesSent: chance.of(NUMBERS),
    requestBytes: chance.of(NUMBERS),
    requestTimeUs: Math.round(1e6 * Number(chance.of(SECONDS))),
    host: text(),
    method: chance.of(['GET', 'POST', text()]),
    path: `/${text()}`,
    query: text(),
    protocol: text(),
    user_agent: text(),
    referer: text(),
    user: text(),
    request_id: text(),
  });
}

/** An expression as CEL's library evaluates it. */
export class CelOracle {
  readonly #environment: Environment;

  constructor(lists: ListEntries) {
    const { variables, functions } = declarations();
    const made = new Environment();
    for (const [name, type] of variables) if (!name.includes('.')) made.registerVariable(name, type);
    made.registerVariable({ name: 'client', schema: { ip: 'string' } });
    const handlers = handlersOf(lists);
    for (const signature of functions) {
      const [, name = ''] = /(?:^|\.)(\w+)\(/.exec(signature) ?? [];
      if (!STANDARD_FUNCTIONS.includes(name)) made.registerFunction(signature, handlers[name]);
    }
    this.#environment = made;
  }

  closureOf(text: string): (on: TestEvent) => boolean {
    const evaluate = this.#environment.parse(text);
    const fields = [...EXPRESSION_FIELDS].filter(([name]) => text.includes(name));
    return (on) => {
      const context: Record<string, unknown> = {};
      for (const [name, { type, field }] of fields) {
        if (type === 'address') context.client = { ip: on.from };
        else if (type === 'flag')
          context[name] = (STATIC_EXTENSIONS as readonly string[]).includes(fieldText('extension', on));
        else if (type === 'text') context[name] = fieldText(field as TextualField, on);
        else context[name] = numberOf(name, on);
      }
      return evaluate(context) === true;
    };
  }
}

function numberOf(name: string, on: TestEvent): bigint | number {
  switch (name) {
    case 'request_time':
      return on.requestTimeUs / 1e6;
    case 'status':
      return BigInt(on.status);
    case 'bytes_sent':
      return BigInt(on.bytesSent);
    case 'request_bytes':
      return BigInt(on.requestBytes);
    case 'waf_severity':
      return BigInt(on.wafSeverity);
    default:
      throw new Error(`the oracle does not know ${name}`);
  }
}

type Handler = (...args: never[]) => unknown;

function handlersOf(lists: ListEntries): Record<string, Handler> {
  const any =
    (test: (text: string, part: string) => boolean): Handler =>
    (text: string, parts: string[]) =>
      parts.some((part) => test(text, part));
  return {
    containsAny: any((text, part) => text.includes(part)),
    startsWithAny: any((text, part) => text.startsWith(part)),
    endsWithAny: any((text, part) => text.endsWith(part)),
    inNet: (address: string, networks: string | string[]) =>
      [networks].flat().some((network) => isIn(network, address)),
    // A list of networks is looked into by address: CEL's \`in\` compares texts, so the addresses are written out.
    list: (name: string) =>
      name === 'networks'
        ? ADDRESSES.filter((address) => (lists.get(name) ?? []).some((network) => isIn(network, address)))
        : [...(lists.get(name) ?? [])],
  };
}

function isIn(network: string, address: string): boolean {
  const [base, bits] = network.split('/');
  const family = (of: string) => (of.includes(':') ? 'ipv6' : 'ipv4');
  if (family(base) !== family(address)) return false;
  const list = new BlockList();
  list.addSubnet(base, Number(bits), family(base));
  return list.check(address, family(address));
}
