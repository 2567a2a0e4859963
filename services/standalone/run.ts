/** `npm start`: gets what is missing, starts the stack, sends the demonstration's load, shows what happens. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#libs/clock/clock.ts';
import { systemRandom } from '#libs/clock/random.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { DemoLoad } from './demo/load.ts';
import { SITE } from './demo/site.ts';
import type { StartOptions } from './options.ts';
import { type NatsPart, type NginxPart, natsPart, nginxPart, type PartProgress } from './parts/parts.ts';
import { CHECKOUT, type Layout, layoutOf, prepareLayout } from './stack/layout.ts';
import { endLeftovers } from './stack/leftovers.ts';
import { freePort, requireFree } from './stack/ports.ts';
import { Stack, type StackOptions } from './stack/stack.ts';
import { demoSummary, fileSummary } from './summary.ts';
import { type StackSnapshot, takeSnapshot } from './view/snapshot.ts';
import { openView, type View } from './view/view.ts';

const SHOW_EVERY_MS = 250;
const NGINX_WORKERS = 2;
const DECISION_PORT = 7411;
/** After the load has ended: time for the last ban to be reported. */
const SETTLE_MS = 1500;

export async function run(options: StartOptions, clock: Clock, signal: AbortSignal): Promise<void> {
  const output = options.json ? process.stderr : process.stdout;
  const demo = options.file === undefined;
  const withNginx = demo || options.enforce;
  if (options.file !== undefined && !existsSync(options.file)) {
    throw new WeirError('missing', `there is no file ${options.file}`);
  }
  if (withNginx) await requireFree(options.port, 'choose another one with --port');
  const say = (progress: PartProgress) => {
    if (progress.step !== 'check') output.write(`${progress.part}: ${progress.step} ${progress.detail}\n`);
  };
  const [nats, nginx] = await Promise.all([
    natsPart({ onProgress: say }),
    withNginx ? nginxPart({ onProgress: say }) : undefined,
  ]);
  if (signal.aborted) return;
  const layout = layoutOf(join(CHECKOUT, '.weir/run'));
  await requireAlone(layout);
  endLeftovers(layout);
  prepareLayout(layout, true);
  output.write('starting nats-server and the four services\n');
  let view: View | undefined;
  const stack = await Stack.start({
    ...stackOptions(options, layout, nats, nginx, clock),
    decisionPort: await preferredPort(DECISION_PORT),
    onEnded: (name, code) => view?.note(`${name} ended with ${code ?? 'a signal'} and is started again`),
  });
  const subject = demo ? `http://127.0.0.1:${options.port}` : (options.file ?? '');
  view = openView({ output, subject, dryRun: !withNginx });
  if (!demo && withNginx) view.note(`include in your nginx: ${join(layout.nginx, 'nginx.conf')} shows how`);
  const load = demo ? new DemoLoad(options.port, clock, systemRandom) : undefined;
  try {
    load?.start();
    const snapshot = await show(stack, view, load, options, clock, signal);
    if (options.json) {
      process.stdout.write(`${JSON.stringify(load ? demoSummary(load, snapshot) : fileSummary(snapshot))}\n`);
    }
  } finally {
    view.close();
    await load?.stop();
    if (!options.json) output.write('stopping\n');
    await stack.stop();
  }
}

/** Draws until the time is up or `signal`; returns how it looked at the end. */
async function show(
  stack: Stack,
  view: View,
  load: DemoLoad | undefined,
  { seconds }: StartOptions,
  clock: Clock,
  signal: AbortSignal,
): Promise<StackSnapshot> {
  const startMs = clock.elapsed();
  const endMs = seconds === undefined ? Number.POSITIVE_INFINITY : startMs + seconds * 1000;
  let snapshot = await takeSnapshot(stack.controlPlane);
  while (!signal.aborted && clock.elapsed() < endMs) {
    snapshot = await takeSnapshot(stack.controlPlane).catch((error) => {
      view.note(`no answer: ${messageOf(error)}`);
      return snapshot;
    });
    view.show(snapshot, clock.elapsed() - startMs, load && numbersOf(load));
    await clock.sleep(Math.min(SHOW_EVERY_MS, Math.max(0, endMs - clock.elapsed())), signal);
  }
  await load?.stop();
  if (!signal.aborted) await clock.sleep(SETTLE_MS, signal);
  snapshot = await takeSnapshot(stack.controlPlane).catch(() => snapshot);
  view.show(snapshot, clock.elapsed() - startMs, load && numbersOf(load));
  return snapshot;
}

function numbersOf(load: DemoLoad) {
  return {
    visitors: load.visitors.length,
    attackers: load.begun.length,
    blocked: load.attackers.reduce((sum, { client }) => sum + client.refused, 0),
  };
}

function stackOptions(
  options: StartOptions,
  layout: Layout,
  nats: NatsPart,
  nginx: NginxPart | undefined,
  clock: Clock,
): StackOptions {
  const demo = options.file === undefined;
  return {
    layout,
    nats,
    clock,
    config: {
      otlp: options.otlp,
      enforce: nginx !== undefined,
      loopback: demo,
      source: { name: demo ? 'nginx' : 'file', type: 'file', path: options.file ?? layout.accessLog },
    },
    ...(nginx ? { nginx: { part: nginx, port: options.port, workers: NGINX_WORKERS, site: SITE } } : {}),
  };
}

/** Two stacks in one folder would spoil each other's files. */
async function requireAlone({ endpoint, folder }: Layout): Promise<void> {
  if (!existsSync(endpoint)) return;
  const { readFile } = await import('node:fs/promises');
  const { pid } = JSON.parse(await readFile(endpoint, 'utf8')) as { pid: number };
  try {
    process.kill(pid, 0);
  } catch {
    return;
  }
  throw new WeirError('conflict', `Weir runs here already (process ${pid}, ${folder}); stop it first`);
}

/** The usual port, or any where that is taken. */
async function preferredPort(port: number): Promise<number> {
  return requireFree(port, '').then(
    () => port,
    () => freePort(),
  );
}
