/** `weir decisions add`: blocks or allows somebody. */
import { Command, Option } from 'commander';
import { REMEDIATIONS, type Remediation } from '#libs/domain/decision.ts';
import type { Scope } from '#libs/domain/scope.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { decisionFromMessage } from '#libs/wire/decision.ts';
import { remediationNames, scopeNames } from '#libs/wire/enums.ts';
import { withControlPlane } from '../../endpoint.ts';
import { author, lengthOf, liftedText, print, scopeOption, sentenceOf, wholeNumber } from './options.ts';

export function addCommand(): Command {
  return new Command('add')
    .description('block or allow somebody')
    .argument('<value>', 'an address such as 203.0.113.7, or a prefix such as 203.0.113.0/24')
    .addOption(scopeOption())
    .option('--for <duration>', 'such as 30m, 4h or 7d, or permanent', lengthOf, lengthOf('4h'))
    .addOption(new Option('--remediation <what>', 'what is done').choices([...REMEDIATIONS]).default('block'))
    .option('--status <code>', 'what a blocked client gets', wholeNumber, 403)
    .option('--reason <text>', 'why', '')
    .option('--json', 'one JSON object', false)
    .addHelpText(
      'after',
      `
Examples:
  weir decisions add 203.0.113.7 --for 4h --reason "scraping"
  weir decisions add 203.0.113.0/24 --for permanent`,
    )
    .action(async (value: string, _, command: Command) => {
      const options = command.opts<{
        scope?: Scope;
        for: number;
        remediation: Remediation;
        status: number;
        reason: string;
        json: boolean;
      }>();
      await withControlPlane(command, async (plane) => {
        const reply = await plane.add({
          scope: options.scope === undefined ? 0 : scopeNames.toWire(options.scope),
          value,
          remediation: remediationNames.toWire(options.remediation),
          statusCode: options.status,
          durationMs: options.for,
          reason: options.reason,
          author: author(),
        });
        if (!reply.decision) throw new WeirError('conflict', 'nothing has changed');
        const decision = decisionFromMessage(reply.decision);
        const { lifted } = reply;
        print(
          options.json
            ? JSON.stringify({ ...decision, lifted })
            : `${sentenceOf(decision)}${liftedText(lifted)}`,
        );
      });
    });
}
