/** `weir scenarios mode`: what is done about what a scenario finds. */
import { userInfo } from 'node:os';
import { Argument, Command } from 'commander';
import { MODES } from '#libs/domain/mode.ts';
import { withControlPlane } from '../../endpoint.ts';
import { describeChange } from './set.ts';

/** Takes a change of the mode back. */
const ITS_OWN = 'default';

export function modeCommand(): Command {
  return new Command('mode')
    .description('switches a scenario of the running cluster off, to shadow (recorded, never enforced) or on')
    .argument('<name>', 'of the scenario')
    .addArgument(new Argument('<mode>', 'default: what its file says').choices([...MODES, ITS_OWN]))
    .option('--reason <text>', 'why, for the history', '')
    .option('--json', 'one JSON object', false)
    .action(
      async (name: string, mode: string, flags: { reason: string; json: boolean }, command: Command) => {
        await withControlPlane(command, async (plane) => {
          const reply = await plane.changeScenarios([
            {
              modes: { [name]: mode === ITS_OWN ? '' : mode },
              author: userInfo().username,
              reason: flags.reason,
            },
          ]);
          process.stdout.write(`${flags.json ? JSON.stringify(reply) : describeChange(reply, false)}\n`);
        });
      },
    );
}
