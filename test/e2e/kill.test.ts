/**
 * Every process is killed while lines flow, and the result is compared with that of a run to which nothing happens: no
 * line lost or doubled, the same detections, every ban in force.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Detection } from '#libs/domain/detection.ts';
import { loadScenarios } from '#libs/language/built-in.ts';
import { weir as weirProto } from '#proto';
import { natsPart, nginxPart } from '#services/standalone/parts/parts.ts';
import type { ChildName } from '#services/standalone/stack/stack.ts';
import { expectedOutcome } from '../support/expected.ts';
import { requirePart } from '../support/parts.ts';
import { LOG4SHELL, TestStack, weirLine } from '../support/stack.ts';
import { connectTo, pathsOf, seedOf, storedBatches, storedDetections } from '../support/streams.ts';

const { skip } = await requirePart(() => Promise.all([natsPart(), nginxPart()]));

const LINES_EVERY_MS = 20;
const LINES_AT_ONCE = 40;

/** Writes numbered lines of ordinary visitors and, now and then, of an attacker that was not there before. */
class Writer {
  readonly #weir: TestStack;
  readonly #stopping = new AbortController();
  readonly attackers: string[] = [];
  #running: Promise<void> | undefined;
  lines = 0;

  constructor(weir: TestStack) {
    this.#weir = weir;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock } = this.#weir;
    const { signal } = this.#stopping;
    for (let round = 0; !signal.aborted; round++) {
      const timeMs = clock.now();
      const lines = Array.from({ length: LINES_AT_ONCE }, (_, i) =>
        weirLine({
          timeMs,
          ip: `100.64.${(round * 7 + i) % 250}.${1 + (i % 250)}`,
          uri: `/line/${this.lines++}`,
        }),
      );
      if (round % 5 === 0) lines.push(...this.#attack(timeMs, round / 5));
      this.#weir.append(...lines);
      await clock.sleep(LINES_EVERY_MS, signal);
    }
  }

  /** One attacker of each kind in turn, all in one go. */
  #attack(timeMs: number, n: number): string[] {
    const ip = `127.${70 + (n % 3)}.${n >>> 7}.${1 + (n & 127)}`;
    this.attackers.push(ip);
    const line = (more: Partial<Parameters<typeof weirLine>[0]>) =>
      weirLine({ timeMs, ip, uri: `/line/${this.lines++}`, ...more });
    if (n % 3 === 0) return [line({ agent: LOG4SHELL })];
    if (n % 3 === 1) return Array.from({ length: 5 }, () => line({ uri: `/line/${this.lines++}/.env` }));
    return Array.from({ length: 151 }, () => line({}));
  }
}

describe('killing processes while lines flow', { skip }, () => {
  let weir: TestStack;
  let writer: Writer;

  before(async () => {
    weir = await TestStack.start({ config: { logLevel: 'info' } });
    writer = new Writer(weir);
  });
  after(() => weir.stop());

  async function killed(name: ChildName): Promise<void> {
    const child = weir.stack.child(name);
    const { starts } = child;
    child.kill('SIGKILL');
    await weir.stack.until(`${name} to be started again`, async () => child.running && child.starts > starts);
  }

  test('collector, analyzer, decision, enforcer, nats-server and nginx are killed twice each', async () => {
    writer.start();
    for (let round = 0; round < 2; round++) {
      for (const name of ['collector', 'analyzer', 'decision', 'enforcer', 'nats', 'nginx'] as const) {
        await weir.clock.sleep(900);
        await killed(name);
      }
    }
    await weir.clock.sleep(1500);
    await writer.stop();
  });

  test('every attacker is refused in the end', async () => {
    for (const attacker of writer.attackers) await weir.refused(attacker, 30_000);
    assert.ok(writer.attackers.length > 50, `${writer.attackers.length} attackers`);
  });

  test('every line was stored once', async () => {
    const bus = await connectTo(weir.stack.layout, weir.clock);
    try {
      const written = [...weir.logText().matchAll(/"u":"(\/line\/[^"]+)"/g)].map((match) => match[1]);
      let paths: string[] = [];
      await weir.stack.until('all lines to be stored', async () => {
        paths = pathsOf(await storedBatches(bus));
        return paths.length >= written.length;
      });
      assert.equal(new Set(paths).size, paths.length, 'no line is in two batches');
      const stored = new Set(paths);
      const known = new Set(written);
      assert.deepEqual(
        written.filter((path) => !stored.has(path)),
        [],
        'no line is missing',
      );
      assert.deepEqual(
        paths.filter((path) => !known.has(path)),
        [],
        'no line is invented',
      );
    } finally {
      await bus.close();
    }
  });

  test('detections are those of an undisturbed run', async () => {
    const bus = await connectTo(weir.stack.layout, weir.clock);
    try {
      const { detections } = await expectedOutcome(weir.log, await seedOf(bus));
      const expected = new Set(detections.filter(isDue).map(nameOf));
      const found = (await storedDetections(bus)).filter(isDue);
      const ids = new Set(found.map(nameOf));
      assert.deepEqual(
        [...expected].filter((id) => !ids.has(id)),
        [],
        'none is missing',
      );
      assert.deepEqual(
        [...ids].filter((id) => !expected.has(id)),
        [],
        'none is invented',
      );
      const revisions = found.map(({ id, rev }) => `${id}-${rev}`);
      assert.equal(new Set(revisions).size, revisions.length, 'none is doubled');
    } finally {
      await bus.close();
    }
  });

  test('the ledger and nginx agree', async () => {
    const { SCOPE_IP } = weirProto.v1.Scope;
    const { total: addresses } = await weir.stack.controlPlane.list({ scope: SCOPE_IP });
    assert.equal(addresses, writer.attackers.length);
    await weir.stack.until('the enforcer to hold all', async () => {
      // Networks in which many are blocked are, too; who comes later is blocked by them already.
      const { enforcers, total } = await weir.stack.controlPlane.list({});
      const covered = await weir.number('enforcer', 'weir_enforcer_covered');
      return enforcers.some(({ held, alarm }) => (held ?? 0) + covered === total && alarm === '');
    });
  });
});

const JUDGED_AT_ONCE = new Set(
  loadScenarios()
    .scenarios.filter(({ stage }) => stage === 'range')
    .map(({ name }) => name),
);

/** What waits for more to come is told at once of a log that has ended: what key shards find, and the end of a session. */
function isDue({ scenario, key }: Detection): boolean {
  return JUDGED_AT_ONCE.has(scenario) && !key.some(({ field }) => field === 'session.closed');
}

function nameOf({ id, scenario, key }: Detection): string {
  return [scenario, ...key.map(({ value }) => value), id].join(' ');
}
