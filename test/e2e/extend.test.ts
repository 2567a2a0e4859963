/** Real nginx, and a policy that lets a ban last while the client keeps asking: what nginx counts comes back as a later end. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Decision } from '#libs/domain/decision.ts';
import { decisionFromMessage } from '#libs/wire/decision.ts';
import { natsPart, nginxPart } from '#services/standalone/parts/parts.ts';
import { requirePart } from '../support/parts.ts';
import { TestStack } from '../support/stack.ts';

const { skip } = await requirePart(() => Promise.all([natsPart(), nginxPart()]));

const CEILING_MS = 30_000;
const POLICIES = `
policies:
  - name: knockers
    match: { scenario: scanner-probing }
    for: 12s
    repeat: false
    extend: { perMinute: 6, ceiling: 30s }
`;
const KNOCKER = '127.5.1.1';
const QUITTER = '127.6.1.1';

describe('a ban that a policy extends', { skip }, () => {
  let weir: TestStack;
  before(async () => {
    weir = await TestStack.start({ ownLog: true });
    await weir.stack.controlPlane.changePolicies({ text: POLICIES, author: 'ann' });
  });
  after(() => weir.stop());

  async function decisionOf(value: string): Promise<Decision> {
    const { decisions } = await weir.stack.controlPlane.list({ value, all: true });
    assert.equal(decisions.length, 1);
    return decisionFromMessage(decisions[0]);
  }
  async function probe(from: string): Promise<Decision> {
    for (const path of ['/.env', '/.git/config', '/backup.sql', '/phpmyadmin/']) await weir.ask(from, path);
    await weir.refused(from);
    return decisionOf(from);
  }

  test('lasts while its client keeps asking, up to the ceiling; another ends on time', {
    timeout: 120_000,
  }, async () => {
    const quitter = await probe(QUITTER);
    const knocker = await probe(KNOCKER);
    assert.equal(knocker.contributions[0].policy, 'knockers');
    let isRefused = true;
    const refusedAt: number[] = [];
    while (isRefused) {
      const askedMs = weir.clock.now();
      isRefused = (await weir.ask(KNOCKER)).decision === knocker.id;
      if (isRefused) refusedAt.push(askedMs);
      await weir.clock.sleep(250);
    }
    const extended = await decisionOf(KNOCKER);
    assert.deepEqual([extended.id, extended.createdMs], [knocker.id, knocker.createdMs]);
    assert.equal(extended.untilMs, knocker.createdMs + CEILING_MS);
    const { extension, events } = extended.contributions[0];
    assert.equal(extension?.untilMs, extended.untilMs);
    assert.ok((extension?.refused ?? 0) >= 6 && events === knocker.contributions[0].events);
    const last = refusedAt.at(-1) ?? 0;
    assert.ok(last > knocker.untilMs && last < extended.untilMs, 'nginx has refused by the later end');
    assert.equal((await decisionOf(QUITTER)).untilMs, quitter.untilMs);
    assert.equal((await weir.ask(QUITTER)).status, 200);
    assert.ok((await weir.number('decision', 'weir_decision_extended_total')) >= 2);
  });
});
