import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareThreeWays } from '../support/three-ways.ts';

describe('an expression over columns', () => {
  it('holds where a closure says so, and where CEL’s own library says so', () => {
    const answers = 3 * 20_000;
    const yes = compareThreeWays(20_000, 1);
    assert.ok(yes > answers / 10 && yes < (9 * answers) / 10, `${yes} of ${answers}`);
  });
});
