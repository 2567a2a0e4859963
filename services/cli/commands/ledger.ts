/** `weir ledger`: backups of all decisions, byte by byte. */
import { Command } from 'commander';
import { SystemClock } from '#libs/clock/system.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import type { weir } from '#proto';
import { type BackupEntry, readBackup, writeBackup } from '../backup.ts';
import { counted } from '../counted.ts';
import { withControlPlane } from '../endpoint.ts';
import { nameOf, readText } from '../lists/text.ts';
import { Output } from '../output.ts';
import { author, print } from './decisions/options.ts';

const CHUNK = 200;

export function ledgerCommand(): Command {
  return new Command('ledger')
    .description('backups of all decisions')
    .addCommand(exportCommand())
    .addCommand(importCommand())
    .addHelpText(
      'after',
      `
Examples:
  weir ledger export > ledger.backup
  weir ledger import ledger.backup`,
    );
}

function exportCommand(): Command {
  return new Command('export')
    .description('print every entry of the ledger as it is stored, those too that ended or were lifted')
    .option('--json', 'as always: a JSON object a line', false)
    .addHelpText('after', '\nExample:\n  weir ledger export > ledger.backup')
    .action(async (_, command: Command) => {
      await withControlPlane(command, async (plane) => {
        const { token } = await plane.list({ limit: 1 });
        const all: BackupEntry[] = [];
        for await (const { entries } of plane.exportLedger())
          all.push(
            ...entries.map(({ key, value }) => ({ key: key ?? '', value: value ?? new Uint8Array(0) })),
          );
        const time = new Date(new SystemClock().now()).toISOString();
        await new Output().write(writeBackup({ cluster: token?.incarnation ?? '', time }, all));
      });
    });
}

function importCommand(): Command {
  return new Command('import')
    .description('store the entries of a backup that are not there, or are older there')
    .argument('<file>', 'the backup, or - for what is piped in')
    .option('--json', 'one JSON object', false)
    .addHelpText(
      'after',
      `
A damaged file is refused before anything is stored. What is newer in the ledger stays; nothing is removed from it.

Example:
  weir ledger import ledger.backup`,
    )
    .action(async (file: string, { json }: { json: boolean }, command: Command) => {
      const { header, entries } = readFrom(nameOf(file), await readText(file));
      const what = `${counted(entries.length, 'entry', 'entries')} of ${header.time}`;
      const counts = { added: 0, replaced: 0, kept: 0 };
      try {
        await withControlPlane(command, async (plane) => {
          for await (const reply of plane.importLedger(requestsOf(what, entries)))
            for (const name of ['added', 'replaced', 'kept'] as const) counts[name] += reply[name];
        });
      } catch (error) {
        const done = counts.added + counts.replaced + counts.kept;
        process.stderr.write(`${done} of ${entries.length} entries were done; the same again goes on\n`);
        throw error;
      }
      const { added, replaced, kept } = counts;
      print(
        json
          ? JSON.stringify({ file: nameOf(file), ...header, entries: entries.length, ...counts })
          : `${what}: ${added} added, ${replaced} replaced, ${kept} as new or newer in the ledger`,
      );
    });
}

function readFrom(file: string, text: string): ReturnType<typeof readBackup> {
  try {
    return readBackup(text);
  } catch (error) {
    if (!(error instanceof WeirError)) throw error;
    throw new WeirError(error.failure, `${file}: ${error.message}; nothing was changed`);
  }
}

function* requestsOf(
  what: string,
  entries: readonly BackupEntry[],
): Generator<weir.v1.ImportLedgerRequest.$Properties> {
  for (let from = 0; from < entries.length; from += CHUNK)
    yield { author: author(), what, entries: entries.slice(from, from + CHUNK) };
}
