import assert from 'node:assert/strict';
import { type FailureClass, WeirError } from '#libs/errors/weir-error.ts';

/** For `assert.throws` and `assert.rejects`: a WeirError of this class whose message matches. */
export function failing(failure: FailureClass, message: RegExp = /./): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof WeirError, String(error instanceof Error ? error.stack : error));
    assert.equal(error.failure, failure, error.message);
    assert.match(error.message, message);
    return true;
  };
}
