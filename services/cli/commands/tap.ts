/** `weir tap`: what is found and decided, while it happens. */
import { Command, Option } from 'commander';
import type { Decision } from '#libs/domain/decision.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { formatDuration } from '#libs/domain/duration.ts';
import { printable } from '#libs/scenario/evidence.ts';
import { decisionFromMessage } from '#libs/wire/decision.ts';
import { detectionFromMessage } from '#libs/wire/detection.ts';
import { withControlPlane } from '../endpoint.ts';

const KINDS = ['detections', 'decisions'] as const;

export function tapCommand(): Command {
  return new Command('tap')
    .description('tells what is found and decided while it happens, until Ctrl-C')
    .addOption(new Option('--only <what>', 'nothing else').choices([...KINDS]))
    .option('--json', 'a line of JSON for each', false)
    .addHelpText('after', '\nExample:\n  weir tap --only decisions --json | jq .decision.value')
    .action(async ({ only, json }: { only?: (typeof KINDS)[number]; json: boolean }, command: Command) => {
      const ending = new AbortController();
      process.once('SIGINT', () => ending.abort());
      process.once('SIGTERM', () => ending.abort());
      // Whoever reads has heard enough.
      process.stdout.once('error', () => ending.abort());
      const wanted = { detections: only !== 'decisions', decisions: only !== 'detections' };
      await withControlPlane(command, async (plane) => {
        for await (const { detection, decision } of plane.tap(wanted, ending.signal)) {
          if (detection) print(json, { detection: detectionFromMessage(detection) }, detectionText);
          if (decision) print(json, { decision: decisionFromMessage(decision) }, decisionText);
        }
      });
    });
}

function print<T extends object>(json: boolean, value: T, textOf: (value: T) => string): void {
  process.stdout.write(`${json ? JSON.stringify(value) : textOf(value)}\n`);
}

function detectionText({ detection }: { readonly detection: Detection }): string {
  const { scenario, severity, mode, key, events, rev, closed, lastSeenMs, evidence } = detection;
  const about = key.map(({ field, value }) => `${field}=${printable(value)}`).join(' ');
  const what = closed ? 'closed' : rev === 1 ? 'opened' : 'grows';
  const how = mode === 'shadow' ? ' (shadow)' : '';
  const latest = evidence.at(-1)?.summary ?? '';
  return `${timeOf(lastSeenMs)} detection ${what}: ${scenario}${how} ${severity}, ${about}, ${events} events, ${latest}`;
}

function decisionText({ decision }: { readonly decision: Decision }): string {
  const { state, remediation, scope, value, mode, withheld, untilMs, updatedMs, contributions } = decision;
  const why = contributions.at(-1)?.scenario ?? '';
  const how = withheld === '' ? (mode === 'shadow' ? ' (shadow)' : '') : ` (not enforced: ${withheld})`;
  const what =
    state === 'lifted' ? 'lifted' : `${remediation} for ${formatDuration(Math.max(0, untilMs - updatedMs))}`;
  return `${timeOf(updatedMs)} decision ${what}${how}: ${scope} ${printable(value)}, ${why}`;
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString().slice(11, 23);
}
