/** Expressions by chance over a million events: takes a minute. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareThreeWays } from '../support/three-ways.ts';

describe('an expression over columns', () => {
  it('holds for a million events where a closure and CEL’s own library say so', () => {
    assert.ok(compareThreeWays(1_000_000, 1_000_000) > 100_000);
  });
});
