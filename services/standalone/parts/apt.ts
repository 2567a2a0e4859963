/**
 * Debian packages without root and without installing: apt with a state of its own in a folder, and dpkg-deb to
 * unpack. apt checks the signature of the index and the sum of each package as always.
 */
import { access, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { type PackageRecord, sha256Of } from './manifest.ts';
import { type Output, run } from './run.ts';

const INDEX_MS = 60_000;
const DOWNLOAD_MS = 60_000;
const LOCAL_MS = 20_000;
const DEBIAN_KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** Of the system's own settings those that say how to reach the archive: proxies, certificates, time-outs. */
const KEPT_SETTINGS = /^Acquire::(https?|Check-Valid-Until|Check-Date|Max-FutureTime|ForceIPv[46])\b/;

/** A package on disk. */
export interface Download extends PackageRecord {
  readonly path: string;
}

export interface AptOptions {
  /** A folder of its own, there already. */
  readonly folder: string;
  /** Text of a sources list to use in place of the system's. */
  readonly sources?: string;
  readonly signal?: AbortSignal | undefined;
}

export class PrivateApt {
  readonly #folder: string;
  readonly #signal: AbortSignal | undefined;
  #indexFailure: unknown;

  private constructor(options: AptOptions) {
    this.#folder = options.folder;
    this.#signal = options.signal;
  }

  /** @throws WeirError `missing` where there is no apt. */
  static async create(options: AptOptions): Promise<PrivateApt> {
    const { folder, sources, signal } = options;
    for (const name of ['state/lists/partial', 'cache/archives/partial', 'debs']) {
      await mkdir(join(folder, name), { recursive: true });
    }
    const system = await run('apt-config', ['dump'], { timeoutMs: LOCAL_MS, signal });
    await writeFile(join(folder, 'status'), '');
    await writeFile(join(folder, 'preferences'), preferences(await osRelease()));
    if (sources !== undefined) await writeFile(join(folder, 'sources.list'), sources);
    await writeFile(join(folder, 'apt.conf'), settings(folder, system.stdout, sources !== undefined));
    return new PrivateApt(options);
  }

  /** Fetches the index of every source. That one source fails does not matter, if the others have what we need. */
  async update(): Promise<void> {
    try {
      await this.#apt(['-qq', 'update'], INDEX_MS);
    } catch (error) {
      this.#signal?.throwIfAborted();
      this.#indexFailure = error;
    }
  }

  /** @throws WeirError `unavailable` when one of the packages can't be had. */
  async download(names: readonly string[]): Promise<Download[]> {
    const into = await mkdtemp(join(this.#folder, 'debs/'));
    try {
      await this.#apt(['-qq', 'download', ...names], DOWNLOAD_MS, into);
    } catch (error) {
      throw new WeirError('unavailable', messageOf(this.#indexFailure ?? error), {}, error);
    }
    const downloads: Download[] = [];
    for (const file of (await readdir(into)).sort()) {
      if (!file.endsWith('.deb')) continue;
      const path = join(into, file);
      const [name, version] = file.split('_').map(decodeURIComponent);
      downloads.push({ name, version: version ?? '', file, sha256: await sha256Of(path), path });
    }
    return downloads;
  }

  /** Addresses and suites of the sources, as `[address, suite, component]`. */
  async sources(): Promise<string[][]> {
    const format = '$(SITE) $(RELEASE) $(COMPONENT)';
    // The index need not be there yet, hence no release information.
    const output = await this.#apt(['indextargets', '--no-release-info', '--format', format], LOCAL_MS);
    return output.stdout.split('\n').map((line) => line.split(' '));
  }

  #apt(args: readonly string[], timeoutMs: number, cwd = this.#folder): Promise<Output> {
    const env = { APT_CONFIG: join(this.#folder, 'apt.conf') };
    return run('apt-get', args, { timeoutMs, cwd, env, signal: this.#signal });
  }
}

/** Unpacks packages into one folder, with the paths they have in a system. */
export async function unpack(
  downloads: readonly Download[],
  root: string,
  signal?: AbortSignal,
): Promise<void> {
  await mkdir(root, { recursive: true });
  for (const { path } of downloads) {
    await run('dpkg-deb', ['-x', path, root], { timeoutMs: LOCAL_MS, signal });
  }
}

/** Names of the packages that a package depends on; of alternatives the first. */
export async function dependenciesOf(download: Download, signal?: AbortSignal): Promise<string[]> {
  const args = ['-f', download.path, 'Depends'];
  const { stdout } = await run('dpkg-deb', args, { timeoutMs: LOCAL_MS, signal });
  return stdout
    .split(',')
    .map((item) => /^\s*([a-z0-9][a-z0-9+.-]*)/.exec(item)?.[1] ?? '')
    .filter((name) => name !== '');
}

/**
 * A sources list for Debian's unstable suite at the mirror that the system uses.
 *
 * @throws WeirError `missing` when the system is not Debian, whose keys would not be there to check it.
 */
export async function unstableSources(apt: PrivateApt): Promise<string> {
  const { id, codename } = await osRelease();
  const sources = await apt.sources();
  const site = sources.find(
    ([, suite, component]) => [codename, 'stable'].includes(suite) && component === 'main',
  )?.[0];
  if (id !== 'debian' || site === undefined) {
    throw new WeirError('missing', 'the system has no source of Debian packages');
  }
  await access(DEBIAN_KEYRING);
  return `deb [signed-by=${DEBIAN_KEYRING}] ${site} sid main\n`;
}

function settings(folder: string, system: string, ownSources: boolean): string {
  const kept = system.split('\n').filter((line) => KEPT_SETTINGS.test(line));
  const architecture = /^APT::Architecture "([a-z0-9-]+)";$/m.exec(system)?.[1];
  return `${[
    ...kept,
    // The system's settings are not read: they can hold hooks that change the system after an update.
    'Dir::Etc::parts "/dev/null";',
    'Dir::Etc::main "/dev/null";',
    `Dir::Etc::preferences "${folder}/preferences";`,
    'Dir::Etc::preferencesparts "/dev/null";',
    ...(ownSources
      ? [`Dir::Etc::sourcelist "${folder}/sources.list";`, 'Dir::Etc::sourceparts "/dev/null";']
      : []),
    `Dir::State "${folder}/state";`,
    `Dir::State::lists "${folder}/state/lists";`,
    // As if nothing were installed: what is installed must not decide what is fetched.
    `Dir::State::status "${folder}/status";`,
    `Dir::Cache "${folder}/cache";`,
    'Debug::NoLocking "true";',
    // apt run by root would download as user _apt, who can't write here.
    'APT::Sandbox::User "root";',
    ...(architecture ? [`APT::Architectures "${architecture}";`] : []),
    'APT::Update::Error-Mode "any";',
    'Acquire::Languages "none";',
    'Acquire::IndexTargets::deb-src::Sources::DefaultEnabled "false";',
    'Acquire::Retries "2";',
    'Acquire::http::Timeout "15";',
    'Acquire::https::Timeout "15";',
  ].join('\n')}\n`;
}

/** The distribution's own packages before those of anybody else: modules fit the nginx they were built with. */
function preferences({ codename }: OsRelease): string {
  if (codename === '') return '';
  return ['Debian', 'Ubuntu']
    .map((origin) => `Package: *\nPin: release o=${origin}, n=${codename}*\nPin-Priority: 990\n`)
    .join('\n');
}

interface OsRelease {
  readonly id: string;
  readonly codename: string;
}

async function osRelease(): Promise<OsRelease> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  const field = (name: string) => new RegExp(`^${name}="?([a-z0-9.-]+)"?$`, 'm').exec(text)?.[1];
  return {
    id: field('ID') ?? '',
    codename: field('UBUNTU_CODENAME') ?? field('VERSION_CODENAME') ?? '',
  };
}
