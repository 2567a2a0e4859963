/** The target contract on those targets that refuse clients themselves: a real nginx, the packet filter of a kernel. */

import { SystemClock } from '#libs/clock/system.ts';
import { DryRunTarget } from '#services/enforcer/targets/dry-run.ts';
import { openIpset } from '#services/enforcer/targets/ipset/ipset.ts';
import { openNftables } from '#services/enforcer/targets/nftables/nftables.ts';
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

targetContract(
  'nftables',
  async () => {
    const hosts = await TwoHosts.create();
    const target = await openNftables({ table: 'weir', command: hosts.nft, clock: new SystemClock() });
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

for (const iptables of ['legacy', 'nft'] as const) {
  targetContract(
    `ipset with iptables-${iptables}`,
    async () => {
      const hosts = await TwoHosts.create();
      const clock = new SystemClock();
      const target = await openIpset({ chain: 'weir', iptables, through: hosts.through, clock });
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
}
