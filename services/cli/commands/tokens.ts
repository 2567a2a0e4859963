/** `weir tokens`: who may call the decision service. Works on the folder that it reads, not over the network. */
import { basename, dirname } from 'node:path';
import { Command, Option } from 'commander';
import { WeirError } from '#libs/errors/weir-error.ts';
import { ROLES, type Role } from '#libs/rpc/roles.ts';
import { addToken, readTokens, removeToken } from '#libs/rpc/tokens.ts';
import { findEndpoint } from '../endpoint.ts';
import { tableOf } from '../table.ts';
import { print } from './decisions/options.ts';

export function tokensCommand(): Command {
  return new Command('tokens')
    .description('who may call the decision service: the tokens in its folder')
    .addCommand(listCommand())
    .addCommand(addCommand())
    .addCommand(removeCommand());
}

const folderOption = () =>
  new Option('--folder <path>', 'decision.tokens; else the one that --token-file or WEIR_TOKEN_FILE is in');
const jsonOption = () => new Option('--json', 'one JSON object').default(false);

interface Options {
  readonly folder?: string;
  readonly json: boolean;
}

function listCommand(): Command {
  return new Command('list')
    .description('which there are')
    .addOption(folderOption())
    .addOption(jsonOption())
    .action((options: Options, command: Command) => {
      const { tokens, problems } = readTokens(folderOf(options, command));
      const rows = tokens.map(({ name, role, sinceMs }) => ({
        name,
        role,
        since: new Date(sinceMs).toISOString(),
      }));
      if (options.json) print(JSON.stringify({ tokens: rows, problems }));
      else {
        print(
          tableOf(
            ['NAME', 'ROLE', 'SINCE'],
            rows.map(({ name, role, since }) => [name, role, since]),
          ),
        );
        for (const problem of problems) process.stderr.write(`weir: ${problem}\n`);
      }
    });
}

function addCommand(): Command {
  return new Command('add')
    .description('makes one and prints it; only its digest is kept')
    .argument('<name>', 'of whoever gets it, such as ci: what he does is audited under it')
    .addOption(new Option('--role <role>', 'what he may do').choices([...ROLES]).makeOptionMandatory())
    .addOption(folderOption())
    .addOption(jsonOption())
    .addHelpText('after', HELP)
    .action((name: string, { role, ...options }: Options & { role: Role }, command: Command) => {
      const token = addToken(folderOf(options, command), name, role);
      print(options.json ? JSON.stringify({ name, role, token }) : token);
    });
}

function removeCommand(): Command {
  return new Command('remove')
    .description('takes one back')
    .argument('<name>', 'as in the list')
    .addOption(folderOption())
    .addOption(jsonOption())
    .action((name: string, options: Options, command: Command) => {
      const removed = removeToken(folderOf(options, command), name);
      print(options.json ? JSON.stringify(removed) : `token ${removed.name} (${removed.role}) is taken back`);
    });
}

function folderOf({ folder }: Options, command: Command): string {
  if (folder !== undefined) return folder;
  const { tokenFile } = findEndpoint(command);
  const ofRole = dirname(tokenFile ?? '');
  if (ROLES.some((role) => role === basename(ofRole))) return dirname(ofRole);
  throw new WeirError('config', 'which folder holds the tokens? Say --folder PATH, as decision.tokens does');
}

const HELP = `
Viewers read; operators change, too; enforcers follow the ledger and report. Run it where the decision service runs, as its
user or as root; all replicas that share the folder know of the change within a second. A watch that is open goes on until it
breaks off. To replace a token add another one, let everybody use it, then remove the former.

Examples:
  weir tokens add ci --role viewer > ci.token
  weir tokens add edge-2 --role enforcer --folder /var/lib/weir/tokens
  weir tokens remove ci`;
