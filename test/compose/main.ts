/**
 * Brings the stack of compose.yaml up, attacks it, and lets every container be cut off, paused and killed.
 *
 *   npm run test:compose [-- single|cluster] [--service NAME]... [--fault NAME]...
 *
 * Prints a line for each step, and one line of JSON at the end. Exits with 0 when all was right.
 */
import { parseArgs } from 'node:util';
import { messageOf } from '#libs/errors/weir-error.ts';
import { banEachKind, decisionsInForce, excessRights, findTrace, memoryOf } from './checks.ts';
import { type Daemon, openDaemon } from './daemon.ts';
import type { Docker } from './docker.ts';
import { FAULTS, type Fault } from './faults.ts';
import { Images } from './images.ts';
import { PROFILES, type Profile } from './profiles.ts';
import { ComposeStack } from './stack.ts';
import { Traffic } from './traffic.ts';
import { runTrial, type Trial } from './trial.ts';

interface Choice {
  readonly profiles: readonly Profile[];
  readonly faults: readonly Fault[];
  /** All when empty. */
  readonly services: readonly string[];
}

interface ProfileReport {
  readonly profile: string;
  readonly upMs: number;
  readonly bansMs: Readonly<Record<string, number>>;
  readonly trials: readonly Trial[];
  readonly memoryMb: Readonly<Record<string, number>>;
  readonly wrong: readonly string[];
}

const startMs = performance.now();
const say = (line: string) =>
  console.log(`${((performance.now() - startMs) / 1000).toFixed(1).padStart(6)} s  ${line}`);

const stopping: (() => Promise<void>)[] = [];
/** Takes everything away, what came last first; what fails does not keep the rest. */
async function stop(): Promise<void> {
  for (let next = stopping.pop(); next; next = stopping.pop()) {
    await next().catch((error) => say(`FAILED to clean up: ${messageOf(error)}`));
  }
}

async function runProfile(docker: Docker, profile: Profile, choice: Choice): Promise<ProfileReport> {
  const stack = await ComposeStack.prepare(docker, profile);
  stopping.push(() => stack.down());
  try {
    return await attackProfile(stack, choice);
  } catch (error) {
    say(`the logs are in ${await stack.saveLogs()}`);
    throw error;
  } finally {
    await stopping.pop()?.();
  }
}

async function attackProfile(stack: ComposeStack, choice: Choice): Promise<ProfileReport> {
  const { profile } = stack;
  const traffic = new Traffic();
  const upMs = await stack.up();
  say(`${profile.name}: ${stack.containers.size} containers are up and well after ${upMs} ms`);
  const wrong = await excessRights(stack);
  const bansMs = await banEachKind(stack, traffic);
  say(`${profile.name}: refused after ${JSON.stringify(bansMs)} ms`);
  await findTrace(stack);
  say(`${profile.name}: one trace leads from the line to the refusal`);
  const trials: Trial[] = [];
  for (const service of [...stack.containers.keys()].sort()) {
    if (choice.services.length > 0 && !choice.services.includes(service)) continue;
    for (const fault of choice.faults) {
      const trial = await runTrial(stack, traffic, service, fault);
      trials.push(trial);
      say(lineOf(profile, trial));
    }
  }
  say(`${profile.name}: its logs are in ${await stack.saveLogs()}`);
  const inForce = await decisionsInForce(stack);
  if (inForce !== traffic.banned) wrong.push(`${inForce} decisions for ${traffic.banned} attackers`);
  const { mb, outOfMemory } = await memoryOf(stack);
  wrong.push(...outOfMemory.map((service) => `${service} had too little memory`));
  say(`${profile.name}: ${inForce} decisions for ${traffic.banned} attackers; MiB ${JSON.stringify(mb)}`);
  for (const each of wrong) say(`WRONG: ${each}`);
  return { profile: profile.name, upMs, bansMs, trials, memoryMb: mb, wrong };
}

function lineOf({ name }: Profile, { service, fault, duringMs, afterMs, wrong }: Trial): string {
  const during = duringMs === undefined ? '' : `bans go on (${duringMs} ms), `;
  if (wrong.length > 0)
    return `${name}: ${fault} ${service}: WRONG: ${wrong.slice(0, 5).join('; ').slice(0, 500)}`;
  return `${name}: ${fault} ${service}: ${during}bans held, all banned ${afterMs} ms after`;
}

function choose(): Choice {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { service: { type: 'string', multiple: true }, fault: { type: 'string', multiple: true } },
  });
  const profiles = PROFILES.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const faults = FAULTS.filter((fault) => values.fault === undefined || values.fault.includes(fault));
  return { profiles, faults, services: values.service ?? [] };
}

async function main(): Promise<boolean> {
  const choice = choose();
  const reports: ProfileReport[] = [];
  let standIns: readonly string[] = [];
  let error = '';
  try {
    const daemon: Daemon = await openDaemon(say);
    stopping.push(() => daemon.stop());
    const images = new Images(daemon.docker);
    // A daemon of our own keeps them for the next time.
    if (!daemon.own) stopping.push(() => images.remove());
    await images.prepare(say);
    standIns = images.standIns;
    for (const profile of choice.profiles) reports.push(await runProfile(daemon.docker, profile, choice));
  } catch (failure) {
    error = messageOf(failure);
    say(`FAILED: ${error}`);
  } finally {
    await stop();
  }
  const right = reports.every(({ trials, wrong }) =>
    [...trials, { wrong }].every((each) => each.wrong.length === 0),
  );
  const ok = error === '' && right;
  console.log(JSON.stringify({ suite: 'compose', ok, error, standIns, profiles: reports }));
  return ok;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stop().then(() => process.exit(1)));
}
process.exitCode = (await main()) ? 0 : 1;
