/** `weir decisions import`: takes a list into the ledger. */
import { Command, Option } from 'commander';
import { SystemClock } from '#libs/clock/system.ts';
import { REMEDIATIONS, type Remediation } from '#libs/domain/decision.ts';
import type { ControlPlane } from '#libs/rpc/client.ts';
import { withControlPlane } from '../../endpoint.ts';
import type { List, ListDefaults } from '../../lists/entry.ts';
import { Outcome } from '../../lists/outcome.ts';
import { ImportProgress } from '../../lists/progress.ts';
import { guessFormat, LIST_FORMATS, type ListFormat, readList } from '../../lists/read-list.ts';
import { chunksOf, requestsOf } from '../../lists/requests.ts';
import { nameOf, readText } from '../../lists/text.ts';
import { author, lengthOf, print } from './options.ts';

interface Options {
  readonly format?: ListFormat;
  readonly for?: number;
  readonly reason: string;
  readonly remediation: Remediation;
  readonly dryRun: boolean;
  readonly lenient: boolean;
  readonly json: boolean;
}

export function importCommand(): Command {
  return new Command('import')
    .description('take a list of addresses, prefixes or decisions into the ledger')
    .argument('<file>', 'the list, or - for what is piped in')
    .addOption(new Option('--format <format>', 'else as it looks').choices([...LIST_FORMATS]))
    .option(
      '--for <duration>',
      'for entries that do not say: 30m, 4h, 7d or permanent (default: 4h)',
      lengthOf,
    )
    .addOption(
      new Option('--remediation <what>', 'for entries that do not say')
        .choices([...REMEDIATIONS])
        .default('block'),
    )
    .option('--reason <text>', 'for entries that do not say', '')
    .option('--dry-run', 'only tell what would be done', false)
    .option('--lenient', 'leave out lines that can’t be read, and end well all the same', false)
    .option('--json', 'one JSON object', false)
    .addHelpText('after', HELP)
    .action(async (file: string, _, command: Command) => {
      const options = command.opts<Options>();
      const text = await readText(file);
      const { format = guessFormat(text), reason, remediation } = options;
      const defaults: ListDefaults = { lengthMs: options.for, reason, remediation };
      await importList(command, nameOf(file), readList(text, format, defaults), options);
    });
}

const HELP = `
Formats:
  plain    an address or a prefix a line; what follows # or ; is a comment
  csv      with a header row of: value, scope, duration or until, reason, remediation, status
  ndjson   an object a line with the same fields, or what weir decisions export, weir decisions list --json
           and weir replay --json print; a replayed decision lasts as long as it would have, from now on

Nothing is changed when a line can't be read, unless --lenient. What is in force for longer already stays so. It ends with 1
when lines were bad or refused, unless --lenient.

Examples:
  weir decisions import blocklist.txt --for 24h --reason "from our partner"
  weir replay /var/log/nginx/access.log.1 --json | weir decisions import - --for 24h`;

async function importList(command: Command, file: string, list: List, options: Options): Promise<void> {
  const outcome = new Outcome(list);
  const mayBegin = options.lenient || list.mistakes.length === 0;
  try {
    if (mayBegin && list.entries.length > 0)
      await withControlPlane(command, (plane) => send(plane, list, options, outcome));
  } catch (error) {
    if (outcome.done > 0)
      process.stderr.write(`at least ${outcome.done} entries were done. ${outcome.summary()}\n`);
    throw error;
  }
  process.stderr.write(outcome.complaints(file));
  if (options.json) print(JSON.stringify(outcome.json(file, options.dryRun || !mayBegin)));
  else if (mayBegin) print(`${outcome.summary()}${options.dryRun ? '; nothing was changed' : ''}`);
  else print(`${outcome.summary()}; nothing was changed, --lenient leaves bad lines out`);
  if (!outcome.isClean && !options.lenient) process.exitCode = 1;
}

async function send(plane: ControlPlane, list: List, options: Options, outcome: Outcome): Promise<void> {
  const chunks = chunksOf(list.entries);
  const begin = { author: author(), reason: options.reason, dryRun: options.dryRun };
  const progress = new ImportProgress(process.stderr, new SystemClock());
  try {
    let answered = 0;
    for await (const reply of plane.import(requestsOf(begin, chunks))) {
      outcome.take(chunks[answered++] ?? [], reply);
      progress.show(outcome.done, list.entries.length);
    }
  } finally {
    progress.close();
  }
}
