/** The keys that are made in TypeScript are those that nginx looks for, whatever the addresses and prefixes. */
import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { addressOf, formatAddress, isIPv4 } from '#libs/domain/address.ts';
import { parsePrefix, prefixContains } from '#libs/domain/prefix.ts';
import type { RuleScope } from '#libs/domain/scope.ts';
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
  .map(([a, b, c, d, low]) => [a, b, c, d, ...low].map((part) => part.toString(16)).join(':'))
  // The forms of IPv4 addresses come from above.
  .filter((text) => !isIPv4(addressOf(text)!));
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

const TEXT = 'abcXYZ019 ()/;.,:+~?%é"\\\'';
const text = (maxLength: number) =>
  fc.array(fc.constantFrom(...TEXT), { minLength: 1, maxLength }).map((all) => all.join('').trim() || 'x');
const name = fc.constantFrom(
  'a.example',
  'B.Example',
  'c.example:8080',
  'D.example.',
  'e-1.example.:80',
  '[::1]:8',
);
const agentText = fc.oneof(fc.constantFrom('curl/8', 'Curl/8', 'x'.repeat(256), 'x'.repeat(300)), text(40));
const pathText = fc.oneof(
  fc.constantFrom('/', '/a', '/A', '/a%20b', '/a//b', `/${'p'.repeat(511)}`, `/${'p'.repeat(600)}`),
  // nginx refuses paths that lead out of the site by itself.
  text(30).map((each) => `/${encodeURI(each).replaceAll('?', '').replaceAll('..', '')}`),
);

interface Visit {
  readonly client: string;
  readonly host: string;
  readonly agent: string;
  readonly path: string;
}
const visit = fc.record<Visit>({ client: address, host: name, agent: agentText, path: pathText });

const hostOf = (written: string) => written.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
const bytesOf = (all: string, max: number) => Buffer.from(all).subarray(0, max).toString('latin1');
/** The most specific first: of two that refuse, the id of the first one is told. */
const WIDE: readonly RuleScope[] = ['ip+host', 'ip+agent', 'host+path', 'agent'];

/** What a decision of the scope about this visit says, and what must be the same for another visit to be refused. */
function wideOf(scope: RuleScope, { client, host, agent, path }: Visit, isHostKnown: boolean) {
  const from = formatAddress(addressOf(client)!);
  const [site, who, where] = [hostOf(host), bytesOf(agent, 256), bytesOf(path, 512)];
  switch (scope) {
    case 'ip+host':
      return { value: `${client} ${host}`, meaning: [from, site] };
    case 'ip+agent':
      return { value: `${client} ${agent}`, meaning: [from, who] };
    case 'host+path':
      return isHostKnown
        ? { value: `${host} ${path}`, meaning: [site, where] }
        : { value: `- ${path}`, meaning: ['', where] };
    default:
      return { value: agent, meaning: [who] };
  }
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

  test('of hosts, paths and agents are those that nginx makes of a request', {
    timeout: 60_000,
  }, async () => {
    const decided = fc.tuple(
      fc.constantFrom(...WIDE),
      visit,
      fc.boolean(),
      fc.constantFrom('block', 'block', 'block', 'allow'),
    );
    const changes = fc.record({
      host: fc.boolean(),
      agent: fc.boolean(),
      path: fc.boolean(),
      query: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(decided, { minLength: 1, maxLength: 12 }),
        fc.array(fc.tuple(visit, changes), { minLength: 1, maxLength: 12 }),
        async (decisions, others) => {
          const given = new Map<
            string,
            { scope: RuleScope; known: boolean; allow: boolean; meaning: string; rule: Rule }
          >();
          for (const [scope, about, known, remediation] of decisions) {
            const { value, meaning } = wideOf(scope, about, known);
            const key = JSON.stringify([scope, remediation, meaning]);
            const rule = ruleOn(value, {
              scope,
              remediation: remediation as 'block' | 'allow',
              decisionId: `id${given.size}`,
            });
            const allow = remediation === 'allow';
            if (!given.has(key))
              given.set(key, { scope, known, allow, meaning: JSON.stringify(meaning), rule });
          }
          await target.reset([...given.values()].map(({ rule }) => rule));
          assert.equal(target.status().alarm, '');
          const found = (asked: Visit) =>
            [...given.values()]
              .filter(
                ({ scope, known, meaning }) =>
                  JSON.stringify(wideOf(scope, asked, known).meaning) === meaning,
              )
              .sort(
                (a, b) => WIDE.indexOf(a.scope) - WIDE.indexOf(b.scope) || Number(b.known) - Number(a.known),
              );
          const [first] = decisions[0].slice(1, 2) as [Visit];
          const visits = [
            ...decisions.map(([, about]) => ({ ...about, query: '' })),
            ...others.map(([other, { host, agent, path, query }]) => ({
              client: other.client,
              host: host ? other.host : first.host,
              agent: agent ? other.agent : first.agent,
              path: path ? other.path : first.path,
              query: query ? '?a=/b?c' : '',
            })),
          ];
          for (const { query, ...asked } of visits) {
            const holding = found(asked);
            const refused = holding.some(({ allow }) => allow) ? undefined : holding[0]?.rule.decisionId;
            const headers = { Host: asked.host, 'User-Agent': Buffer.from(asked.agent).toString('latin1') };
            const id = await nginx.refusal({
              from: asked.client,
              agent,
              path: `${asked.path}${query}`,
              headers,
            });
            assert.equal(id, refused, JSON.stringify(asked));
          }
        },
      ),
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

  test('name pages, one for each server that wants one', () => {
    const pages = { default: { status: 429 }, shop: { file: '/etc/weir/shop.html' } };
    const { http, server, servers } = renderSnippets({ ...good, pages });
    assert.match(
      http,
      /, pages = \{ \['default'\] = \{ status = 429 \}, \['shop'\] = \{ file = '\/etc\/weir\/shop\.html' \} \} \}\) \}/,
    );
    assert.match(server, /check\(\)/);
    assert.deepEqual(Object.keys(servers), ['shop']);
    assert.match(servers.shop, /check\('shop'\)/);
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
      { pages: { "a'": {} } },
      { pages: { a: { status: 200 } } },
      { pages: { a: { file: "/a']" } } },
      { socketPath: `/${'x'.repeat(120)}` },
    ]) {
      assert.throws(
        () => renderSnippets({ ...good, ...wrong }),
        (error) => failureOf(error) === 'config',
      );
    }
  });
});
