/** `weir decisions show`: why something is decided, down to the requests. */
import { Command, Option } from 'commander';
import { type Contribution, type Decision, PERMANENT_MS } from '#libs/domain/decision.ts';
import { SCOPES, type Scope } from '#libs/domain/scope.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { printable } from '#libs/scenario/evidence.ts';
import { decisionFromMessage } from '#libs/wire/decision.ts';
import { scopeNames } from '#libs/wire/enums.ts';
import { weir } from '#proto';
import { withControlPlane } from '../../endpoint.ts';
import { tableOf } from '../../table.ts';

export function showCommand(): Command {
  return new Command('show')
    .description(
      'one decision: who or what made it, and the requests that it is for, as far as they are stored',
    )
    .argument('<value>', 'as in the list')
    .addOption(
      new Option('--scope <scope>', 'what the value is; else an address, a prefix or an ASN').choices([
        ...SCOPES,
      ]),
    )
    .option('--allow', 'the entry that lets it through', false)
    .option('--json', 'one JSON object', false)
    .addHelpText('after', '\nExample:\n  weir decisions show 203.0.113.7')
    .action(async (value: string, _, command: Command) => {
      const { scope, allow, json } = command.opts<{ scope?: Scope; allow: boolean; json: boolean }>();
      const { REMEDIATION_ALLOW, REMEDIATION_UNSPECIFIED } = weir.v1.Remediation;
      await withControlPlane(command, async (plane) => {
        const reply = await plane.evidence({
          scope: scope === undefined ? 0 : scopeNames.toWire(scope),
          value,
          remediation: allow ? REMEDIATION_ALLOW : REMEDIATION_UNSPECIFIED,
        });
        if (!reply.decision) throw new WeirError('missing', `nothing is known about ${value}`);
        const decision = decisionFromMessage(reply.decision);
        const text = json
          ? JSON.stringify({ decision, announcedBy: reply.announcedBy, requests: reply.requests })
          : showText(decision, reply);
        process.stdout.write(`${text}\n`);
      });
    });
}

function showText(decision: Decision, { announcedBy, requests }: weir.v1.EvidenceReply): string {
  const { id, scope, value, remediation, statusCode, state, mode, withheld, strikes } = decision;
  const how = withheld !== '' ? `not enforced: ${withheld}` : state === 'lifted' ? 'lifted' : mode;
  const facts = [
    `${id}: ${remediation}${remediation === 'block' ? ` with ${statusCode}` : ''}, ${scope} ${printable(value)}`,
    `${how}; from ${timeOf(decision.createdMs)} until ${timeOf(decision.untilMs)}`,
    ...(announcedBy === '' ? [] : [`announced by ${printable(announcedBy)}`]),
    ...(strikes > 0 ? [`banned ${strikes} times before`] : []),
    ...(decision.traceparent === '' ? [] : [`trace ${decision.traceparent.split('-')[1]}`]),
  ];
  const reasons = tableOf(
    ['WHY', 'VERSION', 'POLICY', 'EVENTS', 'LAST SEEN', 'UNTIL', 'BY', 'REASON'],
    decision.contributions.map((each) => reasonRow(each)),
  );
  const seen = tableOf(
    ['TIME', 'SCENARIO', 'STATUS', 'HOST', 'REQUEST', 'AGENT'],
    requests.map((each) => requestRow(each)),
  );
  return [facts.join('\n'), reasons, requests.length === 0 ? '' : seen]
    .filter((part) => part !== '')
    .join('\n\n');
}

function reasonRow({ reason, ...each }: Contribution) {
  const { scenario, version, policy, events, lastSeenMs, untilMs, author, extension } = each;
  const longer = extension && `extended: ${extension.refused} requests refused within a minute`;
  const why = [printable(reason), longer].filter((part) => part).join('; ');
  return [scenario, version, policy, events, timeOf(lastSeenMs), timeOf(untilMs), author, why];
}

/** What is not stored any more has its summary. */
function requestRow({ scenario, evidence, request }: weir.v1.StoredRequest.$Properties) {
  if (!request) return [timeOf(evidence?.timeMs ?? 0), scenario ?? '', '', '', evidence?.summary ?? '', ''];
  const { host = '', method = '', path = '', query = '', user_agent: agent = '' } = request.texts ?? {};
  const line = `${method} ${path}${query === '' ? '' : `?${query}`}`;
  return [
    timeOf(request.timeMs ?? 0),
    scenario ?? '',
    request.status ?? 0,
    ...[host, line, agent].map(printable),
  ];
}

function timeOf(ms: number): string {
  return ms >= PERMANENT_MS ? 'for ever' : new Date(ms).toISOString();
}
