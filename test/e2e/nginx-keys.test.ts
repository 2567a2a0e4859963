/** The keys that are made in TypeScript are those that nginx looks for, whatever the addresses and prefixes. */
import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { addressOf, formatAddress, isIPv4 } from '#libs/domain/address.ts';
import { parsePrefix, prefixContains } from '#libs/domain/prefix.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import type { NginxTarget } from '#services/enforcer/targets/nginx/nginx-target.ts';
import { renderSnippets } from '#services/enforcer/targets/nginx/snippets.ts';
import type { Rule } from '#services/enforcer/targets/target.ts';
import { nginxPart } from '#services/standalone/parts/parts.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import { openTarget, TestNginx } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { ruleOn } from '../support/rule.ts';

const PARALLEL = 32;
const part = await requirePart(nginxPart);

// Few values for the leading parts, so that rules overlap; more for the rest, with the extremes often.
const near = fc.constantFrom(0, 10, 255);
const octet = fc.oneof(near, fc.integer({ min: 0, max: 255 }));
// Nobody has 255.255.255.255, which nginx does not take for an address in a header.
const ipv4 = fc
  .tuple(near, near, near, octet)
  .map((octets) => octets.join('.'))
  .filter((text) => text !== '255.255.255.255');
const group = fc.constantFrom(0, 1, 0xffff);
const rest = fc.array(fc.oneof(group, fc.integer({ min: 0, max: 0xffff })), { minLength: 4, maxLength: 4 });
const ipv6 = fc
  .tuple(fc.constantFrom(0x2001, 0), fc.constantFrom(0, 0xdb8), group, group, rest)
  .map(([a, b, c, d, low]) => [a, b, c, d, ...low].map((part) => part.toString(16)).join(':'));
const address = fc.oneof(ipv4, ipv6);
const value = address.chain((text) =>
  isIPv4(addressOf(text)!)
    ? fc.constantFrom(text, `${text}/24`, `${text}/16`, `::ffff:${text}`)
    : fc.constantFrom(text, text.toUpperCase(), `${text}/64`, `${text}/48`),
);
const rules = fc.array(fc.tuple(value, fc.constantFrom('block', 'block', 'block', 'allow')), {
  maxLength: 120,
});

interface Given {
  readonly bits: number;
  readonly allow: boolean;
  readonly id: string;
  readonly holds: (address: Uint32Array) => boolean;
}

/** Which decision refuses the client: the most specific one, unless anything lets him through. */
function expected(given: readonly Given[], client: string): string | undefined {
  const words = addressOf(client)!;
  const holding = given.filter((rule) => rule.holds(words)).sort((a, b) => b.bits - a.bits);
  return holding.some((rule) => rule.allow) ? undefined : holding[0]?.id;
}

describe('the keys of nginx', { skip: part.skip }, () => {
  const agent = new Agent({ keepAlive: true, maxSockets: PARALLEL });
  let nginx: TestNginx;
  let target: NginxTarget;

  before(async () => {
    nginx = await TestNginx.start({ dictionaryMb: 1 });
    target = await openTarget(nginx);
  });
  after(async () => {
    agent.destroy();
    await target?.close();
    await nginx?.stop();
  });

  test('are those that the target makes', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(rules, fc.array(address, { minLength: 20, maxLength: 60 }), async (texts, others) => {
        const unique = new Map<string, Rule & Given>();
        for (const [text, remediation] of texts) {
          const prefix = parsePrefix(text)!;
          const allow = remediation === 'allow';
          const meaning = `${allow} ${prefix.bits} ${formatAddress(prefix.address)}`;
          const id = `id${unique.size}`;
          const rule = ruleOn(text, { remediation: allow ? 'allow' : 'block', decisionId: id });
          const holds = (words: Uint32Array) => prefixContains(prefix, words);
          if (!unique.has(meaning)) unique.set(meaning, { ...rule, bits: prefix.bits, allow, id, holds });
        }
        const given = [...unique.values()];
        await target.reset(given);
        const inside = texts.map(([text]) => text.split('/')[0]);
        const mapped = inside.filter((text) => /^[\d.]+$/.test(text)).map((text) => `::ffff:${text}`);
        const clients = [...inside, ...mapped, ...others];
        for (let from = 0; from < clients.length; from += PARALLEL) {
          const some = clients.slice(from, from + PARALLEL);
          const found = await Promise.all(some.map((client) => nginx.refusal({ from: client, agent })));
          for (const [i, id] of found.entries()) {
            assert.equal(id, expected(given, some[i]), `${some[i]} with ${JSON.stringify(texts)}`);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('are found for clients of a socket that takes both families', async (context) => {
    const port = await freePort();
    const server = `listen [::]:${port} ipv6only=off;`;
    const both = await TestNginx.start({ server }).catch(() => undefined);
    if (!both) return context.skip('no IPv6 here');
    const fed = await openTarget(both);
    try {
      await fed.reset([ruleOn('127.0.0.66'), ruleOn('::1'), ruleOn('127.0.1.0/24')]);
      const status = async (host: string, localAddress: string) =>
        (await both.ask({ host, port, from: localAddress })).status;
      assert.equal(await status('127.0.0.1', '127.0.0.66'), 403);
      assert.equal(await status('127.0.0.1', '127.0.1.9'), 403);
      assert.equal(await status('127.0.0.1', '127.0.0.67'), 200);
      assert.equal(await status('::1', '::1'), 403);
    } finally {
      await fed.close();
      await both.stop();
    }
  });
});

describe('the snippets for nginx', () => {
  const good = {
    luaDir: '/opt/weir/lua',
    socketPath: '/run/weir/nginx.sock',
    stateDir: '/var/lib/weir/nginx',
  };

  test('hold what was given', () => {
    const { http, server } = renderSnippets({ ...good, dictionaryMb: 64, luaPackagePath: '/x/?.lua;;' });
    assert.match(
      http,
      /lua_package_path "\/opt\/weir\/lua\/\?\.lua;\/opt\/weir\/lua\/\?\/init\.lua;\/x\/\?\.lua;;";/,
    );
    assert.match(http, /lua_shared_dict weir_a 65536k;\nlua_shared_dict weir_b 65536k;/);
    assert.match(
      http,
      /init\(\{ socket = '\/run\/weir\/nginx\.sock', state = '\/var\/lib\/weir\/nginx' \}\)/,
    );
    assert.match(server, /server_rewrite_by_lua_block \{ require\('weir'\)\.check\(\) \}/);
  });

  test('take nothing that nginx or Lua would read as their own', () => {
    for (const path of ['relative', '', '/a\nb', "/a'b", '/a"b', '/a;b', '/a$b', '/a{b', '/a\\b', '/é']) {
      for (const name of ['luaDir', 'socketPath', 'stateDir'] as const) {
        const render = () => renderSnippets({ ...good, [name]: path });
        assert.throws(render, (error) => failureOf(error) === 'config', `${name} ${path}`);
      }
    }
    for (const wrong of [
      { dictionaryMb: 0 },
      { dictionaryMb: Number.NaN },
      { dictionaryMb: 1e9 },
      { luaPackagePath: '/a"' },
      { socketPath: `/${'x'.repeat(120)}` },
    ]) {
      assert.throws(
        () => renderSnippets({ ...good, ...wrong }),
        (error) => failureOf(error) === 'config',
      );
    }
  });
});
