/** Expressions over events in three ways, which have to agree: by column, as closures over events, and by CEL's library. */
import assert from 'node:assert/strict';
import { seededRandom } from '#libs/clock/random.ts';
import { compileExpression } from '#libs/language/expression.ts';
import { type List, readPrefixList, readTextList } from '#libs/match/list.ts';
import { Matcher } from '#libs/match/matcher.ts';
import { hasRow } from '#libs/match/row-set.ts';
import { batchOf } from './batches.ts';
import { closureOf } from './condition-oracle.ts';
import { anyEventOf, anyExpression, CelOracle, Chance, LISTS } from './expressions.ts';

const BATCH_EVENTS = 500;
const EXPRESSIONS = 3;

const lists = new Map<string, List>(
  [...LISTS].map(([name, entries]) => {
    const read = name === 'networks' ? readPrefixList : readTextList;
    return [name, read(name, entries.join('\n'))];
  }),
);

/** @returns how many of the answers were yes */
export function compareThreeWays(events: number, seed: number): number {
  const cel = new CelOracle(LISTS);
  let yes = 0;
  for (let batch = 0; batch * BATCH_EVENTS < events; batch++) {
    const chance = new Chance(seededRandom(seed + batch));
    const rows = Array.from({ length: BATCH_EVENTS }, () => anyEventOf(chance));
    const texts = Array.from({ length: EXPRESSIONS }, () => anyExpression(chance));
    const conditions = texts.map((text) => {
      const { condition, problems } = compileExpression(text, {
        source: 'http',
        lists: new Set(LISTS.keys()),
      });
      assert.ok(condition, `${text}: ${JSON.stringify(problems)}`);
      return condition;
    });
    const matches = new Matcher(conditions, lists).match(batchOf(rows));
    for (const [i, text] of texts.entries()) {
      const closure = closureOf(conditions[i], LISTS);
      const evaluate = cel.closureOf(text);
      const found = matches[i];
      for (const [row, event] of rows.entries()) {
        const columns = found !== undefined && hasRow(found, row);
        const [asClosure, asCel] = [closure(event), evaluate(event)];
        if (columns !== asClosure || columns !== asCel) {
          assert.fail(
            `seed ${seed + batch}: ${text}\n${JSON.stringify({ event, columns, asClosure, asCel }, undefined, 2)}`,
          );
        }
        if (columns) yes++;
      }
    }
  }
  return yes;
}
