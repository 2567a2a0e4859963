/** What is looked at once in a stack: attacks of several kinds, the trace of a ban, rights and memory of containers. */
import { LOG4SHELL } from '../support/stack.ts';
import { eventually } from './eventually.ts';
import type { ComposeStack } from './stack.ts';
import { ask, type Traffic } from './traffic.ts';

const BAN_MS = 20_000;
const TRACE_MS = 30_000;
const FLOOD = 160;
const LOOKED_FOR = ['/.env', '/.git/config', '/backup.sql', '/id_rsa', '/wp-config.php.bak'];
const SERVICES = ['weir-collector', 'weir-analyzer', 'weir-decision', 'weir-enforcer'];

/** Sends attacks of three kinds to the first site. @returns ms until all sites refused the attacker, by scenario */
export async function banEachKind(stack: ComposeStack, traffic: Traffic): Promise<Record<string, number>> {
  const [site] = stack.sites;
  const attacks: Record<string, (address: string) => Promise<unknown>> = {
    'http-flood': (address) =>
      Promise.all(Array.from({ length: FLOOD }, (_, i) => ask(site, address, { path: `/search?q=${i}` }))),
    'scanner-probing': (address) => Promise.all(LOOKED_FOR.map((path) => ask(site, address, { path }))),
    log4shell: (address) => ask(site, address, { agent: LOG4SHELL }),
  };
  const took: Record<string, number> = {};
  for (const [scenario, attack] of Object.entries(attacks)) {
    const attackers = traffic.newAttackers(1);
    await attack(attackers[0]);
    took[scenario] = await traffic.refused(stack.sites, attackers, BAN_MS);
    traffic.remember(attackers);
  }
  return took;
}

/** Waits for a trace that leads through all four services, as Jaeger's API tells it. */
export async function findTrace({ jaegerPort }: ComposeStack): Promise<void> {
  interface Reply {
    readonly data: { readonly processes: Record<string, { readonly serviceName: string }> }[];
  }
  await eventually('a trace through all services', TRACE_MS, async () => {
    const url = `http://127.0.0.1:${jaegerPort}/api/traces?service=weir-enforcer&limit=20`;
    const { data } = (await (await fetch(url, { signal: AbortSignal.timeout(TRACE_MS) })).json()) as Reply;
    const whole = data.some(({ processes }) => {
      const names = Object.values(processes).map(({ serviceName }) => serviceName);
      return SERVICES.every((service) => names.includes(service));
    });
    return whole ? '' : `${data.length} traces of weir-enforcer, none through all`;
  });
}

/** How containers are more than they should be: root, able to write, without limit. */
export async function excessRights(stack: ComposeStack): Promise<string[]> {
  const excess: string[] = [];
  for (const [service, { Id, HostConfig }] of await stack.states()) {
    const { ReadonlyRootfs, CapDrop, Memory, SecurityOpt, RestartPolicy } = HostConfig;
    if (!ReadonlyRootfs) excess.push(`${service} can write to its file system`);
    if (!CapDrop?.includes('ALL')) excess.push(`${service} has capabilities`);
    if (!SecurityOpt?.includes('no-new-privileges:true')) excess.push(`${service} can get new privileges`);
    if (Memory === 0) excess.push(`${service} has no limit of memory`);
    if (RestartPolicy.Name !== 'unless-stopped') excess.push(`${service} is not started again`);
    const uids = (await stack.docker.run(['top', Id, '-eo', 'pid,uid'])).split('\n').slice(1);
    if (uids.some((line) => line.trim().endsWith(' 0'))) excess.push(`${service} runs as root`);
  }
  return excess;
}

/** Memory in use by service, in MiB; also those that were ended for want of it. */
export async function memoryOf(
  stack: ComposeStack,
): Promise<{ readonly mb: Record<string, number>; readonly outOfMemory: readonly string[] }> {
  const states = await stack.states();
  const outOfMemory = [...states].filter(([, { State }]) => State.OOMKilled).map(([service]) => service);
  const services = [...stack.containers.keys()];
  const args = ['stats', '--no-stream', '--format', '{{.MemUsage}}', ...stack.containers.values()];
  const lines = (await stack.docker.run(args)).split('\n');
  return {
    mb: Object.fromEntries(services.map((service, i) => [service, mebibytes(lines[i])])),
    outOfMemory,
  };
}

/** Of `68.5MiB / 512MiB` the first. */
function mebibytes(text: string): number {
  const [, number, unit] = /^([\d.]+)(KiB|MiB|GiB)/.exec(text) ?? [];
  const factor = { KiB: 1 / 1024, MiB: 1, GiB: 1024 }[unit ?? ''];
  return factor === undefined ? Number.NaN : Math.round(Number(number) * factor);
}

/** Decisions in force, as the ledger has them. */
export async function decisionsInForce(stack: ComposeStack): Promise<number> {
  const text = await stack.exec('decision', [
    'services/cli/main.ts',
    'decisions',
    'list',
    '--limit',
    '1',
    '--json',
  ]);
  return (JSON.parse(text) as { total: number }).total;
}
