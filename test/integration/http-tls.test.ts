/** Who may send lines by HTTP, where certificates tell. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { Agent, type AgentOptions } from 'node:https';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { TLSSocket } from 'node:tls';
import { certificate } from '../support/certificate.ts';
import { until } from '../support/file-reading.ts';
import { temporaryFolder } from '../support/folder.ts';
import { HttpServing } from '../support/http-serving.ts';
import { requirePart } from '../support/parts.ts';

const withOpenssl = await requirePart(async () => execFileSync('openssl', ['version']));

/** A source that asks for certificates of `ca`, and serves whatever `use` was told last. */
async function asking(t: TestContext) {
  const folder = temporaryFolder(t);
  const file = (name: string) => join(folder, name);
  for (const name of ['ca', 'stranger']) certificate(folder, name);
  for (const name of ['one', 'two', 'edge']) certificate(folder, name, 'ca');
  const use = (name: string) => {
    for (const suffix of ['crt', 'key']) copyFileSync(file(`${name}.${suffix}`), file(`now.${suffix}`));
  };
  use('one');
  const tls = { cert: file('now.crt'), key: file('now.key'), clientCa: file('ca.crt') };
  const served = await HttpServing.open({ tls });
  t.after(() => served.close());
  const agent = (options: AgentOptions = {}) => {
    const made = new Agent({ ca: readFileSync(file('ca.crt')), keepAlive: true, maxSockets: 1, ...options });
    t.after(() => made.destroy());
    return made;
  };
  const own = (name: string) => ({
    cert: readFileSync(file(`${name}.crt`)),
    key: readFileSync(file(`${name}.key`)),
  });
  return { served, use, agent, own };
}

/** Whose certificate is shown on the connections of an agent. */
function shown(agent: Agent): string[] {
  const sockets = Object.values(agent.freeSockets).flatMap((list) => list ?? []);
  return sockets.map((socket) => String((socket as TLSSocket).getPeerCertificate().subject.CN));
}

describe('lines that are sent by HTTP over TLS', withOpenssl, () => {
  it('are taken from who shows a certificate of the authority, and from nobody else', async (t) => {
    const { served, agent, own } = await asking(t);
    const edge = agent(own('edge'));
    assert.equal((await served.postBy(edge, '198.51.100.1 0 /own')).status, 200);
    for (const wrong of [{}, own('stranger')])
      await assert.rejects(served.postBy(agent(wrong), '198.51.100.1 0 /forged'));
    await assert.rejects(served.post('198.51.100.1 0 /forged'));
    await until(() => served.source.counts.refused === 3);
    assert.match(served.source.alarms.join(), /3 TLS handshakes failed/);
    assert.equal((await served.postBy(edge, '198.51.100.1 0 /again')).status, 200);
    assert.deepEqual(served.paths.sort(), ['/again', '/own']);
  });

  it('are taken by a certificate that was renewed meanwhile', async (t) => {
    const { served, use, agent, own } = await asking(t);
    const before = agent(own('edge'));
    assert.equal((await served.postBy(before, '198.51.100.1 0 /a')).status, 200);
    use('two');
    let number = 0;
    const isRenewed = async () => {
      const next = agent(own('edge'));
      assert.equal((await served.postBy(next, `198.51.100.1 0 /${number++}`)).status, 200);
      const [name] = shown(next);
      next.destroy();
      return name === 'two';
    };
    for (let tries = 0; !(await isRenewed()); tries++) {
      assert.ok(tries < 100, 'the new certificate is not shown');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    // Who is connected stays so.
    assert.equal((await served.postBy(before, '198.51.100.1 0 /b')).status, 200);
    assert.deepEqual(shown(before), ['one']);
    assert.equal(served.paths.length, number + 2);
  });
});
