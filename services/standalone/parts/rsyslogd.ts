/** rsyslogd, which relays logs of servers that write to /dev/log. */
import { arch } from 'node:os';
import { join } from 'node:path';
import { type ProgramPart, programRecipe } from './program.ts';

/** Debian's name of the machine, in the paths of libraries. */
const MACHINES: Readonly<Record<string, string>> = {
  x64: 'x86_64-linux-gnu',
  arm64: 'aarch64-linux-gnu',
};
const MODULES = join('usr/lib', MACHINES[arch()] ?? arch(), 'rsyslog');
const BINARY = 'usr/sbin/rsyslogd';

export const rsyslogdRecipe = programRecipe({
  name: 'rsyslogd',
  binary: BINARY,
  modules: ['imuxsock.so', 'lmnet.so', 'lmnetstrms.so', 'lmnsd_ptcp.so'].map((file) => join(MODULES, file)),
  packages: ['rsyslog'],
  package: 'rsyslog',
  versionOption: '-v',
});

/** Where it finds its modules, for the option -M. */
export function rsyslogModules({ binary }: ProgramPart): string {
  return join(binary.slice(0, -BINARY.length), MODULES);
}
