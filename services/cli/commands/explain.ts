/** `weir explain ADDRESS`: what an address does, and how far it is from each scenario. */
import { Command } from 'commander';
import type { weir } from '#proto';
import { withControlPlane } from '../endpoint.ts';
import { tableOf } from '../table.ts';

type Progress = weir.v1.Progress.$Properties;
type Session = weir.v1.SessionState.$Properties;

const SECOND_MS = 1000;

export function explainCommand(): Command {
  return new Command('explain')
    .description('the open sessions of an address, and how far it is from each scenario')
    .argument('<address>', 'such as 203.0.113.7')
    .option('--json', 'one JSON object', false)
    .action(async (address: string, { json }: { json: boolean }, command: Command) => {
      await withControlPlane(command, async (plane) => {
        const reply = await plane.explain({ address });
        process.stdout.write(json ? `${JSON.stringify(reply)}\n` : explainText(reply));
      });
    });
}

export function explainText({ shard, owner, sessions, progress }: weir.v1.ExplainReply.$Properties): string {
  const known = sessions ?? [];
  const keys = progress ?? [];
  const sections = [
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
