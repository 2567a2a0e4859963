import { Command } from 'commander';
import { tableOf } from '#services/cli/table.ts';
import { json, print } from './options.ts';

export function sessionsCommand(): Command {
  return new Command('sessions')
    .description('CPU us an event and bytes a session of following sessions, in one process')
    .addOption(json())
    .action(async (options: { json: boolean }) => {
      const { benchSessions } = await import('../sessions.ts');
      const results = [
        benchSessions('mixed', 10_000),
        benchSessions('mixed', 100_000),
        benchSessions('distinct', 100_000),
      ];
      const names = Object.keys(results[0]) as (keyof (typeof results)[number])[];
      const rows = names.map((name) => [name.replaceAll('_', ' '), ...results.map((result) => result[name])]);
      print(tableOf(['', '', '', ''], rows), { results }, options.json);
    });
}
