/**
 * The tests of a scenario, NAME.test.yaml beside NAME.yaml: a list of cases. A case is events and what they lead to.
 *
 *     - name: six failures in a row
 *       kind: positive
 *       expect: [{ key: 198.51.100.7 shop.example, events: 6 }]
 *       events:
 *         - { n: 6, every: 500ms, method: POST, path: /login, status: 401 }
 *         - { at: 10s, method: POST, path: /login, status: 302 }
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { rangeOf, readDocument } from '#libs/config/document.ts';
import { parseDuration } from '#libs/domain/duration.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { formatProblem, problemAt } from '#libs/language/problem.ts';

/** What it finds; what is just beside that; and what ordinary clients do, which no scenario may enforce against. */
export const CASE_KINDS = ['positive', 'near-miss', 'innocent'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

const CASES_MAX = 200;
const EVENTS_MAX = 50_000;
const SUFFIX = '.test.yaml';

const ms = z
  .string({ error: 'write a duration such as 500ms, 30s or 4h' })
  .refine((text) => parseDuration(text) !== undefined, {
    error: 'write a duration such as 500ms, 30s or 4h',
  })
  .transform((text) => parseDuration(text) ?? 0);

const text = z.string({ error: 'write a text; one that looks like a number needs quotes' }).max(10_000);
const whole = z.int().min(0);

const eventSchema = z.strictObject({
  /** How many of them, and how far apart. */
  n: z.int().min(1).max(EVENTS_MAX).default(1),
  every: ms.prefault('1s'),
  /** When the first comes, from the beginning of the case; else after those before. */
  at: ms.exactOptional(),
  // In texts {i} is the number of the event, from 0; {i%3} its remainder, {i/3} how often 3 goes into it.
  ip: text.default('198.51.100.7'),
  host: text.default('shop.example'),
  method: text.default('GET'),
  path: text.default('/'),
  query: text.default(''),
  protocol: text.default('HTTP/1.1'),
  status: whole.max(999).default(200),
  bytes_sent: whole.default(512),
  request_bytes: whole.default(0),
  /** Seconds. */
  request_time: z.number().min(0).max(4000).default(0),
  ua: text.default('Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0'),
  referer: text.default(''),
  user: text.default(''),
  /** With one it is a match of a WAF rule, not a request. */
  waf_rule: text.default(''),
  waf_severity: whole.max(7).default(0),
});

const expectedSchema = z.strictObject({
  /** The one that is tested unless another is named. */
  scenario: z.string().exactOptional(),
  /** Values of its key with a space between. */
  key: text.exactOptional(),
  /** How many events it counts in the end. */
  events: whole.exactOptional(),
  /** Whether another site's page may have made a browser send it. */
  forgeable: z.boolean().exactOptional(),
});

const caseSchema = z
  .strictObject({
    name: z.string({ error: 'write what happens, in a few words' }).min(1).max(200),
    kind: z.enum(CASE_KINDS),
    /** Detections of the scenario: their number, or each of them. One for a positive case, else none. */
    expect: z
      .union([whole, z.array(expectedSchema).max(100)], {
        error: 'write how many detections, or a list such as [{ key: 198.51.100.7, events: 6 }]',
      })
      .exactOptional(),
    events: z.array(eventSchema, { error: 'write a list of events' }).min(1).max(100),
  })
  .superRefine(({ kind, expect = kind === 'positive' ? 1 : 0, events }, context) => {
    const count = typeof expect === 'number' ? expect : expect.length;
    if ((kind === 'positive') !== count > 0) {
      const message = `a case that is ${kind} expects ${kind === 'positive' ? 'a detection' : 'none'}`;
      context.addIssue({ code: 'custom', path: ['expect'], message });
    }
    if (events.reduce((sum, { n }) => sum + n, 0) > EVENTS_MAX) {
      context.addIssue({ code: 'custom', path: ['events'], message: `${EVENTS_MAX} events at most` });
    }
  });

const fileSchema = z
  .array(caseSchema, { error: 'write a list of cases, each with name, kind and events' })
  .min(1, { error: 'write one case or more' })
  .max(CASES_MAX);

export type CaseEvents = z.output<typeof eventSchema>;
export type Expected = z.output<typeof expectedSchema>;
export type CaseText = z.output<typeof caseSchema>;

export interface Case extends CaseText {
  /** Name of the scenario that is tested. */
  readonly scenario: string;
  readonly file: string;
  readonly line: number;
}

/** @throws WeirError `config` that tells every mistake with its place; `missing` */
export function readCases(file: string): Case[] {
  return parseCases(contentOf(file), file);
}

/** The same for text that is already there. */
export function parseCases(content: string, file: string): Case[] {
  const { value, mistakes, document, lines } = readDocument(content, fileSchema);
  if (!value) {
    const problems = mistakes.map(({ offset, end, message }) =>
      formatProblem(problemAt(file, content, { from: offset, to: end }, 'error', message)),
    );
    throw new WeirError('config', problems.join('\n'));
  }
  const scenario = basename(file, SUFFIX);
  return value.map((each, i) => {
    const [offset] = rangeOf(document, [i]);
    return { ...each, scenario, file, line: lines.linePos(offset).line };
  });
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new WeirError('missing', `${file} can't be read: ${messageOf(error)}`);
  }
}
