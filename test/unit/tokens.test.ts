/** The tokens of a control plane, as files. */
import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import {
  addToken,
  findToken,
  firstTokenFile,
  makeFirstTokens,
  readToken,
  readTokens,
  removeToken,
} from '#libs/rpc/tokens.ts';
import { Access } from '#services/decision/access.ts';
import { failing } from '../support/failures.ts';
import { temporaryFolder } from '../support/folder.ts';

const modeOf = (file: string) => statSync(file).mode & 0o777;
const namesOf = (folder: string) => readTokens(folder).tokens.map(({ role, name }) => `${role}/${name}`);

function madeFolder(t: TestContext): string {
  const folder = join(temporaryFolder(t), 'tokens');
  makeFirstTokens(folder);
  return folder;
}

describe('the first tokens', () => {
  it('are made once, in files that only their owner can read', (t) => {
    const folder = madeFolder(t);
    assert.deepEqual(namesOf(folder), ['viewer/viewer', 'operator/operator', 'enforcer/enforcer']);
    const files = ['viewer', 'operator', 'enforcer'].map((role) => join(folder, role, role));
    assert.deepEqual(files.map(modeOf), [0o600, 0o600, 0o600]);
    assert.equal(modeOf(join(folder, 'operator')), 0o700);
    const tokens = files.map(readToken);
    for (const token of tokens) assert.match(token, /^[\w-]{32}$/);
    assert.equal(new Set(tokens).size, 3);
    makeFirstTokens(folder);
    assert.deepEqual(files.map(readToken), tokens);
    assert.deepEqual(readdirSync(join(folder, 'operator')), ['operator']);
  });

  it('are not made for a role that has others', (t) => {
    const folder = join(temporaryFolder(t), 'tokens');
    mkdirSync(join(folder, 'operator'), { recursive: true });
    writeFileSync(join(folder, 'operator/ops'), ' chosen by hand \n');
    makeFirstTokens(folder);
    assert.deepEqual(namesOf(folder), ['viewer/viewer', 'operator/ops', 'enforcer/enforcer']);
    assert.equal(findToken(readTokens(folder).tokens, 'chosen by hand')?.name, 'ops');
  });

  it('that can’t be written are a mistake in the configuration', (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'file'), '');
    assert.throws(() => makeFirstTokens(join(folder, 'file')), failing('config', /^decision\.tokens: can't/));
  });
});

