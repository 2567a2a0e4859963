/** What a scenario file may say: the one source for reading it and for the schema that editors use. */
import { z } from 'zod';
import { duration } from '../config/types.ts';
import { PARTS_MAX } from '../detect/detector.ts';
import { parseDuration } from '../domain/duration.ts';
import { MODES } from '../domain/mode.ts';
import { NAME } from '../domain/name.ts';
import { ADDRESS_FIELDS, NUMERIC_FIELDS, TEXTUAL_FIELDS, type ValueField } from '../match/fields.ts';
import { ESCALATE_OVER_MAX, EVENT_SOURCES, SEVERITIES } from '../scenario/scenario.ts';
import { collectionSchema } from './collection-schema.ts';
import { EXPRESSION_FIELDS } from './fields.ts';

const VALUE_FIELDS: readonly ValueField[] = [...ADDRESS_FIELDS, ...TEXTUAL_FIELDS];
const EVENTS_MAX = 10_000_000;
const DURATION = '^\\d{1,9}(\\.\\d{1,6})?(ms|s|m|h|d)$';
const WEEK_MS = 7 * 86_400_000;

/** What is said where something else stands, or nothing. */
const write = (what: string) => ({
  error: ({ input }: { input?: unknown }) => `${input === undefined ? 'missing; ' : ''}write ${what}`,
});

const expression = z
  .string(write(`a condition in quotes, such as "status == 404"`))
  .min(1, write('a condition, such as status == 404'))
  .meta({ description: 'A CEL condition over the fields of an event.' });

const events = z
  .int(write('a whole number'))
  .min(1, write('a number of at least 1'))
  .max(EVENTS_MAX, write(`a number of at most ${EVENTS_MAX}`));

const time = z
  .string(write('a duration such as 30s, 10m or 4h'))
  .pipe(duration)
  .refine((ms) => ms >= 1000 && ms <= WEEK_MS, write('a duration from 1s to 7d'))
  .meta({ pattern: DURATION, description: 'A duration such as 30s, 10m or 4h; from 1s to 7d.' });

const valueField = z
  .enum(VALUE_FIELDS, write('a field, such as path'))
  .meta({ description: 'A field of the event.' });

const leak = z
  .string(write('events per time, such as 1/10s'))
  .regex(/^[1-9]\d{0,6}\/\d{1,9}(?:ms|s|m|h|d)$/, write('events per time, such as 1/10s'))
  .transform((text) => {
    const [count, per] = text.split('/');
    return { events: Number(count), perMs: parseDuration(per) ?? 0 };
  })
  .refine(({ perMs }) => perMs > 0, write('a time above zero, such as 1/10s'))
  .meta({ description: 'How much runs out: events per time, such as 1/10s.' });

const detectors = {
  each: z.strictObject({}, write('each: {}')).meta({ description: 'Every matching event is a finding.' }),
  leaky: z
    .strictObject({ capacity: events, leak, unique: valueField.exactOptional() })
    .meta({ description: 'A bucket that leaks; what makes it overflow is a finding.' }),
  count: z
    .strictObject({ over: events, within: time, approx: z.boolean().exactOptional() })
    .meta({ description: 'More than so many events within a time.' }),
  sum: z
    .strictObject({
      of: z.enum(NUMERIC_FIELDS, write('a number field, such as bytes_sent')),
      over: z.number(write('a number')).positive(write('a number above 0')),
      within: time,
    })
    .meta({ description: 'A number adds up to more than so much within a time.' }),
  ratio: z
    .strictObject({
      part: expression,
      over: z.number(write('a share, such as 0.8')).gt(0).lt(1, write('a share below 1, such as 0.8')),
      min: events,
      within: time,
    })
    .meta({ description: 'A larger share than this, of so many events at least, meets a condition.' }),
  distinct: z
    .strictObject({ of: valueField, over: events, within: time })
    .meta({ description: 'More than so many different values of a field within a time.' }),
  sequence: z
    .strictObject({
      within: time,
      steps: z
        .array(
          z.strictObject({ when: expression, times: events.default(1), same: valueField.exactOptional() }),
          write('a list of steps'),
        )
        .min(2, write('two steps or more'))
        .max(PARTS_MAX, write(`${PARTS_MAX} steps at most`)),
    })
    .meta({ description: 'Steps in their order within a time.' }),
  absence: z
    .strictObject({ after: expression, times: events, of: expression, within: time })
    .meta({ description: 'So many events of one kind within a time, and none of another.' }),
  collection: collectionSchema(expression, time),
};

/** One label or several. */
const labels = (pattern: RegExp, example: string, description: string) => {
  const label = z.string().regex(pattern);
  return z
    .union([label, z.array(label).max(20)], { error: `write ${description}, such as ${example}` })
    .transform((given) => (typeof given === 'string' ? [given] : given))
    .meta({ description })
    .exactOptional();
};

