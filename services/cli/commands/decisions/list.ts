/** `weir decisions list`: what is in force. */
import { Command } from 'commander';
import { SystemClock } from '#libs/clock/system.ts';
import type { Decision } from '#libs/domain/decision.ts';
import { formatDuration } from '#libs/domain/duration.ts';
import { isPermanent } from '#libs/domain/end.ts';
import type { Scope } from '#libs/domain/scope.ts';
import { decisionFromMessage } from '#libs/wire/decision.ts';
import { scopeNames } from '#libs/wire/enums.ts';
import type { weir } from '#proto';
import { withControlPlane } from '../../endpoint.ts';
import { tableOf } from '../../table.ts';
import { print, scopeOption, wholeNumber } from './options.ts';

/** The largest that a message can say. */
const LIMIT_MAX = 2 ** 32 - 1;

/** What the decision service has told, put together. */
interface Told {
  total: number;
  readonly decisions: Decision[];
  readonly applied: weir.v1.AppliedDecision.$Properties[];
  readonly hits: weir.v1.DecisionHits.$Properties[];
}

export function listCommand(): Command {
  return new Command('list')
    .description('decisions in force, newest first')
    .argument(
      '[value]',
      'only those about this address (and the prefixes that hold it), prefix or other value',
    )
    .addOption(scopeOption())
    .option('--all', 'also those that ended, were lifted, or are recorded and not enforced', false)
    .option('--limit <n>', 'at most so many; 0 for all', wholeNumber, 1000)
    .option('--json', 'one JSON object', false)
    .action(async (value: string | undefined, _, command: Command) => {
      const { scope, all, limit, json } = command.opts<{
        scope?: Scope;
        all: boolean;
        limit: number;
        json: boolean;
      }>();
      await withControlPlane(command, async (plane) => {
        const asked = { scope: scope === undefined ? 0 : scopeNames.toWire(scope), value: value ?? '', all };
        const told: Told = { total: 0, decisions: [], applied: [], hits: [] };
        for await (const part of plane.export({ ...asked, limit: limit || LIMIT_MAX })) {
          told.total = part.total;
          told.decisions.push(...part.decisions.map(decisionFromMessage));
          told.applied.push(...part.applied);
          told.hits.push(...part.hits);
        }
        print(json ? JSON.stringify(told) : listText(told));
      });
    });
}

function listText(reply: Told): string {
  const { decisions } = reply;
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

/** For how much longer, or why not. */
export function stateOf(decision: Decision, nowMs: number): string {
  if (decision.state === 'lifted') return 'lifted';
  if (decision.untilMs <= nowMs) return 'ended';
  if (decision.withheld !== '') return `not enforced: ${decision.withheld}`;
  if (decision.mode === 'shadow') return 'shadow';
  if (isPermanent(decision.untilMs)) return 'never';
  return formatDuration(Math.max(1000, decision.untilMs - nowMs));
}
