/** The target contract on every target: on a real nginx, and on the packet filter of a kernel. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '#libs/clock/system.ts';
import { addressOf } from '#libs/domain/address.ts';
import { parsePrefix, prefixContains } from '#libs/domain/prefix.ts';
import { DryRunTarget } from '#services/enforcer/targets/dry-run.ts';
import { FileTarget } from '#services/enforcer/targets/file/file-target.ts';
import { NftablesTarget } from '#services/enforcer/targets/nftables/nftables-target.ts';
import { nginxPart } from '#services/standalone/parts/parts.ts';
import { openTarget, TestNginx } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { requireNamespaces, TwoHosts } from '../support/two-hosts.ts';
import { targetContract } from './target.contract.ts';

targetContract('dry-run', async () => {
  const target = new DryRunTarget({ clock: new SystemClock() });
  return {
    target,
    refuses: async (address) => target.refusalOf(address)?.decisionId,
    stop: () => target.close(),
  };
});

targetContract(
  'nginx',
  async () => {
    const nginx = await TestNginx.start();
    const target = await openTarget(nginx);
    return {
      target,
      refuses: (address) => nginx.refusal({ from: address }),
      stop: async () => {
        await target.close();
        await nginx.stop();
      },
    };
  },
  await requirePart(nginxPart),
);

targetContract('file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'weir-file-'));
  const path = join(folder, 'blocked');
  const clock = new SystemClock();
  const options = { format: 'plain', mode: 0o644, everyMs: 5, timeoutMs: 1000, size: 100_000 } as const;
  const target = await FileTarget.open({ path, clock, ...options });
  return {
    target,
    refuses: async (address) => {
      const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
      return lines.some((line) => prefixContains(parsePrefix(line)!, addressOf(address)!)) || undefined;
    },
    stop: async () => {
      await target.close();
      rmSync(folder, { recursive: true });
    },
  };
});

targetContract(
  'nftables',
  async () => {
    const hosts = await TwoHosts.create();
    const target = await NftablesTarget.open({ table: 'weir', command: hosts.nft, clock: new SystemClock() });
    return {
      target,
      refuses: async (address) => ((await hosts.answers(address)) ? undefined : true),
      stop: async () => {
        await target.close();
        hosts.close();
      },
    };
  },
  await requirePart(requireNamespaces),
);
