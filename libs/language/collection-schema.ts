/** The detector `collection` in a scenario file: a program over variables that are remembered of a key. */
import { z } from 'zod';
import { type Action, parseAction } from '../collection/action.ts';
import { DENY_MAX, DENY_MIN, problemsOf, RULES_MAX } from '../collection/problems.ts';
import { type Program, TIMEOUT_MS, type VariableTest } from '../collection/program.ts';
import { parseTest } from '../collection/test-text.ts';
import { type Condition, text as textCondition } from '../match/condition.ts';

/** A text that `read` makes something of, or a sentence that says what is wrong with it. */
function written<T>(read: (text: string) => T | string, what: string) {
  return z.string({ error: `write ${what}` }).transform((given, context): T => {
    const made = read(given);
    if (typeof made !== 'string') return made;
    context.addIssue({ code: 'custom', message: made });
    return z.NEVER;
  });
}

/**
 * @param expression a condition over the fields of an event
 * @param time a duration
 */
export function collectionSchema(expression: z.ZodType<string, string>, time: z.ZodType<number, string>) {
  const test = written<VariableTest>(parseTest, 'a test such as ip.failures >= 5');
  const action = written<Action>(parseAction, 'an action such as setvar:ip.failures=+1');
  const rule = z.strictObject({
    when: expression.exactOptional(),
    if: z.array(test).default([]).meta({ description: 'Tests of variables, all of which have to hold.' }),
    do: z.array(action).default([]).meta({ description: 'What is then done, in this order.' }),
    deny: z
      .int({ error: 'write a status, such as 403' })
      .meta({
        minimum: DENY_MIN,
        maximum: DENY_MAX,
        description: 'With which status the key is refused until a tested variable expires.',
      })
      .exactOptional(),
  });
  return z
    .strictObject({
      application: z.string().min(1).max(100).default('default'),
      initcol: z
        .record(z.string(), z.string({ error: 'write a key such as "%{remote_addr}"' }))
        .meta({ description: 'The key of each collection, such as ip: "%{remote_addr}".' }),
      rules: z.array(rule).min(1).max(RULES_MAX),
      store: z.enum(['persistent', 'memory']).default('persistent'),
      refused: z
        .enum(['skip', 'count'])
        .default('skip')
        .meta({ description: 'Whether requests that Weir refused run through the rules too.' }),
      timeout: time.prefault(`${TIMEOUT_MS / 1000}s`),
    })
    .superRefine((given, context) => {
      // What the conditions say does not matter here, only which of them are the same.
      const program = programOf(given, (i) => textCondition('path', 'is', given.rules[i].when ?? ''));
      for (const { path, message } of problemsOf(program)) {
        const [first, ...rest] = path;
        const place = [first === 'collections' ? 'initcol' : first, ...rest];
        context.addIssue({ code: 'custom', path: place, message });
      }
    })
    .meta({
      description: 'Rules over variables that are remembered of a key; the key follows from initcol.',
    });
}

export type CollectionText = z.output<ReturnType<typeof collectionSchema>>;

/** @param conditionOf of the rule with this number */
export function programOf(given: CollectionText, conditionOf: (rule: number) => Condition): Program {
  return {
    app: given.application,
    collections: given.initcol,
    rules: given.rules.map(({ when, if: tests, do: actions, deny }, i) => ({
      ...(when !== undefined && { when: conditionOf(i) }),
      tests,
      actions,
      ...(deny !== undefined && { deny }),
    })),
    store: given.store,
    refused: given.refused,
    timeoutMs: given.timeout,
  };
}
