/** A Docker daemon for the run: the one that answers, else one of our own that is stopped at the end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WeirError } from '#libs/errors/weir-error.ts';
import { findProgram } from '#services/standalone/parts/programs.ts';
import { run } from '#services/standalone/parts/run.ts';
import { Docker, ROOT } from './docker.ts';
import { eventually } from './eventually.ts';

const INSTALL_MS = 300_000;
const START_MS = 30_000;
const STOP_MS = 30_000;

export interface Daemon {
  readonly docker: Docker;
  /** Whether it was started here: then nobody else uses its images. */
  readonly own: boolean;
  stop(): Promise<void>;
}

/** @throws WeirError when there is no Docker and none can be had */
export async function openDaemon(say: (line: string) => void): Promise<Daemon> {
  await install(say);
  const compose = (await findProgram('docker-compose')) ? ['docker-compose'] : ['docker', 'compose'];
  // The old builder takes the images that are there; the new one asks a registry first.
  const running = new Docker(compose, { DOCKER_BUILDKIT: '0' });
  if (await answers(running)) return { docker: running, own: false, stop: async () => {} };
  if (process.getuid?.() !== 0) {
    throw new WeirError('missing', 'no Docker daemon answers, and only root can start one');
  }
  // Its sockets need short paths, so they can't be below the checkout.
  const folder = `/run/weir-compose-${createHash('sha256').update(ROOT).digest('hex').slice(0, 8)}`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const socket = `unix://${folder}/docker.sock`;
  const docker = running.with({ DOCKER_HOST: socket });
  if (await answers(docker)) {
    const pid = readFileSync(join(folder, 'dockerd.pid'), 'utf8').trim();
    throw new WeirError('conflict', `another run has dockerd ${pid}: wait for its end, or end it`);
  }
  const log = join(folder, 'dockerd.log');
  const child = await startDaemon(docker, folder, socket, log);
  say(`dockerd ${await docker.run(['info', '--format', '{{.ServerVersion}}'])}`);
  return { docker, own: true, stop: () => stopDaemon(child) };
}

/** What of Debian's packages is missing, where that is allowed. */
async function install(say: (line: string) => void): Promise<void> {
  const missing: string[] = [];
  if (!(await findProgram('docker'))) missing.push('docker.io');
  else if (!(await findProgram('dockerd')) && !(await answers(new Docker([], {})))) missing.push('docker.io');
  if (!(await findProgram('docker-compose')) && !(await composePlugin())) missing.push('docker-compose');
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0) {
    throw new WeirError('missing', `run as root: apt-get install ${missing.join(' ')}`);
  }
  say(`installing ${missing.join(' and ')}`);
  const options = { timeoutMs: INSTALL_MS, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await run('apt-get', ['update', '-qq'], options);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], options);
}

const composePlugin = () => new Docker([], {}).run(['compose', 'version']).catch(() => undefined);

async function answers(docker: Docker): Promise<boolean> {
  return await docker.run(['info', '--format', '{{.ID}}']).then(
    () => true,
    () => false,
  );
}

async function startDaemon(
  docker: Docker,
  folder: string,
  socket: string,
  log: string,
): Promise<ChildProcess> {
  const data = join(ROOT, '.weir/compose');
  mkdirSync(data, { recursive: true });
  const output = openSync(log, 'w');
  const child = spawn(
    'dockerd',
    [
      ['--host', socket],
      ['--data-root', data],
      ['--exec-root', join(folder, 'exec')],
      ['--pidfile', join(folder, 'dockerd.pid')],
      // Each stack has a network of its own.
      ['--bridge', 'none'],
    ].flat(),
    { stdio: ['ignore', output, output], detached: true },
  );
  closeSync(output);
  try {
    await eventually('an answer of dockerd', START_MS, async () => {
      if (child.exitCode !== null) throw new WeirError('unavailable', 'dockerd has ended');
      return (await answers(docker)) ? '' : 'none';
    });
  } catch (error) {
    await stopDaemon(child);
    throw new WeirError(
      'unavailable',
      `dockerd does not start:\n${readFileSync(log, 'utf8').slice(-2000)}`,
      {},
      error,
    );
  }
  return child;
}

async function stopDaemon(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(patience);
}
