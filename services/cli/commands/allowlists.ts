/** `weir allowlists`: whom nothing blocks, which are the allow entries of the ledger. */
import { Command } from 'commander';
import { type Decision, MANUAL } from '#libs/domain/decision.ts';
import { formatEnd } from '#libs/domain/end.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { decisionFromMessage } from '#libs/wire/decision.ts';
import { remediationNames } from '#libs/wire/enums.ts';
import { withControlPlane } from '../endpoint.ts';
import { tableOf } from '../table.ts';
import { author, lengthOf, liftedText, print, sentenceOf } from './decisions/options.ts';

const ALLOW = remediationNames.toWire('allow');

export function allowlistsCommand(): Command {
  return new Command('allowlists')
    .description('whom nothing blocks')
    .addCommand(listCommand())
    .addCommand(addCommand())
    .addCommand(removeCommand())
    .addHelpText(
      'after',
      `
They are the decisions to allow, which weir decisions lists, exports and imports, too.

Examples:
  weir allowlists add 203.0.113.0/24 --comment "the office"
  weir allowlists add AS64500 --comment "our monitoring" --for 30d
  weir allowlists remove 203.0.113.0/24`,
    );
}

function listCommand(): Command {
  return new Command('list')
    .description('who is allowed, until when, by whom and why')
    .option('--json', 'one JSON object', false)
    .action(async ({ json }: { json: boolean }, command: Command) => {
      const allowed: Decision[] = [];
      await withControlPlane(command, async (plane) => {
        for await (const { decisions } of plane.export({ remediation: ALLOW }))
          allowed.push(...decisions.map(decisionFromMessage));
      });
      allowed.sort((a, b) => b.updatedMs - a.updatedMs);
      print(json ? JSON.stringify({ total: allowed.length, decisions: allowed }) : listText(allowed));
    });
}

function addCommand(): Command {
  return new Command('add')
    .description('let nothing block somebody, and take back what does')
    .argument(
      '<value>',
      'an address such as 203.0.113.7, a prefix such as 203.0.113.0/24, or an ASN such as AS64500',
    )
    .option('--for <duration>', 'such as 30m, 4h or 7d (default: permanent)', lengthOf, lengthOf('permanent'))
    .option('--comment <text>', 'who it is, or why', '')
    .option('--json', 'one JSON object', false)
    .action(async (value: string, _, command: Command) => {
      const { comment, json, ...options } = command.opts<{ for: number; comment: string; json: boolean }>();
      await withControlPlane(command, async (plane) => {
        const { decision: message, lifted } = await plane.add({
          value,
          remediation: ALLOW,
          durationMs: options.for,
          reason: comment,
          author: author(),
        });
        const decision = decisionFromMessage(message ?? {});
        print(
          json ? JSON.stringify({ ...decision, lifted }) : `${sentenceOf(decision)}${liftedText(lifted)}`,
        );
      });
    });
}

function removeCommand(): Command {
  return new Command('remove')
    .description('let somebody be blocked again')
    .argument('<value>', 'as in the list')
    .option('--json', 'one JSON object', false)
    .action(async (value: string, { json }: { json: boolean }, command: Command) => {
      await withControlPlane(command, async (plane) => {
        const { decision: message } = await plane.delete({ value, remediation: ALLOW, author: author() });
        if (!message) throw new WeirError('missing', `${value} is not on the list`);
        const decision = decisionFromMessage(message);
        print(json ? JSON.stringify(decision) : `${decision.value} can be blocked again (${decision.id})`);
      });
    });
}

function listText(allowed: readonly Decision[]): string {
  if (allowed.length === 0) return 'Nobody is.';
  const rows = allowed.map(({ scope, value, untilMs, contributions }) => {
    const said = contributions.find(({ scenario }) => scenario === MANUAL);
    return [value, scope, formatEnd(untilMs), said?.author ?? '', said?.reason ?? ''];
  });
  return tableOf(['VALUE', 'SCOPE', 'ENDS', 'BY', 'COMMENT'], rows);
}
