/** `weir status`: every service of the cluster, its sources and shards, and what does not work as it should. */
import { Command } from 'commander';
import { formatDuration } from '#libs/domain/duration.ts';
import { fieldSet, fieldsOf } from '#libs/domain/event.ts';
import type { weir } from '#proto';
import { activityOf } from '#services/decision/guard/judgement.ts';
import { withControlPlane } from '../endpoint.ts';
import { type InStep, inStepOf, inStepText } from '../status/in-step.ts';
import { tableOf } from '../table.ts';

/** Decisions of which it is told how long they took. */
const LATEST = 1000;

type ServiceStatus = weir.v1.ServiceStatus.$Properties;
type AnalyzerInfo = weir.v1.AnalyzerInfo.$Properties;

/** A scenario that a source's format leaves without something. */
interface Gap {
  readonly source: string;
  readonly scenario: string;
  /** Fields without which it can't fire at all. */
  readonly lacks: readonly string[];
  /** Fields it would look at, too. */
  readonly misses: readonly string[];
}

export function statusCommand(): Command {
  return new Command('status')
    .description('services, sources, shards, partitions, enforcers, and what is wrong')
    .option('--json', 'one JSON object', false)
    .action(async (_, command: Command) => {
      await withControlPlane(command, async (plane) => {
        const { services } = await plane.status();
        const { analyzers } = await plane.analyzers();
        const listed = await plane.list({ limit: LATEST });
        const { enforcers, token, total } = listed;
        const report = {
          services,
          analyzers,
          enforcers,
          in_step: inStepOf(listed),
          ledger: { ...token, in_force: total },
          clients: activityOf(services) ?? null,
          gaps: gapsOf(services),
        };
        const { json } = command.opts<{ json: boolean }>();
        process.stdout.write(json ? `${JSON.stringify(report)}\n` : statusText(report));
      });
    });
}

/** Which scenarios lack a field of which source. A log of requests lacks nothing for not being one of WAF rules. */
export function gapsOf(services: readonly ServiceStatus[]): Gap[] {
  const scenarios = new Map(
    services.flatMap((service) => service.scenarios ?? []).map((scenario) => [scenario.name ?? '', scenario]),
  );
  const sources = services.flatMap((service) => service.sources ?? []).filter(({ fields }) => fields);
  return sources.flatMap(({ name, fields = 0 }) =>
    [...scenarios.values()].flatMap((scenario) => {
      if (!scenario.mode || (isOfWaf(scenario.needs) && !isOfWaf(fields))) return [];
      const lacks = fieldsOf((scenario.needs ?? 0) & ~(fields ?? 0));
      const misses = fieldsOf((scenario.uses ?? 0) & ~(scenario.needs ?? 0) & ~(fields ?? 0));
      return lacks.length + misses.length === 0
        ? []
        : [{ source: name ?? '', scenario: scenario.name ?? '', lacks, misses }];
    }),
  );
}

const WAF = fieldSet(['waf_rule', 'waf_severity']);

function isOfWaf(fields: number | null | undefined): boolean {
  return ((fields ?? 0) & WAF) !== 0;
}

/** For people. */
export function statusText(report: {
  services: readonly ServiceStatus[];
  analyzers: readonly AnalyzerInfo[];
  enforcers: readonly weir.v1.EnforcerState.$Properties[];
  in_step: InStep;
  ledger: { in_force: number };
  gaps: readonly Gap[];
}): string {
  const { services, analyzers, enforcers, in_step: inStep, ledger, gaps } = report;
  const alarms = [
    ...services.flatMap(({ instance, alarms: own }) => (own ?? []).map((alarm) => `${instance}: ${alarm}`)),
    ...analyzers.flatMap(deserted),
  ];
  const sections = [
    servicesTable(services),
    sourcesTable(services),
    shardsTable(services.filter(({ group }) => !group)),
    analyzersTable(analyzers, services),
    mapLine(services),
    clientsLine(services),
    partitionsTable(services),
    enforcersTable(enforcers, services),
    inStepText(inStep),
    `${ledger.in_force} decisions in force`,
    alarms.length === 0 ? '' : ['Alarms:', ...alarms.map((alarm) => `  ${alarm}`)].join('\n'),
    gaps.length === 0 ? '' : ['Fields that a format does not give:', ...gapLines(gaps)].join('\n'),
  ];
  return `${sections.filter(Boolean).join('\n\n')}\n`;
}

function servicesTable(services: readonly ServiceStatus[]): string {
  return tableOf(
    ['SERVICE', 'INSTANCE', 'UP'],
    services.map(({ service, instance, atMs, startedMs }) => [
      service ?? '',
      instance ?? '',
      formatDuration(Math.max(1000, (atMs ?? 0) - (startedMs ?? 0))),
    ]),
  );
}

/** Empty, like the next two, when there are none. */
function sourcesTable(services: readonly ServiceStatus[]): string {
  const sources = services.flatMap((service) => service.sources ?? []);
  if (sources.length === 0) return '';
  return tableOf(
    ['SOURCE', 'FORMAT', 'LINES', 'MALFORMED', 'READ'],
    sources.map(({ name, format, lines, malformed, position, size }) => [
      name ?? '',
      format ?? '',
      lines ?? 0,
      malformed ?? 0,
      size ? `${Math.min(100, Math.floor((100 * (position ?? 0)) / size))} %` : '-',
    ]),
  );
}

