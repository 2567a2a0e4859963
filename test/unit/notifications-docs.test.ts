/** What docs/notifications.md shows has to work. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { decisionConfig } from '#services/decision/config.ts';
import { signatureOf } from '#services/decision/notifications/signature.ts';
import { genericJson } from '#services/decision/notifications/template.ts';
import { message } from '../support/notices.ts';

const text = readFileSync(resolve(import.meta.dirname, '../../docs/notifications.md'), 'utf8');
const block = (kind: string) =>
  new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(text)?.[1] ?? '';

describe('the documentation of notifications', () => {
  it('has a configuration that is taken', () => {
    const { notifications } = decisionConfig.parse(parse(block('yaml')).decision);
    assert.deepEqual(
      notifications.map(({ type, name }) => `${type} ${name}`),
      ['webhook ops', 'slack chat', 'email mail'],
    );
  });

  it('has a check that knows what Weir has signed, and when', async () => {
    type Check = (header: string, body: string, secret: string, now?: number) => boolean;
    const { isFromWeir } = (await import(`data:text/javascript,${encodeURIComponent(block('js'))}`)) as {
      isFromWeir: Check;
    };
    const body = JSON.stringify({ title: 'Größe' });
    const signedAt = (nowMs: number) => signatureOf(body, 'swordfish', nowMs);
    assert.equal(isFromWeir(signedAt(Date.now()), body, 'swordfish'), true);
    assert.equal(isFromWeir(signedAt(1_000_000), body, 'swordfish', 1010), true);
    assert.equal(isFromWeir(signedAt(1_000_000), body, 'swordfish', 1400), false);
    assert.equal(isFromWeir(signedAt(1_000_000), `${body} `, 'swordfish', 1010), false);
    assert.equal(isFromWeir(signedAt(1_000_000), body, 'marlin', 1010), false);
    assert.equal(isFromWeir('t=1,v1=00', body, 'swordfish', 1), false);
  });

  it('shows every field of a message', () => {
    const shown = JSON.parse(block('json'));
    const sent = genericJson(message()) as { samples: object[] };
    assert.deepEqual(Object.keys(shown), Object.keys(sent));
    assert.deepEqual(Object.keys(shown.samples[0]), Object.keys(sent.samples[0]));
  });
});
