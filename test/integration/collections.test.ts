/** Variables of collections in a cluster of real processes, which are killed while they count. */
import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { collectionText } from '#libs/language/collection-text.ts';
import { convert } from '#libs/secrule/convert.ts';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { Cluster } from '../support/cluster.ts';
import { killOwner } from '../support/cluster-faults.ts';
import { eventsOf } from '../support/cluster-outcome.ts';
import { requirePart } from '../support/parts.ts';
import { weirLine } from '../support/stack.ts';

const { skip } = await requirePart(natsPart);

const NAME = 'many-failures';
/** Failures until the block. */
const NEEDED = 600;
const ATTACKER = '203.0.113.7';
/** One failure less. */
const OTHER = '203.0.113.8';
const AGENT = 'Mozilla/5.0';

const RULES = `
SecAction "id:1,phase:1,nolog,pass,initcol:ip=%{remote_addr}_%{request_headers.user-agent}"
SecRule RESPONSE_STATUS "^(?:5|4(?!04))" "id:2,phase:5,nolog,pass,setvar:ip.failures=+1,expirevar:ip.failures=900"
SecRule IP:failures "@ge ${NEEDED}" "id:3,phase:1,deny,status:406"
`;

describe('variables of a collection', { skip }, () => {
  const scenarios = mkdtempSync(join(tmpdir(), 'weir-scenarios-'));
  before(() => {
    const { scenarios: made, problems } = convert(RULES, { name: NAME, file: 'rules.conf' });
    assert.deepEqual(problems, []);
    const [scenario] = made;
    assert.ok(scenario.detect.kind === 'collection');
    writeFileSync(join(scenarios, `${NAME}.yaml`), collectionText(scenario, scenario.detect.program, []));
  });
  after(() => rmSync(scenarios, { recursive: true, force: true }));

  test('are exact for what two collectors count at once while owners and collectors are killed', async () => {
    const size = { nats: 1, collectors: 2, analyzers: 2, decisions: 1, enforcers: 1 } as const;
    await Cluster.with({ ...size, shards: 2, keyShards: 1, ttl: '1s', scenarios }, async (cluster) => {
      const { logs } = cluster.plan;
      let written = 0;
      const fail = (ip: string, from: number, to: number) => {
        for (let i = from; i < to; i++) {
          const line = weirLine({
            timeMs: cluster.clock.now(),
            ip,
            agent: AGENT,
            status: 402,
            uri: `/${i % 7}.png`,
          });
          appendFileSync(logs[i % logs.length], `${line}\n`);
          written++;
        }
      };
      const third = NEEDED / 3;
      for (const [from, kill] of [
        [0, () => killOwner(cluster, 'analyzer-1')],
        [third, () => killOwner(cluster, 'analyzer-2')],
        [2 * third, () => restarted(cluster, 'collector-1')],
      ] as const) {
        const half = from + third / 2;
        for (const ip of [ATTACKER, OTHER]) fail(ip, from, half);
        // Those that kill an owner wait for lines that come later.
        const more = setInterval(() => appendFileSync(logs[0], `${ordinary(cluster)}\n`) ?? written++, 50);
        try {
          await kill();
        } finally {
          clearInterval(more);
        }
        const last = from + third === NEEDED;
        fail(ATTACKER, half, from + third);
        fail(OTHER, half, from + third - (last ? 1 : 0));
      }
      await cluster.until('all lines to be counted', async () => (await eventsOf(cluster)) >= written);
      const decisions = async () => {
        const { decisions: all } = await cluster.ask((plane) => plane.list({ all: true }));
        // Others may find something in it, too, and are in shadow mode.
        return (all ?? []).flatMap((decision) => {
          const contribution = decision.contributions?.find(({ scenario }) => scenario === NAME);
          return contribution ? [{ decision, contribution }] : [];
        });
      };
      await cluster.until('the decision', async () => (await decisions()).length > 0);
      const [found, ...others] = await decisions();
      assert.deepEqual(others, []);
      const { decision, contribution } = found;
      assert.deepEqual([decision.value, decision.statusCode], [ATTACKER, 406]);
      const { events, untilMs, lastSeenMs } = contribution;
      const lastsMs = Math.round((untilMs ?? 0) - (lastSeenMs ?? 0));
      assert.deepEqual([events, lastsMs], [NEEDED, 900_000]);
    });
  });
});

function ordinary(cluster: Cluster): string {
  return weirLine({
    timeMs: cluster.clock.now(),
    ip: '203.0.113.9',
    agent: AGENT,
    status: 200,
    uri: '/a.css',
  });
}

async function restarted(cluster: Cluster, name: string): Promise<void> {
  const process = cluster.process(name);
  process.signal('SIGKILL');
  await process.ended();
  process.start();
  await cluster.ready();
}