function shardsTable(services: readonly ServiceStatus[]): string {
  const shards = latestOwners(
    services.flatMap((service) => service.shards ?? []),
    ({ shard }) => shard ?? 0,
  );
  if (shards.length === 0) return '';
  return tableOf(
    ['SHARD', 'OWNER', 'EPOCH', 'PROCESSED', 'BEHIND', 'LAG', 'SNAPSHOT', 'GAPS', 'KEYS'],
    shards.map(({ shard, owner, epoch, processed, stored, lagMs, sealed, gaps: missing, keys }) => [
      shard ?? 0,
      owner ?? '',
      epoch ?? 0,
      processed ?? 0,
      Math.max(0, (stored ?? 0) - (processed ?? 0)),
      `${Math.round(lagMs ?? 0)} ms`,
      sealed ?? 0,
      missing ?? 0,
      keys ?? 0,
    ]),
  );
}

function analyzersTable(analyzers: readonly AnalyzerInfo[], services: readonly ServiceStatus[]): string {
  if (analyzers.length === 0) return '';
  return tableOf(
    ['ANALYZER', 'PROCESSES', 'SHARDS', 'BEHIND', 'LAG', 'GAPS', 'KEYS'],
    analyzers.map(({ name, members }) => {
      const shards = latestOwners(
        services.flatMap(({ group, shards: own }) => (group === name ? (own ?? []) : [])),
        ({ shard }) => shard ?? 0,
      );
      const sum = (number: (shard: weir.v1.ShardStatus.$Properties) => number) =>
        shards.reduce((total, shard) => total + number(shard), 0);
      return [
        name ?? '',
        members?.length ?? 0,
        shards.length,
        sum(({ stored, processed }) => Math.max(0, (stored ?? 0) - (processed ?? 0))),
        `${Math.round(Math.max(0, ...shards.map(({ lagMs }) => lagMs ?? 0)))} ms`,
        sum(({ gaps }) => gaps ?? 0),
        sum(({ keys }) => keys ?? 0),
      ];
    }),
  );
}

/** Streams keep for a while what it has not read. */
function deserted({ name, members }: AnalyzerInfo): string[] {
  if (members && members.length > 0) return [];
  return [`analyzer ${name}: no process runs it; start one, or say weir analyzers remove ${name}`];
}

/** Which version of the shard map holds; several for a moment during a resize. */
function mapLine(services: readonly ServiceStatus[]): string {
  const versions = services.flatMap(({ service, numbers }) => {
    const version = numbers?.[`weir_${service}_shard_map_version`];
    return version ? [version] : [];
  });
  const distinct = [...new Set(versions)].sort((a, b) => a - b);
  return distinct.length === 0 ? '' : `shard map version ${distinct.join(', ')}`;
}

function clientsLine(services: readonly ServiceStatus[]): string {
  const activity = activityOf(services);
  if (!activity) return '';
  const { clients, successful } = activity;
  return `${clients} clients in the last minute, ${successful} of them with mostly successful requests`;
}

function partitionsTable(services: readonly ServiceStatus[]): string {
  const partitions = latestOwners(
    services.flatMap((service) => service.partitions ?? []),
    ({ partition }) => partition ?? 0,
  );
  if (partitions.length === 0) return '';
  return tableOf(
    ['PARTITION', 'OWNER', 'EPOCH', 'PROCESSED', 'BEHIND', 'LAG'],
    partitions.map(({ partition, owner, epoch, processed, behind, lagMs }) => [
      partition ?? 0,
      owner ?? '',
      epoch ?? 0,
      processed ?? 0,
      behind ?? 0,
      `${Math.round(lagMs ?? 0)} ms`,
    ]),
  );
}

/** By number, each as its latest owner tells it: one that has died is remembered for a minute. */
function latestOwners<T extends { readonly epoch?: number | null }>(
  all: readonly T[],
  numberOf: (each: T) => number,
): T[] {
  const latest = new Map<number, T>();
  for (const each of all) {
    const known = latest.get(numberOf(each));
    if (!known || (each.epoch ?? 0) > (known.epoch ?? 0)) latest.set(numberOf(each), each);
  }
  return [...latest.values()].sort((a, b) => numberOf(a) - numberOf(b));
}

/** What an enforcer has put back in its target because somebody else had changed it is among its numbers. */
function enforcersTable(
  enforcers: readonly weir.v1.EnforcerState.$Properties[],
  services: readonly ServiceStatus[],
): string {
  const repairs = new Map(
    services.map(({ instance, numbers }) => [instance, numbers?.weir_enforcer_target_repairs]),
  );
  return tableOf(
    ['ENFORCER', 'TARGET', 'REVISION', 'HOLDS', 'REPAIRED', 'STATE'],
    enforcers.map(({ enforcer, target, token, held, alarm }) => [
      enforcer ?? '',
      target ?? '',
      token?.revision ?? 0,
      held ?? 0,
      repairs.get(enforcer ?? '') ?? '-',
      alarm || 'ok',
    ]),
  );
}

/** A line for all scenarios that the same is missing for. */
function gapLines(gaps: readonly Gap[]): string[] {
  const scenarios = new Map<string, string[]>();
  for (const { source, scenario, lacks, misses } of gaps) {
    const what =
      lacks.length > 0
        ? `can't fire on ${source}: it lacks ${lacks.join(', ')}`
        : `sees less on ${source}: there is no ${misses.join(', ')}`;
    scenarios.set(what, [...(scenarios.get(what) ?? []), scenario]);
  }
  return [...scenarios].map(([what, names]) => `  ${names.join(', ')} ${what}`);
}
