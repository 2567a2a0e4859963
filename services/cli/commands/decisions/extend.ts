/** `weir decisions extend`: lets a decision last longer. */
import { Command, Option } from 'commander';
import type { Remediation } from '#libs/domain/decision.ts';
import type { Scope } from '#libs/domain/scope.ts';
import { failureOf, WeirError } from '#libs/errors/weir-error.ts';
import { decisionFromMessage } from '#libs/wire/decision.ts';
import { remediationNames, scopeNames } from '#libs/wire/enums.ts';
import { withControlPlane } from '../../endpoint.ts';
import { author, lengthOf, print, scopeOption, sentenceOf } from './options.ts';

export function extendCommand(): Command {
  return new Command('extend')
    .description('let a decision in force last longer')
    .argument('<value>', 'as in the list')
    .requiredOption('--for <duration>', 'from now, such as 30m, 4h or 7d, or permanent', lengthOf)
    .addOption(scopeOption())
    .addOption(
      new Option('--remediation <what>', 'extend an allow entry, not a block').choices(['block', 'allow']),
    )
    .option('--reason <text>', 'why', '')
    .option('--json', 'one JSON object', false)
    .addHelpText(
      'after',
      `
It never ends sooner than it would have.

Example:
  weir decisions extend 203.0.113.7 --for 7d --reason "came back"`,
    )
    .action(async (value: string, _, command: Command) => {
      const options = command.opts<{
        for: number;
        scope?: Scope;
        remediation?: Remediation;
        reason: string;
        json: boolean;
      }>();
      const { scope, remediation, reason, json } = options;
      await withControlPlane(command, async (plane) => {
        const wanted = {
          scope: scope === undefined ? 0 : scopeNames.toWire(scope),
          value,
          remediation: remediation === undefined ? 0 : remediationNames.toWire(remediation),
          durationMs: options.for,
          reason,
          author: author(),
        };
        const { decision: message } = await plane.extend(wanted).catch((error) => {
          if (failureOf(error) !== 'missing') throw error;
          throw new WeirError('missing', `there is no decision in force about ${value}`);
        });
        const decision = decisionFromMessage(message ?? {});
        print(json ? JSON.stringify(decision) : sentenceOf(decision));
      });
    });
}
