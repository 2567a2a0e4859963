/** `weir enforcer flush`: takes back what an enforcer has left in the kernel. */
import { Command } from 'commander';
import { SystemClock } from '#libs/clock/system.ts';
import { loadConfig } from '#libs/config/load.ts';
import { fileSchema } from '#libs/config/service-config.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { enforcerConfig } from '#services/enforcer/config.ts';
import { flushIpset } from '#services/enforcer/targets/ipset/ipset.ts';
import { flushNftables } from '#services/enforcer/targets/nftables/nftables.ts';

export function enforcerCommand(): Command {
  const command = new Command('enforcer').description('what an enforcer has set up on this machine');
  command
    .command('flush')
    .description(
      'deletes what the target nftables or ipset has in the kernel: nobody is dropped by it any more',
    )
    .requiredOption('--config <file>', 'of the enforcer')
    .option('--json', 'one JSON object', false)
    .addHelpText('after', HELP)
    .action(async ({ config, json }: { config: string; json: boolean }) => {
      const { target } = loadConfig(config, fileSchema('enforcer', enforcerConfig)).own;
      const clock = new SystemClock();
      if (target.type === 'nftables') await flushNftables({ table: target.table, clock });
      else if (target.type === 'ipset') await flushIpset({ ...target, clock });
      else {
        throw new WeirError(
          'invalid',
          `enforcer.target in ${config} is ${target.type}: only nftables and ipset leave something in the kernel`,
        );
      }
      const [flushed, what] =
        target.type === 'nftables'
          ? [target.table, `table inet ${target.table} is`]
          : [target.chain, `chains and sets of ${target.chain} are`];
      process.stdout.write(json ? `${JSON.stringify({ flushed })}\n` : `${what} gone\n`);
    });
  return command;
}

const HELP = `
An enforcer that ends leaves its table or sets in the kernel, which drops banned clients until their time is over. Stop the enforcer
first: one that runs puts them back. Run it as root, on the host or in the container of the enforcer.

Example:
  weir enforcer flush --config /etc/weir/weir.yaml`;