export const scenarioSchema = z
  .strictObject(
    {
      name: z
        .string(write('the name of the file without .yaml'))
        .regex(NAME, write('lower-case words joined by "-", 63 characters at most'))
        .meta({ description: 'The name of the file without .yaml.' }),
      description: z
        .string(write('one sentence that says what it finds'))
        .regex(/^[^\n]{1,300}$/, write('one line of at most 300 characters'))
        .meta({ description: 'One sentence: what it finds.' }),
      source: z
        .enum(EVENT_SOURCES, write('http, waf or session'))
        .meta({ description: 'Requests, matches of WAF rules, or what sessions have come to.' }),
      when: expression,
      key: z
        .array(valueField, write('a list of fields, such as [client.ip, host]'))
        .min(1, write('one field or more, such as [client.ip]'))
        .max(4, write('4 fields at most'))
        .meta({ description: 'What events are counted by. A collection has its own key.' })
        .exactOptional(),
      detect: z
        .strictObject(
          Object.fromEntries(
            Object.entries(detectors).map(([name, schema]) => [name, schema.exactOptional()]),
          ) as unknown as { [D in keyof typeof detectors]: z.ZodExactOptional<(typeof detectors)[D]> },
          write('a detector, such as { count: { over: 10, within: 1m } }'),
        )
        .refine((detect) => Object.keys(detect).length === 1, {
          error: `name one detector: ${Object.keys(detectors).join(', ')}`,
          when: ({ issues }) => issues.length === 0,
        })
        .meta({ minProperties: 1, maxProperties: 1 }),
      cooldown: time.prefault('10m'),
      severity: z.enum(SEVERITIES, write('low, medium, high or critical')),
      labels: z
        .strictObject({
          attack: labels(/^T\d{4}(\.\d{3})?$/, 'T1110.001', 'ATT&CK techniques'),
          cwe: labels(/^CWE-\d{1,5}$/, 'CWE-307', 'CWE numbers'),
          cve: labels(/^CVE-\d{4}-\d{4,7}$/, 'CVE-2021-44228', 'CVE numbers'),
          behavior: labels(/^[a-z]+:[a-z-]+$/, 'http:scan', 'behaviours'),
        })
        .prefault({}),
      references: z
        .array(z.url({ protocol: /^https?$/, ...write('a URL such as https://example.org/advisory') }))
        .max(20)
        .exactOptional(),
      mode: z
        .enum(MODES)
        .default('shadow')
        .meta({ description: 'Enforced, only recorded, or not looked for.' }),
      escalate: z
        .strictObject(
          {
            to: z
              .enum(SEVERITIES, write('low, medium, high or critical'))
              .meta({ description: 'The severity that each detection then has.' }),
            over: z
              .int(write('a whole number'))
              .min(1, write('1 or more'))
              .max(ESCALATE_OVER_MAX, write(`${ESCALATE_OVER_MAX} at most`))
              .meta({ description: 'Detections about more than so many different keys.' }),
            within: time,
          },
          write('an escalation, such as { to: critical, over: 20, within: 10m }'),
        )
        .meta({ description: 'Another severity while it finds much at once, in the whole cluster.' })
        .exactOptional(),
    },
    write('a scenario: name, description, source, when, key, detect, severity'),
  )
  .superRefine(({ source, key, detect }, context) => {
    if ((key === undefined) !== (detect.collection !== undefined)) {
      const message = key
        ? 'the key of a collection follows from its initcol; leave it out'
        : 'missing; write a list of fields, such as [client.ip, host]';
      context.addIssue({ code: 'custom', path: ['key'], message });
    }
    const named: [field: string, ...path: (string | number)[]][] = [
      ...(key ?? []).map((field, i): [string, ...(string | number)[]] => [field, 'key', i]),
    ];
    if (detect.leaky?.unique) named.push([detect.leaky.unique, 'detect', 'leaky', 'unique']);
    if (detect.sum) named.push([detect.sum.of, 'detect', 'sum', 'of']);
    if (detect.distinct) named.push([detect.distinct.of, 'detect', 'distinct', 'of']);
    for (const [i, { same }] of (detect.sequence?.steps ?? []).entries()) {
      if (same) named.push([same, 'detect', 'sequence', 'steps', i, 'same']);
    }
    for (const [field, ...path] of named) {
      const sources = EXPRESSION_FIELDS.get(field)?.sources;
      if (sources?.includes(source) === false) {
        const message = `${field} is known to source: ${sources.join(', ')}, and this is source: ${source}`;
        context.addIssue({ code: 'custom', path, message });
      }
    }
  })
  .meta({ title: 'Weir scenario' });

export type ScenarioText = z.output<typeof scenarioSchema>;

/** The same for editors, which complete and check by it; what conditions say is beyond them. */
export function scenarioJsonSchema(): object {
  return z.toJSONSchema(scenarioSchema, { io: 'input' });
}
