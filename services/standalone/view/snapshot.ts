/** What a running stack looks like at one moment, taken from its control plane. */

import { MANUAL } from '#libs/domain/decision.ts';
import type { ControlPlane } from '#libs/rpc/client.ts';
import { decisionFromMessage } from '#libs/wire/decision.ts';
import type { weir } from '#proto';

export interface Ban {
  readonly id: string;
  readonly value: string;
  readonly scenario: string;
  readonly events: number;
  readonly summary: string;
  readonly untilMs: number;
  readonly decidedMs: number;
  /** Why it is not enforced; empty when it is. */
  readonly withheld: string;
  /** From the line to the enforcement; undefined until an enforcer has told. */
  readonly tookMs: number | undefined;
}

export interface StackSnapshot {
  readonly lines: number;
  readonly malformed: number;
  readonly events: number;
  readonly refused: number;
  readonly batches: number;
  readonly backlog: number;
  readonly spoolBytes: number;
  readonly lagMs: number;
  readonly shards: number;
  readonly detections: number;
  readonly entries: number;
  readonly held: number;
  readonly alarms: readonly string[];
  /** Newest first. */
  readonly bans: readonly Ban[];
}

const BANS_MAX = 1000;

export async function takeSnapshot(plane: ControlPlane): Promise<StackSnapshot> {
  const [{ services }, list] = await Promise.all([plane.status(), plane.list({ limit: BANS_MAX })]);
  const sum = (name: string) =>
    services.reduce((total, { numbers }) => {
      let found = 0;
      for (const [key, value] of Object.entries(numbers ?? {})) {
        if (key === name || key.startsWith(`${name}{`)) found += value;
      }
      return total + found;
    }, 0);
  const shards = services.flatMap(({ group, shards: own }) => (group ? [] : (own ?? [])));
  return {
    lines: sum('weir_collector_lines'),
    malformed: sum('weir_collector_malformed'),
    events: sum('weir_analyzer_events'),
    refused: sum('weir_analyzer_refused'),
    batches: sum('weir_analyzer_batches'),
    backlog: sum('weir_collector_backlog'),
    spoolBytes: sum('weir_collector_spool_bytes'),
    lagMs: Math.max(0, ...shards.map(({ lagMs }) => lagMs ?? 0)),
    shards: shards.length,
    detections: sum('weir_analyzer_detections_total'),
    entries: sum('weir_decision_entries'),
    held: list.enforcers.reduce((held, enforcer) => held + (enforcer.held ?? 0), 0),
    alarms: services.flatMap((service) => service.alarms ?? []),
    bans: bansOf(list),
  };
}

function bansOf({ decisions, applied }: weir.v1.ListDecisionsReply): Ban[] {
  const appliedMs = new Map(applied.map(({ id, appliedMs }) => [id ?? '', appliedMs ?? 0]));
  return decisions.map(decisionFromMessage).flatMap((decision) => {
    if (decision.remediation !== 'block') return [];
    const scenarios = decision.contributions.filter(({ scenario }) => scenario !== MANUAL);
    const latest = scenarios.at(-1) ?? decision.contributions.at(-1);
    const at = appliedMs.get(decision.id);
    return [
      {
        id: decision.id,
        value: decision.value,
        scenario: latest?.scenario ?? '',
        events: latest?.events ?? 0,
        summary: latest?.evidence.at(-1)?.summary ?? latest?.reason ?? '',
        untilMs: decision.untilMs,
        decidedMs: decision.stages.decidedMs || decision.createdMs,
        withheld: decision.withheld,
        tookMs: at === undefined || decision.stages.eventMs === 0 ? undefined : at - lineMs(decision.stages),
      },
    ];
  });
}

/** When the line was written, as nearly as can be known: logs with whole seconds tell less than the reading does. */
function lineMs({ eventMs, ingestedMs }: { readonly eventMs: number; readonly ingestedMs: number }): number {
  const precise = eventMs % 1000 !== 0 && eventMs <= ingestedMs && ingestedMs - eventMs < 1000;
  return precise ? eventMs : ingestedMs;
}
