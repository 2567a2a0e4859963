/** `weir audit`: who changed what by hand or by configuration, when and why. */
import { Command } from 'commander';
import { aboutText, auditEntryOf, whoText } from '../audit-text.ts';
import { withControlPlane } from '../endpoint.ts';
import { tableOf } from '../table.ts';
import { print, wholeNumber } from './decisions/options.ts';

export function auditCommand(): Command {
  return new Command('audit')
    .description('who changed what by hand or by configuration, the newest first')
    .argument(
      '[value]',
      'only what is about this address (and the prefixes that hold it), prefix or other value',
    )
    .option('--limit <n>', 'at most so many', wholeNumber, 100)
    .option('--json', 'one JSON object', false)
    .addHelpText(
      'after',
      `
A change is noted before it is made: one that failed is there, too. Of an import up to 1,000 addresses are noted, and the
counts. The oldest records make room for new ones when there are 64 MB.

Examples:
  weir audit
  weir audit 203.0.113.7 --limit 20`,
    )
    .action(async (value: string | undefined, _, command: Command) => {
      const { limit, json } = command.opts<{ limit: number; json: boolean }>();
      await withControlPlane(command, async (plane) => {
        const { records, searchedToMs } = await plane.audit({ value: value ?? '', limit });
        const entries = records.map(auditEntryOf);
        const searchedTo = searchedToMs === 0 ? undefined : new Date(searchedToMs).toISOString();
        if (json) {
          print(JSON.stringify({ records: entries, ...(searchedTo ? { searched_to: searchedTo } : {}) }));
          return;
        }
        if (entries.length === 0) print('There is nothing.');
        else {
          const rows = entries.map((entry) => [
            entry.time.slice(0, 19).replace('T', ' '),
            whoText(entry),
            entry.action,
            aboutText(entry),
            entry.until ?? '',
            entry.reason ?? '',
          ]);
          print(tableOf(['WHEN (UTC)', 'WHO', 'DID', 'ABOUT', 'UNTIL', 'WHY'], rows));
        }
        if (searchedTo) print(`what is older than ${searchedTo} was not looked through; see --limit`);
      });
    });
}
