/** `weir decisions delete`: takes a decision back. */
import { Command, Option } from 'commander';
import type { Remediation } from '#libs/domain/decision.ts';
import type { Scope } from '#libs/domain/scope.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { decisionFromMessage } from '#libs/wire/decision.ts';
import { remediationNames, scopeNames } from '#libs/wire/enums.ts';
import { withControlPlane } from '../../endpoint.ts';
import { author, print, scopeOption } from './options.ts';

export function deleteCommand(): Command {
  return new Command('delete')
    .description('take a decision back, everywhere at once')
    .argument('<value>', 'as in the list')
    .addOption(scopeOption())
    .addOption(
      new Option('--remediation <what>', 'take back an allow entry, not a block').choices(['block', 'allow']),
    )
    .option('--reason <text>', 'why', '')
    .option('--json', 'one JSON object', false)
    .action(async (value: string, _, command: Command) => {
      const { scope, remediation, reason, json } = command.opts<{
        scope?: Scope;
        remediation?: Remediation;
        reason: string;
        json: boolean;
      }>();
      await withControlPlane(command, async (plane) => {
        const reply = await plane.delete({
          scope: scope === undefined ? 0 : scopeNames.toWire(scope),
          value,
          remediation: remediation === undefined ? 0 : remediationNames.toWire(remediation),
          reason,
          author: author(),
        });
        if (!reply.decision) throw new WeirError('missing', `there is no decision in force about ${value}`);
        const decision = decisionFromMessage(reply.decision);
        print(json ? JSON.stringify(decision) : `${decision.value} is free again (${decision.id})`);
      });
    });
}
