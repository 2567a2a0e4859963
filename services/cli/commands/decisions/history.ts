/** `weir decisions history`: what has happened to an address. */
import { Command } from 'commander';
import { SystemClock } from '#libs/clock/system.ts';
import { addressOf } from '#libs/domain/address.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { decisionFromMessage } from '#libs/wire/decision.ts';
import { auditEntryOf } from '../../audit-text.ts';
import { withControlPlane } from '../../endpoint.ts';
import { tableOf } from '../../table.ts';
import { timelineOf } from '../../timeline.ts';
import { print } from './options.ts';

const RECORDS_MAX = 1000;
const WHY_MAX = 60;

export function historyCommand(): Command {
  return new Command('history')
    .description('what has happened to an address, the oldest first')
    .argument('<address>', 'such as 203.0.113.7')
    .option('--json', 'one JSON object', false)
    .addHelpText(
      'after',
      `
From the ledger: decisions about the address, about prefixes that hold it, and about it at one host or with one agent,
also those that ended or were lifted, for as long as decision.retention keeps them. From the audit: what people did. What was redacted is found, too.

Example:
  weir decisions history 203.0.113.7`,
    )
    .action(async (address: string, { json }: { json: boolean }, command: Command) => {
      if (!addressOf(address.trim()))
        throw new WeirError('invalid', `${JSON.stringify(address)} is no address, such as 203.0.113.7`);
      await withControlPlane(command, async (plane) => {
        const reply = await plane.list({ value: address, all: true });
        const decisions = reply.decisions.map(decisionFromMessage);
        const { records, searchedToMs } = await plane.audit({ value: address, limit: RECORDS_MAX });
        const timeline = timelineOf(decisions, records.map(auditEntryOf), new SystemClock().now());
        if (json) {
          const history = timeline.map(({ timeMs, ...more }) => ({ time: timeOf(timeMs), ...more }));
          print(JSON.stringify({ address, history, decisions }));
          return;
        }
        if (timeline.length === 0) print('Nothing is known.');
        else {
          const rows = timeline.map(({ timeMs, source, about, what, by, why }) => [
            timeOf(timeMs).slice(0, 19).replace('T', ' '),
            source,
            about,
            what,
            by,
            why.slice(0, WHY_MAX),
          ]);
          print(tableOf(['WHEN (UTC)', 'FROM', 'ABOUT', 'WHAT', 'WHO', 'WHY'], rows));
        }
        if (searchedToMs > 0)
          print(`the audit was not looked through for what is older than ${timeOf(searchedToMs)}`);
      });
    });
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}
