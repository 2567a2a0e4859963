/**
 * Clients whose packets the kernel has to drop, in network namespaces: a datagram a millisecond, of which the last one that
 * arrives tells when that was. The enforcer's programs are run in the namespace through a script, which costs some ms.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Clock } from '#libs/clock/clock.ts';
import { endWithProcess } from '../support/orphans.ts';
import { TwoHosts } from '../support/two-hosts.ts';
import type { Place } from './latency.ts';

const INSTANCE = 'packets';
const POLL_MS = 5;
/** Between two datagrams it is 1 ms, or a little more on a busy machine. */
const SILENCE_MS = 40;
const GIVE_UP_MS = 10_000;
const IPTABLES = [
  'iptables-legacy-save',
  'iptables-legacy-restore',
  'ip6tables-legacy-save',
  'ip6tables-legacy-restore',
];

export async function openPacketPlace(target: 'nftables' | 'ipset', clock: Clock): Promise<Place> {
  const hosts = await TwoHosts.create();
  let enforcer: ChildProcess | undefined;
  const heardMs = async (address: string) => (await hosts.server.tell('heard'))[address] ?? 0;
  const reach = async (address: string) => {
    while ((await heardMs(address)) === 0) await clock.sleep(POLL_MS);
  };
  return {
    addressOf: (i) => `198.51.${i & 255}.${1 + (i >>> 8)}`,

    begin: async (stack, folder) => {
      const wrap = (program: string, command: readonly string[]) => {
        writeFileSync(join(folder, program), `#!/bin/sh\nexec ${command.join(' ')} "$@"\n`);
        chmodSync(join(folder, program), 0o755);
      };
      wrap('nft', hosts.nft);
      for (const program of ['ipset', ...IPTABLES]) wrap(program, [...hosts.through, program]);
      const config = parse(readFileSync(stack.layout.config, 'utf8'));
      config.enforcer.target = target === 'ipset' ? { type: target, iptables: 'legacy' } : { type: target };
      const path = join(folder, 'packets.yaml');
      writeFileSync(path, stringify(config));
      const args = ['services/enforcer/main.ts', '--config', path, '--instance', INSTANCE];
      const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
      enforcer = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
      enforcer.once(
        'exit',
        endWithProcess(() => enforcer?.kill('SIGKILL')),
      );
      await stack.until('the enforcer', async () =>
        (await stack.controlPlane.list({})).enforcers.some(
          (each) => each.enforcer === INSTANCE && each.alarm === '' && each.token,
        ),
      );
    },

    refusal: async (address, offend) => {
      await hosts.stream(address);
      await reach(address);
      const writtenMs = clock.now();
      offend();
      let lastMs = writtenMs;
      while (clock.now() - lastMs < SILENCE_MS) {
        if (lastMs - writtenMs > GIVE_UP_MS)
          throw new Error(`${address} is not dropped after ${GIVE_UP_MS} ms`);
        await clock.sleep(POLL_MS);
        lastMs = Math.max(writtenMs, await heardMs(address));
      }
      await hosts.client.tell('halt');
      // The next one would have been the first that is not there.
      return { writtenMs, refusedMs: lastMs + 1 };
    },

    end: async () => {
      if (enforcer) {
        const ended = once(enforcer, 'exit');
        enforcer.kill('SIGTERM');
        await ended;
      }
      hosts.close();
    },
  };
}
