/** Tokens and roles of real decision services: who may do what, and what the audit says of it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ControlPlane } from '#libs/rpc/client.ts';
import { firstTokenFile, readToken } from '#libs/rpc/tokens.ts';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import { DecisionCluster } from '../support/decision-cluster.ts';
import { failing } from '../support/failures.ts';
import { requirePart } from '../support/parts.ts';
import { runFile } from '../support/run.ts';

const { skip } = await requirePart(() => natsPart());
/** Exit code of who may not; see libs/errors. */
const DENIED = 77;

describe('tokens of real decision services', { skip, timeout: 120_000 }, () => {
  let cluster: DecisionCluster;

  before(async () => {
    cluster = await DecisionCluster.start();
    // All interfaces: only what shows a token is answered.
    await cluster.addDecision('open', { listen: `0.0.0.0:${await freePort()}` });
    await cluster.addDecision('near');
    cluster.addEnforcer('edge', ['open']);
  });
  after(() => cluster?.stop());

  const weir = (of: string, args: string[], tokenFile = '') =>
    runFile('services/cli/main.ts', ['--address', cluster.addresses.get(of) ?? '', ...args], {
      env: { WEIR_TOKEN_FILE: tokenFile === '' ? cluster.tokenFile : tokenFile },
    });
  const planeWith = (of: string, token?: string) =>
    new ControlPlane([cluster.addresses.get(of) ?? ''], cluster.clock, () => token);

  test('nobody is answered beyond loopback without a token', async () => {
    const nobody = planeWith('open');
    const near = planeWith('near');
    await assert.rejects(nobody.list({}), failing('unauthenticated', /this call needs a token/));
    await assert.rejects(nobody.status(), failing('unauthenticated'));
    const watching = nobody.watch({ enforcer: 'x' }, AbortSignal.timeout(5000));
    await assert.rejects(watching.next(), failing('unauthenticated'));
    assert.deepEqual((await near.list({})).decisions, []);
    await assert.rejects(near.add({ value: '203.0.113.9', durationMs: 1000 }), failing('unauthenticated'));
    nobody.close();
    near.close();
  });

  test('an enforcer reports with a token that can do nothing else', async () => {
    const { enforcers } = await cluster.plane('open').list({});
    await cluster.until('the enforcer to report', async () => {
      const listed = await cluster.plane('open').list({});
      return listed.enforcers.some(({ enforcer }) => enforcer === 'edge');
    });
    assert.ok(enforcers);
    const edge = planeWith('open', readToken(firstTokenFile(cluster.tokens, 'enforcer')));
    await assert.rejects(
      edge.list({}),
      failing('denied', /token enforcer \(enforcer\) may not call Decisions\/List/),
    );
    await assert.rejects(edge.add({ value: '203.0.113.9' }), failing('denied', /role operator/));
    edge.close();
  });

  test('one that is added counts at all replicas, is named in the audit, and is taken back', async () => {
    const add = await weir('near', ['tokens', 'add', 'shift', '--role', 'operator']);
    assert.equal(add.code, 0, add.stderr);
    const shift = planeWith('open', add.stdout.trim());
    const isKnown = () =>
      shift.status().then(
        () => true,
        () => false,
      );
    await cluster.until('the token to count', isKnown);
    await shift.add({ value: '203.0.113.7', durationMs: 60_000, author: 'ann', reason: 'scraping' });
    await shift.changePolicies({ modes: { floods: 'shadow' }, author: 'ann' });
    // Nothing changes by that.
    await shift.changePolicies({ modes: { floods: 'shadow' }, author: 'ann' });
    const { records } = await cluster.plane('near').audit({});
    assert.deepEqual(
      records.map(({ action, author, token }) => [action, author, token]),
      [
        ['policies', 'ann', 'shift'],
        ['add', 'ann', 'shift'],
      ],
    );
    const shown = await weir('near', ['audit']);
    assert.match(shown.stdout, /ann \(shift\)/);
    const listed = await weir('near', ['tokens', 'list', '--json']);
    const { tokens } = JSON.parse(listed.stdout) as { tokens: { name: string; role: string }[] };
    assert.deepEqual(tokens.map(({ name, role }) => `${name} ${role}`).sort(), [
      'enforcer enforcer',
      'operator operator',
      'shift operator',
      'viewer viewer',
    ]);
    assert.equal((await weir('near', ['tokens', 'remove', 'shift'])).code, 0);
    await cluster.until('the token not to count', async () => !(await isKnown()));
    shift.close();
  });

  test('a viewer is told which role it takes', async () => {
    const viewer = firstTokenFile(cluster.tokens, 'viewer');
    assert.equal((await weir('open', ['status'], viewer)).code, 0);
    const refused = await weir('open', ['decisions', 'add', '203.0.113.8'], viewer);
    assert.equal(refused.code, DENIED);
    assert.match(
      refused.stderr,
      /token viewer \(viewer\) may not call Decisions\/Add; it takes one of role operator/,
    );
  });
});
