/** `weir notifications`: trying the channels over which the decision service tells people what it does. */
import { Command } from 'commander';
import { formatDuration } from '#libs/domain/duration.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { withControlPlane } from '../endpoint.ts';

export function notificationsCommand(): Command {
  return new Command('notifications')
    .description('the channels over which decisions and alarms are told')
    .addCommand(testCommand());
}

function testCommand(): Command {
  return new Command('test')
    .description('sends a sample over a channel of the decision service, and tells what came of it')
    .argument('<name>', 'of the channel, from decision.notifications')
    .option('--json', 'one JSON object', false)
    .addHelpText('after', '\nExample:\n  weir notifications test ops')
    .action(async (name: string, { json }: { json: boolean }, command: Command) => {
      await withControlPlane(command, async (plane) => {
        const { error, tookMs, instance } = await plane.testNotification({ name });
        if (json) process.stdout.write(`${JSON.stringify({ name, instance, tookMs, error })}\n`);
        if (error !== '') throw new WeirError('unavailable', `${name}, sent by ${instance}: ${error}`);
        if (!json)
          process.stdout.write(`${name} has taken a sample from ${instance} in ${formatDuration(tookMs)}\n`);
      });
    });
}
