/** `weir decisions export`: the ledger as a list that can be imported. */
import { Command, Option } from 'commander';
import { WeirError } from '#libs/errors/weir-error.ts';
import { decisionFromMessage } from '#libs/wire/decision.ts';
import { counted } from '../../counted.ts';
import { withControlPlane } from '../../endpoint.ts';
import { LIST_FORMATS, type ListFormat } from '../../lists/read-list.ts';
import { beginningOf, lineOf } from '../../lists/write-list.ts';
import { Output } from '../../output.ts';

export function exportCommand(): Command {
  return new Command('export')
    .description('print all decisions in force, however many, as a list that import reads')
    .addOption(
      new Option('--format <format>', 'what it looks like').choices([...LIST_FORMATS]).default('ndjson'),
    )
    .option(
      '--all',
      'also those that ended, were lifted, or are recorded and not enforced; ndjson only',
      false,
    )
    .option('--json', 'the same as --format ndjson', false)
    .addHelpText('after', HELP)
    .action(async (_, command: Command) => {
      const options = command.opts<{ format: ListFormat; all: boolean; json: boolean }>();
      const format = options.json ? 'ndjson' : options.format;
      if (options.all && format !== 'ndjson')
        throw new WeirError(
          'invalid',
          `${format} does not tell what has ended; use --all with --format ndjson`,
        );
      await exportAll(command, format, options.all);
    });
}

const HELP = `
Formats:
  plain    an address or a prefix a line: those that are blocked, without end or reason
  csv      value, scope, until, reason, remediation, status
  ndjson   an object a line, as in weir decisions list --json

Examples:
  weir decisions export > decisions.ndjson
  weir decisions export --format plain > blocked.txt`;

async function exportAll(command: Command, format: ListFormat, all: boolean): Promise<void> {
  const output = new Output();
  let leftOut = 0;
  await output.write(beginningOf(format));
  await withControlPlane(command, async (plane) => {
    for await (const { decisions } of plane.export({ all })) {
      const lines = decisions.map((message) => lineOf(decisionFromMessage(message), format));
      leftOut += lines.filter((line) => line === undefined).length;
      if (!(await output.write(lines.join('')))) return;
    }
  });
  if (leftOut > 0)
    process.stderr.write(`${counted(leftOut, 'decision')} left out, for which ${format} has no place\n`);
}
