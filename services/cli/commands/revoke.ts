/** `weir decisions revoke`: takes back all that a scenario or a policy has caused. */
import { userInfo } from 'node:os';
import { Command } from 'commander';
import { WeirError } from '#libs/errors/weir-error.ts';
import type { ControlPlane } from '#libs/rpc/client.ts';
import type { weir } from '#proto';
import { counted } from '../counted.ts';
import { withControlPlane } from '../endpoint.ts';

interface Options {
  readonly scenario?: string;
  readonly policy?: string;
  readonly reason: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

interface Revoked {
  readonly lifted: number;
  readonly kept: number;
}

export function revokeCommand(): Command {
  return new Command('revoke')
    .description('take back all that a scenario or a policy has caused, everywhere at once')
    .option(
      '--scenario <name[@version]>',
      'whose decisions; with a version, as in weir scenarios list, only its own',
    )
    .option('--policy <name>', 'or: those that this policy made')
    .option('--reason <text>', 'why', '')
    .option('--dry-run', 'only say how many', false)
    .option('--json', 'one JSON object', false)
    .addHelpText('after', HELP)
    .action(async (_, command: Command) => {
      const { scenario: whose = '', policy = '', reason, dryRun, json } = command.opts<Options>();
      if ((whose === '') === (policy === ''))
        throw new WeirError('invalid', 'name --scenario or --policy, one of them');
      // No --version: the command itself has one, wherever it stands.
      const [scenario, version = ''] = whose.split('@', 2);
      await withControlPlane(command, async (plane) => {
        const author = userInfo().username;
        const revoked = await revokeAll(plane, { scenario, version, policy, reason, dryRun, author });
        process.stdout.write(`${json ? JSON.stringify(revoked) : textOf(revoked, dryRun)}\n`);
      });
    });
}

const HELP = `
What other scenarios, or people, have decided about the same stays. What was taken back does not come back with detections
that are open already; new ones count, unless the scenario or the policy is put into shadow mode first.

Examples:
  weir decisions revoke --scenario crawl-fast@3f2a9c81 --reason "caught our own monitoring"
  weir decisions revoke --policy scrapers --dry-run`;

/** A call takes a few seconds at most: there may be very many. */
async function revokeAll(plane: ControlPlane, request: weir.v1.RevokeRequest.$Properties): Promise<Revoked> {
  const total = { lifted: 0, kept: 0 };
  for (;;) {
    const { lifted, kept, left } = await plane.revoke(request);
    total.lifted += lifted;
    total.kept += kept;
    // Others may be taking back the rest.
    if (left === 0 || lifted + kept === 0) return total;
  }
}

function textOf({ lifted, kept }: Revoked, isDry: boolean): string {
  if (lifted + kept === 0) return 'nothing of it is in force';
  const [is, stay] = isDry
    ? ['would be', 'would stay']
    : [lifted === 1 ? 'is' : 'are', kept === 1 ? 'stays' : 'stay'];
  const others = kept === 0 ? '' : `; ${kept} ${stay}, because others hold ${kept === 1 ? 'it' : 'them'}`;
  return `${counted(lifted, 'decision')} ${is} lifted${others}`;
}
