/** The images of the stack: those of others as they are or, where they can't be had, stand-ins; then Weir's own. */
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { PrivateApt } from '#services/standalone/parts/apt.ts';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { findProgram } from '#services/standalone/parts/programs.ts';
import { run } from '#services/standalone/parts/run.ts';
import { type Docker, ROOT } from './docker.ts';

const PULL_MS = 120_000;
const BUILD_MS = 600_000;
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
/** In the order in which one is made from the other. */
const STAND_INS = ['debian', 'node', 'nats', 'jaeger'] as const;
/** Targets of the Dockerfile, and the tags that compose.yaml gives them. */
const OWN = { weir: 'weir', nginx: 'weir-nginx', nats: 'weir-nats' };

export class Images {
  /** Tags for which there are stand-ins. */
  readonly standIns: string[] = [];
  readonly #docker: Docker;

  constructor(docker: Docker) {
    this.#docker = docker;
  }

  /** Makes or builds all that compose.yaml needs. What was made before is used again. */
  async prepare(say: (line: string) => void): Promise<void> {
    const docker = this.#docker;
    const tags = await foreignTags();
    for (const name of STAND_INS) {
      if (await isReal(docker, tags[name])) continue;
      say(`${tags[name]}: a stand-in`);
      this.standIns.push(tags[name]);
      if (await docker.hasImage(tags[name])) continue;
      if (name === 'debian') await makeDebian(docker, tags.debian);
      else await makeStandIn(docker, name, tags);
    }
    for (const [target, tag] of Object.entries(OWN)) {
      say(`building ${tag}`);
      await docker.run(['build', '--network', 'host', '--target', target, '--tag', tag, '.'], BUILD_MS);
    }
  }

  /** Takes the stand-ins away, and what was built from them, so that nobody takes them for the real ones. */
  async remove(): Promise<void> {
    if (this.standIns.length === 0) return;
    await this.#docker.run(['rmi', '--force', ...this.standIns, ...Object.values(OWN)]);
  }
}

/** Tags of images of others, as the Dockerfile and compose.yaml name them. */
async function foreignTags(): Promise<Record<(typeof STAND_INS)[number], string>> {
  const text = `${await readFile(join(ROOT, 'Dockerfile'))}${await readFile(join(ROOT, 'compose.yaml'))}`;
  const tag = (name: string) => {
    const found = new RegExp(`(?:FROM|image:) ((?:\\w+/)?${name}:\\S+)`).exec(text)?.[1];
    if (found) return found;
    throw new WeirError('bug', `neither the Dockerfile nor compose.yaml takes an image called ${name}`);
  };
  return { debian: tag('debian'), node: tag('node'), nats: tag('nats'), jaeger: tag('jaeger') };
}

/** Whether the image of others itself is there, pulled if need be. */
async function isReal(docker: Docker, tag: string): Promise<boolean> {
  if (await docker.hasImage(tag)) {
    const label = '{{index .Config.Labels "weir.stand-in"}}';
    return (await docker.run(['image', 'inspect', '--format', label, tag])) === '';
  }
  return await docker.run(['pull', '--quiet', tag], PULL_MS).then(
    () => true,
    () => false,
  );
}

/** A minimal tree of the release that the tag names, from the mirror that this machine uses. */
async function makeDebian(docker: Docker, tag: string): Promise<void> {
  if (!(await findProgram('debootstrap'))) {
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'debootstrap'], {
      timeoutMs: BUILD_MS,
    });
  }
  const release = tag.replace(/^debian:(\w+)-slim$/, '$1');
  const folder = await mkdtemp(join(tmpdir(), 'weir-image-'));
  try {
    const apt = await PrivateApt.create({ folder });
    const mirror = (await apt.sources()).find(([, suite]) => suite === release)?.[0];
    if (mirror === undefined)
      throw new WeirError('missing', `this machine has no mirror of Debian's ${release}`);
    const tree = join(folder, 'tree');
    const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
    const options = ['--variant=minbase', `--keyring=${keyring}`];
    await run('debootstrap', [...options, release, tree, mirror], { timeoutMs: BUILD_MS });
    const left = [
      'var/cache/apt/*.bin',
      'var/cache/apt/archives/*.deb',
      'var/lib/apt/lists/*_*',
      'usr/share/doc/*',
    ].map((pattern) => `--exclude=./${pattern}`);
    const file = join(folder, 'tree.tar');
    await run('tar', ['--create', '--file', file, ...left, '--directory', tree, '.'], {
      timeoutMs: BUILD_MS,
    });
    const settings = ['LABEL weir.stand-in=1', 'CMD ["bash"]'].flatMap((each) => ['--change', each]);
    await docker.run(['import', ...settings, file, tag], BUILD_MS);
  } catch (error) {
    throw new WeirError('unavailable', `no stand-in for ${tag}: ${messageOf(error)}`, {}, error);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeStandIn(
  docker: Docker,
  name: 'node' | 'nats' | 'jaeger',
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const context = await mkdtemp(join(tmpdir(), 'weir-image-'));
  try {
    await fillContext(context);
    const file = join(import.meta.dirname, 'stand-ins/Dockerfile');
    const debian = ['--build-arg', `DEBIAN=${tags.debian}`];
    const args = [
      '--file',
      file,
      ...debian,
      '--label',
      'weir.stand-in=1',
      '--target',
      name,
      '--tag',
      tags[name],
    ];
    await docker.run(['build', '--network', 'host', ...args, context], BUILD_MS);
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}

/** What stand-ins/Dockerfile copies. */
async function fillContext(context: string): Promise<void> {
  const npm = await findProgram('npm');
  if (npm === undefined) throw new WeirError('missing', 'there is no npm on the PATH');
  const { stdout } = await run('npm', ['root', '--global'], { timeoutMs: 30_000 });
  await cp(resolve(ROOT, 'node_modules/node/bin/node'), join(context, 'node'));
  await cp(join(stdout.trim(), 'npm'), join(context, 'npm'), { recursive: true, dereference: true });
  await cp(CERTIFICATES, join(context, 'ca-certificates.crt'));
  await cp((await natsPart()).binary, join(context, 'nats-server'));
  await mkdir(join(context, 'test'));
  for (const file of ['test/compose/stand-ins/jaeger.ts', 'test/support/otlp.ts']) {
    await mkdir(dirname(join(context, file)), { recursive: true });
    await cp(join(ROOT, file), join(context, file));
  }
}
