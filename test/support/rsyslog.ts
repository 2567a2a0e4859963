/** A real rsyslogd for a test: what is written to its socket is passed on to wherever it is told. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { rsyslogdPart } from '#services/standalone/parts/parts.ts';
import { rsyslogModules } from '#services/standalone/parts/rsyslogd.ts';
import { until } from './nginx.ts';
import { endWithProcess } from './orphans.ts';

export interface TestRsyslog {
  /** Its datagram socket, as /dev/log is. */
  readonly socket: string;
}

/** Starts it. @param actions lines of its configuration, which say where to */
export async function startRsyslog(t: TestContext, actions: string): Promise<TestRsyslog> {
  const part = await rsyslogdPart();
  const folder = mkdtempSync(join(tmpdir(), 'weir-rsyslog-'));
  const socket = join(folder, 'log');
  const configuration = join(folder, 'rsyslog.conf');
  writeFileSync(
    configuration,
    `global(workDirectory="${folder}" maxMessageSize="64k")
module(load="imuxsock" SysSock.Use="off")
input(type="imuxsock" Socket="${socket}" RateLimit.Interval="0")
${actions}
`,
  );
  const log = openSync(join(folder, 'output'), 'a');
  const modules = part.libraryPath === '' ? [] : ['-M', rsyslogModules(part)];
  const args = ['-n', '-f', configuration, '-i', join(folder, 'pid'), ...modules];
  const child = spawn(part.binary, args, {
    stdio: ['ignore', log, log],
    env: { ...process.env, ...(part.libraryPath && { LD_LIBRARY_PATH: part.libraryPath }) },
  });
  closeSync(log);
  const ended = endWithProcess(() => child.kill('SIGKILL'));
  t.after(async () => {
    ended();
    await end(child);
    rmSync(folder, { recursive: true, force: true });
  });
  await until(() => child.exitCode !== null || existsSync(socket), 'rsyslogd to listen');
  if (child.exitCode !== null) throw new Error(readFileSync(join(folder, 'output'), 'utf8'));
  return { socket };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
