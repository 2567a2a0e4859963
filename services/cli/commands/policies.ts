/** `weir policies`: what is done about detections. */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { Argument, Command } from 'commander';
import { MODES } from '#libs/domain/mode.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { formatProblem } from '#libs/language/problem.ts';
import type { weir } from '#proto';
import { readPolicies } from '#services/decision/policies/policy-file.ts';
import { counted } from '../counted.ts';
import { withControlPlane } from '../endpoint.ts';
import { tableOf } from '../table.ts';

/** Takes a change of the mode back. */
const ITS_OWN = 'default';

export function policiesCommand(): Command {
  return new Command('policies')
    .description('what is done about detections')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(validateCommand())
    .addCommand(applyCommand())
    .addCommand(modeCommand());
}

function listCommand(): Command {
  return new Command('list')
    .description('the policies of the running cluster, in the order in which they are asked')
    .option('--json', 'one JSON object', false)
    .action(async ({ json }: { json: boolean }, command: Command) => {
      await withControlPlane(command, async (plane) => {
        const reply = await plane.policies();
        // What is false is left out of messages.
        const policies = reply.policies.map((each) => ({ ...each, builtIn: each.builtIn === true }));
        print(json ? JSON.stringify({ ...reply, policies }) : listText(reply));
      });
    });
}

function showCommand(): Command {
  return new Command('show')
    .description('your own policies as the cluster holds them, ready to be changed and applied')
    .action(async (_, command: Command) => {
      await withControlPlane(command, async (plane) => {
        const { record } = await plane.policies();
        process.stdout.write(record?.text || 'policies: []\n');
      });
    });
}

function validateCommand(): Command {
  return new Command('validate')
    .argument('<file>', 'of policies')
    .description('checks policies without a running cluster; ends with 1 when there are errors')
    .option('--json', 'a line of JSON for each problem, then a summary', false)
    .action((file: string, { json }: { json: boolean }) => {
      const { set, problems } = readPolicies(textOf(file), file);
      for (const problem of problems) {
        const { excerpt: _, ...plain } = problem;
        print(json ? JSON.stringify({ type: 'problem', ...plain }) : `${formatProblem(problem)}\n`);
      }
      const count = set?.policies.length ?? 0;
      if (json) print(JSON.stringify({ type: 'summary', policies: count, errors: problems.length }));
      else
        print(`${counted(count, 'policy', 'policies')} without errors; ${counted(problems.length, 'error')}`);
      if (!set) process.exitCode = 1;
    });
}

function applyCommand(): Command {
  return new Command('apply')
    .argument('<file>', 'of all policies of your own: those that it does not have any more are gone')
    .description('lets policies hold in the running cluster, at once and without a restart')
    .option('--reason <text>', 'why', '')
    .option('--dry-run', 'only say what is wrong', false)
    .option('--json', 'one JSON object', false)
    .addHelpText(
      'after',
      `
The first policy that is for a detection decides about it: yours in their order, then those that come with Weir. What has
been decided stays as it is.

Example:
  weir policies apply policies.yaml --reason "our partners share an address"`,
    )
    .action(
      async (file: string, flags: { reason: string; dryRun: boolean; json: boolean }, command: Command) => {
        const text = textOf(file);
        // Said with the name of the file, which the service does not know.
        const { problems } = readPolicies(text, file);
        if (problems.length > 0) throw new WeirError('invalid', problems.map(formatProblem).join('\n'));
        await withControlPlane(command, async (plane) => {
          const { reason, dryRun, json } = flags;
          const reply = await plane.changePolicies({ text, reason, dryRun, author: userInfo().username });
          print(json ? JSON.stringify(reply) : changeText(reply, dryRun));
        });
      },
    );
}

function modeCommand(): Command {
  return new Command('mode')
    .argument('<name>', 'of the policy')
    .addArgument(new Argument('<mode>', 'default: what its file says').choices([...MODES, ITS_OWN]))
    .description('switches a policy off, to shadow (recorded, never enforced) or on')
    .option('--reason <text>', 'why', '')
    .option('--json', 'one JSON object', false)
    .action(
      async (name: string, mode: string, flags: { reason: string; json: boolean }, command: Command) => {
        await withControlPlane(command, async (plane) => {
          const modes = { [name]: mode === ITS_OWN ? '' : mode };
          const reply = await plane.changePolicies({
            modes,
            reason: flags.reason,
            author: userInfo().username,
          });
          print(flags.json ? JSON.stringify(reply) : changeText(reply, false));
        });
      },
    );
}

function listText({ record, alarm, policies }: weir.v1.GetPoliciesReply): string {
  const rows = policies.map(({ name, mode, match, does, builtIn }) => [
    name ?? '',
    mode ?? '',
    match ?? '',
    does ?? '',
    builtIn ? 'Weir' : 'you',
  ]);
  const table = tableOf(['NAME', 'MODE', 'FOR', 'DOES', 'FROM'], rows);
  const made = record?.number ? `\nPolicies ${record.number}, by ${record.by}: ${record.what}` : '';
  return `${table}${made}${alarm === '' ? '' : `\n${alarm}`}`;
}

function changeText({ record, warnings }: weir.v1.ChangePoliciesReply, dryRun: boolean): string {
  const says = warnings.map((warning) => `warning: ${warning}`);
  return [...says, dryRun ? 'Nothing is wrong.' : `Policies ${record?.number ?? 0} hold.`].join('\n');
}

/** @throws WeirError `invalid` */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new WeirError('invalid', `${file}: ${messageOf(error)}`);
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
