/** The target contract on the dry-run target and on a real nginx. */

import { SystemClock } from '#libs/clock/system.ts';
import { DryRunTarget } from '#services/enforcer/targets/dry-run.ts';
import { nginxPart } from '#services/standalone/parts/parts.ts';
import { openTarget, TestNginx } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
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
