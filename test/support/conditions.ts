/** Conditions and the events they are about, by chance, with much in common: else few would hold. */
import fc from 'fast-check';
import type { EventField } from '#libs/domain/event.ts';
import {
  and,
  type Condition,
  inList,
  inPrefixes,
  matches,
  not,
  number,
  or,
  text,
} from '#libs/match/condition.ts';
import { EVENT_NUMBERS, EVENT_TEXTS } from '#libs/match/fields.ts';
import { event, type TestEvent } from './batches.ts';
import type { ListEntries } from './condition-oracle.ts';

const WORDS = [
  '',
  '/',
  '/a',
  '/A',
  'a.js',
  '/b.PHP',
  '/a%2eb/',
  '/%252e',
  'GET',
  'a+b',
  '\\a',
  '\xe9',
  '/12',
  '/:n',
  '/a0b1c2d3',
  '\u212a',
  '\u017f',
  '\u0130s',
  'ks',
  'KS',
  '.kı',
  '⊢a⊣',
];
const PATTERNS = [
  '^/',
  '[0-9]{2}',
  'a|b$',
  '\\.[a-z]+$',
  '^$',
  '(?i)ks|a\\.',
  '(?i)^[/.]?k',
  '/a(\\.j|b?)s?',
  '(^|/)a',
  '[^a]b',
  '\\pL',
  '\\bb',
  '(?m)^b',
  '(js|php\\d?)$',
];
const NUMBERS = [0, 1, 200, 404, 500, 1023, 1024, 65_535];
const REQUEST_TIMES_US = [0, 1000, 100_000, 1_000_000, 4_294_967_295];
const ADDRESSES = [
  '198.51.100.7',
  '198.51.100.8',
  '198.51.101.1',
  '203.0.113.9',
  '2001:db8::1',
  '2001:db8:0:1::1',
];
const PREFIXES = ['198.51.100.7', '198.51.100.0/24', '198.51.100.8/31', '0.0.0.0/0', '2001:db8::/64', '::/0'];

export const LIST_ENTRIES: ListEntries = new Map([
  ['texts', WORDS.filter((_, i) => i % 3 === 1)],
  ['prefixes', ['203.0.113.0/28', '2001:db8:0:1::/64', '198.51.100.8']],
]);

/** Texts put together from few pieces; also longer than what is kept of them, and invalid UTF-8. */
const word = fc.constantFrom(...WORDS);
const eventText = fc.oneof(
  { weight: 10, arbitrary: fc.array(word, { maxLength: 3 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 3 }) },
  { weight: 1, arbitrary: fc.tuple(word, word).map(([start, end]) => `${start}${'x'.repeat(2047)}${end}`) },
);

const textField = fc.constantFrom(...EVENT_TEXTS);
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(...EVENT_NUMBERS),
      fc.constantFrom('in', '<', '<=', '>', '>='),
      fc.constantFrom(...NUMBERS),
    )
    .map(([field, test, value]) => number(field, test, value)),
  fc.subarray(NUMBERS).map((values) => number('status', 'in', ...values)),
  fc
    .tuple(fc.constantFrom('in', '<', '<=', '>', '>='), fc.constantFrom(...REQUEST_TIMES_US))
    .map(([test, us]) => number('request_time', test, us / 1e6)),
  fc
    .tuple(
      textField,
      fc.constantFrom('is', 'contains', 'startsWith', 'endsWith'),
      fc.array(word, { minLength: 1, maxLength: 3 }),
    )
    .map(([field, test, values]) => text(field, test, ...values)),
  fc.tuple(textField, fc.constantFrom(...PATTERNS)).map(([field, pattern]) => matches(field, pattern)),
  textField.map((field) => inList(field, 'texts')),
  fc.subarray(PREFIXES).map((prefixes) => inPrefixes(...prefixes)),
  fc.constant(inList('client.ip', 'prefixes')),
);

export const { condition } = fc.letrec<{ condition: Condition; parts: Condition[] }>((tie) => ({
  parts: fc.array(tie('condition'), { maxLength: 3 }),
  condition: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    leaf,
    tie('parts').map((parts) => and(...parts)),
    tie('parts').map((parts) => or(...parts)),
    tie('condition').map(not),
  ),
}));

const texts = [
  'method',
  'path',
  'query',
  'user_agent',
  'referer',
  'user',
  'host',
  'protocol',
] as const satisfies EventField[];

export const anyEvent: fc.Arbitrary<TestEvent> = fc
  .record({
    from: fc.constantFrom(...ADDRESSES),
    status: fc.constantFrom(...NUMBERS),
    bytesSent: fc.constantFrom(...NUMBERS),
    requestBytes: fc.constantFrom(...NUMBERS),
    requestTimeUs: fc.constantFrom(...REQUEST_TIMES_US),
    ...(Object.fromEntries(texts.map((field) => [field, eventText])) as Record<
      (typeof texts)[number],
      typeof eventText
    >),
  })
  .map((options) => event(options));
