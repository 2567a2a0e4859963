/** The token that lets a caller change decisions. */
import assert from 'node:assert/strict';
import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openSharedToken, openToken, readToken, sameToken } from '#libs/rpc/token.ts';
import { failing } from '../support/failures.ts';
import { temporaryFolder } from '../support/folder.ts';

const modeOf = (file: string) => statSync(file).mode & 0o777;

describe('the token', () => {
  it('is made once, in a file that only its owner can read', (t) => {
    const file = join(temporaryFolder(t), 'state/token');
    const token = openToken(file);
    assert.match(token, /^[\w-]{32}$/);
    assert.equal(openToken(file), token);
    assert.equal(readToken(file), token);
    assert.deepEqual([modeOf(file), modeOf(join(file, '..'))], [0o600, 0o700]);
    assert.notEqual(openToken(join(temporaryFolder(t), 'token')), token);
  });

  it('is closed to others again when somebody has opened it', (t) => {
    const file = join(temporaryFolder(t), 'token');
    const token = openToken(file);
    chmodSync(file, 0o644);
    assert.equal(openToken(file), token);
    assert.equal(modeOf(file), 0o600);
  });

  it('that replicas share is made by the first of them, and left as open as it is', (t) => {
    const folder = temporaryFolder(t);
    const file = join(folder, 'shared/token');
    const token = openSharedToken(file);
    assert.equal(modeOf(file), 0o600);
    chmodSync(file, 0o640);
    assert.equal(openSharedToken(file), token);
    assert.equal(modeOf(file), 0o640);
    assert.deepEqual(readdirSync(join(folder, 'shared')), ['token']);
    writeFileSync(join(folder, 'file'), '');
    assert.throws(
      () => openSharedToken(join(folder, 'file/token')),
      failing('config', /^decision\.tokenFile: can't write/),
    );
  });

  it('may be written by a person, but not empty', (t) => {
    const file = join(temporaryFolder(t), 'token');
    writeFileSync(file, ' chosen by hand \n');
    assert.equal(openToken(file), 'chosen by hand');
    writeFileSync(file, '\n');
    assert.throws(() => openToken(file), failing('config', /is empty; remove it/));
  });

  it('that is not there, or can’t be written, is a mistake in the configuration', (t) => {
    const folder = temporaryFolder(t);
    assert.throws(() => readToken(join(folder, 'token')), failing('config', /can't be read: ENOENT/));
    writeFileSync(join(folder, 'file'), '');
    assert.throws(() => openToken(join(folder, 'file/token')), failing('config', /can't write/));
  });

  it('is the same only when every character is', () => {
    assert.equal(sameToken('abc', 'abc'), true);
    for (const other of ['abd', 'ab', 'abcd', '', 'ABC']) assert.equal(sameToken(other, 'abc'), false, other);
  });
});