describe('a token', () => {
  it('is added under a name, and only its digest is kept', (t) => {
    const folder = madeFolder(t);
    const token = addToken(folder, 'ci', 'viewer');
    const file = join(folder, 'viewer/ci');
    assert.equal(modeOf(file), 0o600);
    assert.match(readFileSync(file, 'utf8'), /^sha256:[0-9a-f]{64}\n$/);
    assert.throws(() => readToken(file), failing('config', /holds the digest of a token/));
    const { tokens } = readTokens(folder);
    assert.deepEqual([findToken(tokens, token)?.name, findToken(tokens, token)?.role], ['ci', 'viewer']);
    // Whoever reads the file can't use what stands there.
    assert.equal(findToken(tokens, readFileSync(file, 'utf8').trim()), undefined);
  });

  it('has a name of its own, whatever its role', (t) => {
    const folder = madeFolder(t);
    addToken(folder, 'ci', 'viewer');
    assert.throws(
      () => addToken(folder, 'ci', 'operator'),
      failing('conflict', /ci already, of role viewer/),
    );
    for (const name of ['../ci', '', '.hidden', 'a b', 'x'.repeat(65)])
      assert.throws(() => addToken(folder, name, 'viewer'), failing('invalid', /is no name/), name);
  });

  it('can be replaced: there may be several of a role', (t) => {
    const folder = madeFolder(t);
    const former = readToken(firstTokenFile(folder, 'operator'));
    const token = addToken(folder, 'ops-2', 'operator');
    for (const each of [former, token])
      assert.equal(findToken(readTokens(folder).tokens, each)?.role, 'operator');
    assert.deepEqual(removeToken(folder, 'operator'), { name: 'operator', role: 'operator' });
    makeFirstTokens(folder);
    const { tokens } = readTokens(folder);
    assert.equal(findToken(tokens, former), undefined);
    assert.equal(findToken(tokens, token)?.name, 'ops-2');
    assert.throws(() => removeToken(folder, 'operator'), failing('missing', /see weir tokens list/));
  });

  it('is the same only when every character is', (t) => {
    const folder = madeFolder(t);
    const token = addToken(folder, 'ci', 'viewer');
    const { tokens } = readTokens(folder);
    for (const other of ['', token.slice(1), `${token}x`, token.toUpperCase(), `${token} `])
      assert.equal(findToken(tokens, other), undefined, other);
  });

  it('that is empty or named twice is left out and told of', (t) => {
    const folder = madeFolder(t);
    writeFileSync(join(folder, 'viewer/empty'), '\n');
    writeFileSync(join(folder, 'enforcer/viewer'), 'another');
    // As an orchestrator mounts its secrets.
    mkdirSync(join(folder, 'viewer/..data'));
    writeFileSync(join(folder, 'viewer/..data/mounted'), 'mounted');
    symlinkSync('..data/mounted', join(folder, 'viewer/mounted'));
    const { tokens, problems } = readTokens(folder);
    assert.equal(findToken(tokens, 'another'), undefined);
    assert.equal(findToken(tokens, 'mounted')?.name, 'mounted');
    assert.match(
      problems.join('\n'),
      /viewer\/empty is empty.*\n.*there is a token viewer already, of role viewer/,
    );
  });

  it('is one of 256 at most', (t) => {
    const folder = madeFolder(t);
    for (let i = 0; i < 300; i++) writeFileSync(join(folder, `viewer/many-${i}`), `token ${i}`);
    assert.equal(readTokens(folder).tokens.length, 256);
    assert.throws(() => addToken(folder, 'more', 'viewer'), failing('full', /256 tokens/));
  });
});

describe('the tokens of a decision service', () => {
  const open = (t: TestContext, tokens?: string) => {
    const stateDir = temporaryFolder(t);
    const clock = new SimulatedClock(0);
    const access = new Access({ stateDir, tokens }, clock);
    t.after(() => access.end());
    return { access, clock, folder: tokens ?? join(stateDir, 'tokens') };
  };

  it('count within a second, and no longer when they are removed', async (t) => {
    const { access, clock, folder } = open(t);
    const token = addToken(folder, 'ci', 'viewer');
    await clock.advance(1000);
    assert.deepEqual([access.find(token)?.name, access.count], ['ci', 4]);
    removeToken(folder, 'ci');
    await clock.advance(1000);
    assert.deepEqual([access.find(token), access.count], [undefined, 3]);
  });

  it('stay as they are, with an alarm, while the folder can’t be read', async (t) => {
    const { access, clock, folder } = open(t);
    const token = readToken(firstTokenFile(folder, 'operator'));
    writeFileSync(join(folder, 'viewer/broken'), '');
    await clock.advance(1000);
    assert.match(access.alarms().join(), /broken is empty/);
    assert.equal(access.find(token)?.role, 'operator');
  });

  it('in their own folder are closed to others, in a shared one left as they are', (t) => {
    const own = open(t);
    const file = firstTokenFile(own.folder, 'operator');
    chmodSync(file, 0o644);
    const again = new Access({ stateDir: join(own.folder, '..'), tokens: undefined }, own.clock);
    again.end();
    assert.equal(modeOf(file), 0o600);
    const shared = open(t, madeFolder(t));
    const sharedFile = firstTokenFile(shared.folder, 'operator');
    chmodSync(sharedFile, 0o640);
    new Access({ stateDir: 'none', tokens: shared.folder }, shared.clock).end();
    assert.equal(modeOf(sharedFile), 0o640);
  });

  it('that can’t be read at the start end it', (t) => {
    const folder = madeFolder(t);
    writeFileSync(join(folder, 'viewer/empty'), '');
    assert.throws(
      () => new Access({ stateDir: 'none', tokens: folder }, new SimulatedClock(0)),
      failing('config', /viewer\/empty is empty/),
    );
  });
});
