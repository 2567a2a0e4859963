/**
 * Makes the checkout runnable: installs the packages of package-lock.json when they are not there yet.
 *
 * Runs before every npm script and before the weir command, on whatever Node starts it (20 or later) and without
 * any package, so it is plain JavaScript. When nothing is to be done it is silent and costs a few milliseconds.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const NODE_MAJOR = 24;

const INSTALL_LIMIT_MS = 10 * 60_000;
const POLL_MS = 200;

/** The package's own folder, also when this file is reached through a symbolic link (npx makes one). */
export const root = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))));

/** What stops the start and what the person at the keyboard can do about it. */
export class InstallError extends Error {}

/**
 * Installs what is missing. `say` gets short lines that tell what happens.
 * @param {(line: string) => void} say
 * @param {string} folder the checkout
 * @throws {InstallError} when npm fails or Node 24 is missing afterwards
 */
export async function install(say, folder = root) {
  if (!isInstalled(folder)) await installAlone(say, folder);
  checkNode(folder);
}

/**
 * Path of a Node that is new enough: the running one, else the one among the packages.
 * @param {string} folder the checkout
 */
export function newNode(folder = root) {
  return major(process.versions.node) >= NODE_MAJOR ? process.execPath : packagedNode(folder);
}

/** Whether node_modules was made from the present lock file. */
function isInstalled(folder) {
  const lock = readLock(folder);
  const stamp = stampFile(folder);
  if (read(stamp) === lock.sum && existsSync(join(folder, 'node_modules/.package-lock.json'))) return true;
  // Somebody may have run npm themselves: their work counts, as npm's own record of it says the same.
  if (!matchesLock(folder, lock.text)) return false;
  try {
    writeFileSync(stamp, lock.sum);
  } catch {
    // A checkout that can only be read is compared again the next time.
  }
  return true;
}

function readLock(folder) {
  const text = read(join(folder, 'package-lock.json'));
  if (text === undefined) {
    throw new InstallError(`${folder} has no package-lock.json: run "git checkout package-lock.json" in it`);
  }
  return { text, sum: createHash('sha256').update(text).digest('hex') };
}

function matchesLock(folder, lockText) {
  const recorded = read(join(folder, 'node_modules/.package-lock.json'));
  if (recorded === undefined) return false;
  try {
    const wanted = JSON.parse(lockText).packages;
    const present = JSON.parse(recorded).packages;
    return Object.entries(wanted).every(([path, entry]) => {
      if (path === '') return true;
      const found = present[path];
      // Packages for other processors and systems are in the lock file only.
      if (!found) return entry.optional === true;
      return found.version === entry.version && found.integrity === entry.integrity;
    });
  } catch {
    return false;
  }
}

/** Two starts at once must not both let npm rewrite node_modules: one installs, the other waits for it. */
async function installAlone(say, folder) {
  const lock = join(folder, '.weir', 'install.lock');
  await acquire(lock, say);
  try {
    // The one before us may have done it.
    if (isInstalled(folder)) return;
    say(`Installing packages into ${join(folder, 'node_modules')} (once, about 15 seconds) ...`);
    const started = Date.now();
    await npmCi(folder, (pid) => sign(lock, [process.pid, pid]));
    writeFileSync(stampFile(folder), readLock(folder).sum);
    say(`Packages are ready after ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

async function acquire(lock, say) {
  mkdirSync(dirname(lock), { recursive: true });
  const end = Date.now() + INSTALL_LIMIT_MS;
  for (let waited = false; !tryLock(lock); waited = true) {
    if (isAbandoned(lock) && takeAway(lock)) continue;
    if (!waited) say('Another start is installing the packages: waiting for it ...');
    if (Date.now() > end) {
      throw new InstallError(`another installation does not end: stop it, remove ${lock} and start again`);
    }
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}

function tryLock(lock) {
  try {
    mkdirSync(lock);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new InstallError(`cannot write to ${dirname(lock)} (${error.code}): make the checkout writable`);
  }
  sign(lock, [process.pid]);
  return true;
}

/** Records who is at work: npm goes on when only the program that started it is killed. */
function sign(lock, pids) {
  writeFileSync(join(lock, 'pids'), pids.join(' '));
}

function isAbandoned(lock) {
  const pids = (read(join(lock, 'pids')) ?? '').split(' ').map(Number).filter(Boolean);
  // In a container that was started again the number of the one before can be our own.
  if (pids.length > 0 && !pids.some((pid) => pid !== process.pid && isAlive(pid))) return true;
  try {
    // Without a signature it was made a moment ago, or by a start that died right then.
    return Date.now() - statSync(lock).mtimeMs > (pids.length > 0 ? INSTALL_LIMIT_MS : 5000);
  } catch {
    return false;
  }
}

/** Of several that find a lock abandoned one gets it out of the way; who takes a fresh one puts it back. */
function takeAway(lock) {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (isAbandoned(aside)) rmSync(aside, { recursive: true, force: true });
    else renameSync(aside, lock);
    return true;
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Standard output of npm is dropped: it belongs to whoever reads the result of the command. */
function npmCi(folder, started) {
  const args = ['ci', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const again = `run "npm ci" in ${folder} to see why`;
  return new Promise((done, fail) => {
    const npm = spawn('npm', args, {
      cwd: folder,
      env: { ...process.env, PATH: pathWithoutPackages(folder) },
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: INSTALL_LIMIT_MS,
    });
    if (npm.pid) started(npm.pid);
    npm.once('error', (error) => fail(new InstallError(`cannot start npm (${error.message}): ${again}`)));
    npm.once('exit', (code, signal) => {
      if (code === 0) done();
      else fail(new InstallError(`npm ci failed (${signal ?? `exit code ${code}`}): ${again}`));
    });
  });
}

/** Within an npm script the first `node` of the PATH is the one in node_modules, which npm ci removes first. */
function pathWithoutPackages(folder) {
  const inside = join(folder, 'node_modules') + sep;
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((part) => !resolve(part).startsWith(inside))
    .join(delimiter);
}

function checkNode(folder) {
  if (major(process.versions.node) >= NODE_MAJOR) return;
  // npm can be told to run no install scripts, and then this package has no program in it.
  const version = JSON.parse(read(join(folder, 'node_modules/node/package.json')) ?? '{}').version ?? '0';
  if (existsSync(packagedNode(folder)) && major(version) >= NODE_MAJOR) return;
  throw new InstallError(
    `Node ${NODE_MAJOR} is missing among the packages and this is Node ${process.versions.node}. ` +
      `Run: cd ${folder} && npm rebuild node --ignore-scripts=false`,
  );
}

function packagedNode(folder) {
  return join(folder, 'node_modules/node/bin/node');
}

function stampFile(folder) {
  return join(folder, 'node_modules/.weir-install');
}

function major(version) {
  return Number.parseInt(version, 10);
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(import.meta.url))) {
  try {
    await install((line) => console.log(line));
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
