/** The nginx target and where it keeps things: dictionaries that are too small, files that are damaged. */
import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, test } from 'node:test';
import type { Timer } from '#libs/clock/clock.ts';
import { SystemClock } from '#libs/clock/system.ts';
import type { NginxTarget } from '#services/enforcer/targets/nginx/nginx-target.ts';
import type { Rule } from '#services/enforcer/targets/target.ts';
import { nginxPart } from '#services/standalone/parts/parts.ts';
import { openTarget, TestNginx, until } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { put, remove, ruleOn } from '../support/rule.ts';

const BANNED = '127.0.0.66';
const part = await requirePart(nginxPart);

const many = (count: number, second: number): Rule[] =>
  Array.from({ length: count }, (_, i) => ruleOn(`10.${second}.${i >> 8}.${i & 255}`));

/** What is repeated is repeated twenty times as often. */
class HastyClock extends SystemClock {
  override every(ms: number, action: () => void): Timer {
    return super.every(ms / 20, action);
  }
}

describe('what the nginx target stores', { skip: part.skip }, () => {
  let nginx: TestNginx;
  let target: NginxTarget | undefined;

  async function start(dictionaryMb = 4, clock = new SystemClock()): Promise<void> {
    nginx = await TestNginx.start({ dictionaryMb });
    target = await openTarget(nginx, { clock });
  }

  afterEach(async () => {
    await target?.close();
    await nginx?.stop();
    target = undefined;
  });

  test('a dictionary that is too small says so and lets no ban go', async () => {
    await start(0.125, new HastyClock());
    const old = [ruleOn(BANNED), ...many(200, 0)];
    assert.equal((await target!.reset(old)).instances, 1);
    assert.equal(target!.status().alarm, '');
    const more = many(3000, 1);
    assert.equal((await target!.apply(more.map(put))).instances, 0);
    const { unstored } = target!.numbers();
    assert.ok(unstored > 1000 && unstored < 3000, String(unstored));
    assert.equal(target!.status().alarm, `dictionary full, ${unstored} rules not enforced`);
    for (const rule of old) assert.ok(await nginx.refusal({ from: rule.value }), rule.value);
    // Who comes back with the alarm pending is sent everything, so that it is known again what has no room.
    await nginx.reload();
    await until(() => target!.numbers().unstored > 1000, 'the alarm to be back');
    await target!.apply(more.slice(0, 2950).map(remove));
    await until(() => target!.status().alarm === '', 'the rest to find room');
    for (const rule of more.slice(2950)) assert.ok(await nginx.refusal({ from: rule.value }), rule.value);
    await target!.apply(more.map(put));
    assert.match(target!.status().alarm, /dictionary full/);
    await target!.reset(old);
    assert.equal(target!.status().alarm, '');
  });

  test('a snapshot that is torn or damaged is used as far as it goes', async () => {
    await start();
    await target!.reset([ruleOn(BANNED)]);
    await target!.apply([put(ruleOn('127.0.0.70'))]);
    await target!.apply([put(ruleOn('127.0.0.71'))]);
    await target!.close();
    target = undefined;
    await nginx.kill();
    const { stateDir } = nginx;
    const journal = join(stateDir, readdirSync(stateDir).find((name) => name.startsWith('journal'))!);
    const whole = readFileSync(journal);
    const rules = readFileSync(join(stateDir, 'rules'));
    const refusedAfter = async (damage: () => void): Promise<(string | undefined)[]> => {
      writeFileSync(journal, whole);
      writeFileSync(join(stateDir, 'rules'), rules);
      damage();
      await nginx.restart();
      const found: (string | undefined)[] = [];
      for (const from of [BANNED, '127.0.0.70', '127.0.0.71']) found.push(await nginx.refusal({ from }));
      await nginx.kill();
      return found.map((id) => id?.at(-1));
    };
    assert.deepEqual(await refusedAfter(() => {}), ['6', '0', '1']);
    const torn = whole.indexOf('d127-0-0-71') + 5;
    assert.deepEqual(await refusedAfter(() => truncateSync(journal, torn)), ['6', '0', undefined]);
    assert.deepEqual(await refusedAfter(() => truncateSync(journal, 3)), ['6', undefined, undefined]);
    assert.deepEqual(await refusedAfter(() => rmSync(journal)), ['6', undefined, undefined]);
    assert.deepEqual(await refusedAfter(() => appendFileSync(journal, '\0\xff= 9\n+ i ')), ['6', '0', '1']);
    const damaged = () =>
      writeFileSync(join(stateDir, 'rules'), Buffer.concat([rules, Buffer.alloc(70_000)]));
    assert.deepEqual(await refusedAfter(damaged), ['6', '0', '1']);
    assert.deepEqual(await refusedAfter(() => rmSync(join(stateDir, 'rules'))), [
      undefined,
      undefined,
      undefined,
    ]);
    assert.deepEqual(await refusedAfter(() => rmSync(stateDir, { recursive: true })), [
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('the journal is folded into the base when it grows', async () => {
    await start();
    await target!.reset([ruleOn(BANNED)]);
    for (let i = 0; i < 30; i++) {
      await target!.apply(many(100, i).map(put));
      if (i % 3 === 0) await target!.apply(many(50, i).map(remove));
    }
    assert.ok(target!.numbers().journalLines < 2500);
    const journals = () => readdirSync(nginx.stateDir).filter((name) => name.startsWith('journal'));
    await until(() => journals().length === 1, 'the old journals to be gone');
    await target!.close();
    await nginx.kill();
    await nginx.restart();
    for (let i = 0; i < 30; i++) {
      assert.ok(await nginx.refusal({ from: `10.${i}.0.99` }), String(i));
      assert.equal((await nginx.refusal({ from: `10.${i}.0.49` })) === undefined, i % 3 === 0, String(i));
    }
    assert.ok(await nginx.refusal({ from: BANNED }));
  });

  test('a snapshot that can not be written raises an alarm and stops nothing', async () => {
    await start();
    rmSync(nginx.stateDir, { recursive: true });
    assert.equal((await target!.reset([ruleOn(BANNED)])).instances, 1);
    assert.match(target!.status().alarm, /^the snapshot can't be written: ENOENT/);
    assert.equal((await target!.apply([put(ruleOn('127.0.0.70'))])).instances, 1);
    mkdirSync(nginx.stateDir);
    await target!.reset([ruleOn(BANNED), ruleOn('127.0.0.70')]);
    assert.equal(target!.status().alarm, '');
  });
});
