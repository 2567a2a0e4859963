import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '#libs/clock/random.ts';
import { compileExpression } from '#libs/language/expression.ts';
import { expressionText } from '#libs/language/expression-text.ts';
import { and, type Condition, matches, not, number, or, text } from '#libs/match/condition.ts';
import { closureOf } from '../support/condition-oracle.ts';
import { anyEventOf, anyExpression, Chance, LISTS } from '../support/expressions.ts';

function compiled(source: string): Condition {
  const { condition, problems } = compileExpression(source, { source: 'http', lists: new Set(LISTS.keys()) });
  assert.ok(condition, `${source}: ${JSON.stringify(problems)}`);
  return condition;
}

describe('a condition as an expression', () => {
  it('means the same', () => {
    let yes = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const chance = new Chance(seededRandom(seed));
      const condition = compiled(anyExpression(chance));
      const again = compiled(expressionText(condition));
      const [one, other] = [closureOf(condition, LISTS), closureOf(again, LISTS)];
      for (let i = 0; i < 20; i++) {
        const event = anyEventOf(chance);
        assert.equal(other(event), one(event), expressionText(condition));
        if (one(event)) yes++;
      }
    }
    assert.ok(yes > 1000, `only ${yes}`);
  });

  it('is written as a person would', () => {
    const path = text('path', 'is', '/a');
    for (const [condition, expected] of [
      [number('status', 'in', 404), 'status == 404'],
      [number('status', 'in', 401, 403), 'status in [401, 403]'],
      [number('request_time', '>', 1), 'request_time > 1.0'],
      [not(path), "path != '/a'"],
      [not(text('path', 'contains', '/a')), "!path.contains('/a')"],
      [not(or(path, text('query', 'is', ''))), "!(path == '/a' || query == '')"],
      [and(path, or(path, number('status', '>=', 500))), "path == '/a' && (path == '/a' || status >= 500)"],
      [text('path', 'endsWith', '.sql', '.bak'), "path.endsWithAny(['.sql', '.bak'])"],
      [text('path', 'is', "it's \\ \u0007"), "path == 'it\\'s \\\\ \\u0007'"],
      [matches('path', '^/a\\.b'), "path.matches(r'^/a\\.b')"],
      [matches('path', "it's"), `path.matches(r"it's")`],
      [{ op: 'address', prefixes: ['10.0.0.0/8'] }, "client.ip.inNet('10.0.0.0/8')"],
    ] as const) {
      assert.equal(expressionText(condition), expected);
      assert.deepEqual(compiled(expected), condition);
    }
  });
});
