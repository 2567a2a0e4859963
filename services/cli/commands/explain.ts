/** `weir explain`: what an address does and how far it is from each scenario, or what a line of a log comes to. */
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { addressOf } from '#libs/domain/address.ts';
import { loadScenarios } from '#libs/language/built-in.ts';
import { printable } from '#libs/scenario/evidence.ts';
import type { weir } from '#proto';
import { withControlPlane } from '../endpoint.ts';
import { type ExplainedLine, explainLine } from '../explain/explain-line.ts';
import { tableOf } from '../table.ts';

type Progress = weir.v1.Progress.$Properties;
type Session = weir.v1.SessionState.$Properties;

const SECOND_MS = 1000;

export function explainCommand(): Command {
  return new Command('explain')
    .description(
      'an address: its open sessions, and how far it is from each scenario; a line: what comes of it',
    )
    .argument(
      '<address|line>',
      'such as 203.0.113.7, or a line of a log in quotes; - for one on standard input',
    )
    .option('--scenarios <folder>', 'for a line: scenarios of your own, laid over the built-in ones')
    .option('--json', 'one JSON object', false)
    .addHelpText('after', HELP)
    .action(async (what: string, { json, scenarios }: ExplainFlags, command: Command) => {
      if (addressOf(what.trim())) {
        await withControlPlane(command, async (plane) => {
          const reply = await plane.explain({ address: what });
          process.stdout.write(json ? `${JSON.stringify(reply)}\n` : explainText(reply));
        });
        return;
      }
      const line = what === '-' ? readFileSync(0, 'utf8').split('\n', 1)[0] : what;
      const explained = explainLine(line, loadScenarios(scenarios));
      process.stdout.write(json ? `${JSON.stringify(explained)}\n` : lineText(explained));
    });
}

interface ExplainFlags {
  readonly json: boolean;
  readonly scenarios?: string;
}

const HELP = `
A line is judged here, without a running cluster: by the built-in scenarios and those of --scenarios.

Examples:
  weir explain 203.0.113.7
  tail -1 /var/log/nginx/access.log | weir explain -`;

/** The event of a line, and the scenarios that count it. */
export function lineText({ event, scenarios }: ExplainedLine): string {
  const width = Math.max(...Object.keys(event).map((field) => field.length));
  const fields = Object.entries(event).map(
    ([field, value]) => `${field.padEnd(width)}  ${printable(String(value))}`,
  );
  const table = tableOf(
    ['SCENARIO', 'MODE', 'SEVERITY', 'DETECTOR', 'COUNTED BY'],
    scenarios.map(({ name, mode, severity, detector, key }) => [
      name,
      mode,
      severity,
      detector,
      printable(key),
    ]),
  );
  const found = scenarios.length === 0 ? 'no scenario looks at it' : table;
  return `${fields.join('\n')}\n\n${found}\n`;
}

export function explainText(reply: weir.v1.ExplainReply.$Properties): string {
  const { shard, owner, sessions, progress, announcedBy } = reply;
  const known = sessions ?? [];
  const keys = progress ?? [];
  const sections = [
    ...(announcedBy ? [`announced by ${printable(announcedBy)}`] : []),
    `shard ${shard ?? 0}, owned by ${owner ?? ''}`,
    known.length === 0 ? 'no open session is known' : sessionsTable(known),
    keys.length === 0 ? 'no scenario remembers it' : progressTable(keys),
  ];
  return `${sections.join('\n\n')}\n`;
}

function sessionsTable(sessions: readonly Session[]): string {
  return tableOf(
    ['AGENT', 'HOST', 'LAST', 'REQUESTS', 'ERRORS', 'FAILED PATHS', 'ASSETS', 'TRAIL'],
    sessions.map(({ userAgent, host, lastMs, numbers, trail }) => [
      userAgent ?? '',
      host ?? '',
      timeOf(lastMs),
      numbers?.['session.requests'] ?? 0,
      numbers?.['session.errors'] ?? 0,
      numbers?.['session.failed_paths'] ?? 0,
      `${Math.round(100 * (numbers?.['session.asset_ratio'] ?? 0))} %`,
      trail ?? '',
    ]),
  );
}

function progressTable(progress: readonly Progress[]): string {
  return tableOf(
    ['SCENARIO', 'KEY', 'LAST', 'HOW FAR'],
    progress.map((each) => [
      each.scenario ?? '',
      (each.key ?? []).map(({ field, value }) => `${field}=${value}`).join(' '),
      timeOf(each.lastMs),
      howFar(each),
    ]),
  );
}

function howFar({ level, threshold, events, eventsMin, open }: Progress): string {
  const share = eventsMin ? `, ${events ?? 0} events of ${eventsMin} at least` : '';
  const come =
    threshold || level
      ? `${rounded(level ?? 0)}, fires over ${rounded(threshold ?? 0)}${share}`
      : 'each event fires';
  return open ? `detection open; ${come}` : come;
}

function rounded(value: number): string {
  return String(Math.round(100 * value) / 100);
}

function timeOf(ms: number | null | undefined): string {
  return new Date(Math.floor((ms ?? 0) / SECOND_MS) * SECOND_MS).toISOString().replace('.000Z', 'Z');
}
