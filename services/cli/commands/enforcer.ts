/** `weir enforcer flush`: takes back what an enforcer has left in the kernel. */
import { Command } from 'commander';
import { SystemClock } from '#libs/clock/system.ts';
import { loadConfig } from '#libs/config/load.ts';
import { fileSchema } from '#libs/config/service-config.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { enforcerConfig } from '#services/enforcer/config.ts';
import { flushNftables } from '#services/enforcer/targets/nftables/nftables.ts';

export function enforcerCommand(): Command {
  const command = new Command('enforcer').description('what an enforcer has set up on this machine');
  command
    .command('flush')
    .description('deletes the table of the target nftables: nobody is dropped by it any more')
    .requiredOption('--config <file>', 'of the enforcer')
    .option('--json', 'one JSON object', false)
    .addHelpText('after', HELP)
    .action(async ({ config, json }: { config: string; json: boolean }) => {
      const { target } = loadConfig(config, fileSchema('enforcer', enforcerConfig)).own;
      if (target.type !== 'nftables') {
        throw new WeirError(
          'invalid',
          `enforcer.target in ${config} is ${target.type}: only nftables has a table`,
        );
      }
      await flushNftables({ table: target.table, clock: new SystemClock() });
      process.stdout.write(
        json ? `${JSON.stringify({ flushed: target.table })}\n` : `table inet ${target.table} is gone\n`,
      );
    });
  return command;
}

const HELP = `
An enforcer that ends leaves its table in the kernel, which drops banned clients until their time is over. Stop the enforcer
first: one that runs puts its table back. Run it as root, on the host or in the container of the enforcer.

Example:
  weir enforcer flush --config /etc/weir/weir.yaml`;
