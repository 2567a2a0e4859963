/** `weir decisions`: what is in force, and changing it by hand. */
import { userInfo } from 'node:os';
import { Command, InvalidArgumentError, Option } from 'commander';
import { SystemClock } from '#libs/clock/system.ts';
import { type Decision, REMEDIATIONS, type Remediation } from '#libs/domain/decision.ts';
import { formatDuration, parseDuration } from '#libs/domain/duration.ts';
import { SCOPES, type Scope } from '#libs/domain/scope.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { decisionFromMessage } from '#libs/wire/decision.ts';
import { remediationNames, scopeNames } from '#libs/wire/enums.ts';
import type { weir } from '#proto';
import { withControlPlane } from '../endpoint.ts';
import { tableOf } from '../table.ts';
import { showCommand } from './decisions/show.ts';

const scopeOption = () =>
  new Option('--scope <scope>', 'what the value is; else an address or a prefix').choices([...SCOPES]);

export function decisionsCommand(): Command {
  return new Command('decisions')
    .description('list, add and delete decisions')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(addCommand())
    .addCommand(deleteCommand());
}

function listCommand(): Command {
  return new Command('list')
    .description('decisions in force, newest first')
    .argument(
      '[value]',
      'only those about this address (and the prefixes that hold it), prefix or other value',
    )
    .addOption(scopeOption())
    .option('--all', 'also those that ended, were lifted, or are recorded and not enforced', false)
    .option('--limit <n>', 'at most so many', wholeNumber, 1000)
    .option('--json', 'one JSON object', false)
    .action(async (value: string | undefined, _, command: Command) => {
      const { scope, all, limit, json } = command.opts<{
        scope?: Scope;
        all: boolean;
        limit: number;
        json: boolean;
      }>();
      await withControlPlane(command, async (plane) => {
        const reply = await plane.list({
          scope: scope === undefined ? 0 : scopeNames.toWire(scope),
          value: value ?? '',
          all,
          limit,
        });
        const decisions = reply.decisions.map(decisionFromMessage);
        if (json)
          print(JSON.stringify({ total: reply.total, decisions, applied: reply.applied, hits: reply.hits }));
        else print(listText(decisions, reply));
      });
    });
}

function addCommand(): Command {
  return new Command('add')
    .description('block or allow somebody')
    .argument('<value>', 'an address such as 203.0.113.7, or a prefix such as 203.0.113.0/24')
    .addOption(scopeOption())
    .option('--for <duration>', 'such as 30m, 4h or 7d', durationOf, durationOf('4h'))
    .addOption(new Option('--remediation <what>', 'what is done').choices([...REMEDIATIONS]).default('block'))
    .option('--status <code>', 'what a blocked client gets', wholeNumber, 403)
    .option('--reason <text>', 'why', '')
    .option('--json', 'one JSON object', false)
    .action(async (value: string, _, command: Command) => {
      const options = command.opts<{
        scope?: Scope;
        for: number;
        remediation: Remediation;
        status: number;
        reason: string;
        json: boolean;
      }>();
      await withControlPlane(command, async (plane) => {
        const reply = await plane.add({
          scope: options.scope === undefined ? 0 : scopeNames.toWire(options.scope),
          value,
          remediation: remediationNames.toWire(options.remediation),
          statusCode: options.status,
          durationMs: options.for,
          reason: options.reason,
          author: userInfo().username,
        });
        if (!reply.decision) throw new WeirError('conflict', 'somebody else has just decided the same');
        const decision = decisionFromMessage(reply.decision);
        if (options.json) print(JSON.stringify(decision));
        else {
          const what = { allow: 'allowed', throttle: 'throttled', block: 'blocked', challenge: 'challenged' }[
            decision.remediation
          ];
          print(
            `${decision.value} is ${what} until ${new Date(decision.untilMs).toISOString()} (${decision.id})`,
          );
        }
      });
    });
}

function deleteCommand(): Command {
  return new Command('delete')
    .description('take a decision back, everywhere at once')
    .argument('<value>', 'as in the list')
    .addOption(scopeOption())
    .addOption(
      new Option('--remediation <what>', 'take back an allow entry, not a block').choices(['block', 'allow']),
    )
    .option('--reason <text>', 'why', '')
    .option('--json', 'one JSON object', false)
    .action(async (value: string, _, command: Command) => {
      const { scope, remediation, reason, json } = command.opts<{
        scope?: Scope;
        remediation?: Remediation;
        reason: string;
        json: boolean;
      }>();
      await withControlPlane(command, async (plane) => {
        const reply = await plane.delete({
          scope: scope === undefined ? 0 : scopeNames.toWire(scope),
          value,
          remediation: remediation === undefined ? 0 : remediationNames.toWire(remediation),
          reason,
          author: userInfo().username,
        });
        if (!reply.decision) throw new WeirError('missing', `there is no decision in force about ${value}`);
        const decision = decisionFromMessage(reply.decision);
        print(json ? JSON.stringify(decision) : `${decision.value} is free again (${decision.id})`);
      });
    });
}

function listText(decisions: readonly Decision[], reply: weir.v1.ListDecisionsReply): string {
  if (decisions.length === 0) return 'There are none.';
  const nowMs = new SystemClock().now();
  const applied = new Map(reply.applied.map((each) => [each.id ?? '', each]));
  const hits = new Map(reply.hits.map((each) => [each.id ?? '', each]));
  const rows = decisions.map((decision) => {
    const hit = hits.get(decision.id);
    const latest = decision.contributions.at(-1);
    const report = applied.get(decision.id);
    const took = report?.ingestedMs ? `${((report.appliedMs ?? 0) - report.ingestedMs).toFixed(1)} ms` : '-';
    return [
      decision.id,
      decision.scope,
      decision.value,
      decision.remediation,
      latest?.scenario ?? '',
      stateOf(decision, nowMs),
      took,
      hit?.refused ?? '-',
      hit ? `${formatDuration(Math.max(1000, nowMs - (hit.lastSeenMs ?? 0)))} ago` : '-',
      latest?.reason || (latest?.evidence.at(-1)?.summary ?? '').slice(0, 60),
    ];
  });
  const table = tableOf(
    ['ID', 'SCOPE', 'VALUE', 'DOES', 'WHY', 'ENDS IN', 'TOOK', 'HITS', 'LAST SEEN', 'EVIDENCE'],
    rows,
  );
  const more = reply.total - decisions.length;
  return more > 0 ? `${table}\n${more} more; see --limit` : table;
}

function stateOf(decision: Decision, nowMs: number): string {
  if (decision.state === 'lifted') return 'lifted';
  if (decision.untilMs <= nowMs) return 'ended';
  if (decision.withheld !== '') return `not enforced: ${decision.withheld}`;
  if (decision.mode === 'shadow') return 'shadow';
  return formatDuration(Math.max(1000, decision.untilMs - nowMs));
}

function durationOf(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined || ms <= 0) throw new InvalidArgumentError('Write a duration such as 30m, 4h or 7d.');
  return ms;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError('Write a whole number.');
  return number;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
