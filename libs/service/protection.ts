/** The settings of whom nobody may block, and what this host contributes to them. */
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { z } from 'zod';
import { proxies } from '../config/proxies.ts';
import { prefix } from '../config/types.ts';
import { addressOf, formatAddress } from '../domain/address.ts';
import { type Prefix, prefixOf } from '../domain/prefix.ts';
import { NETWORKS, Protection, type ProtectionRule } from '../domain/protection.ts';

export const protectionConfig = z.strictObject({
  /** False: addresses of these networks may be blocked. */
  loopback: z.boolean().default(true),
  linkLocal: z.boolean().default(true),
  private: z.boolean().default(true),
  /** Proxies in front of the web servers: blocking one would block everybody behind it. */
  trustedProxies: proxies.default([]),
  /** Any others. */
  addresses: z.array(prefix).default([]),
});
export type ProtectionConfig = z.output<typeof protectionConfig>;

/** Own addresses and gateways are read once: a host that gets others should start its services again. */
export function protectionOf(config: ProtectionConfig): Protection {
  const rules: ProtectionRule[] = [
    NETWORKS.unspecified,
    { reason: 'an address of this host', prefixes: ownAddresses() },
    { reason: 'a gateway of this host', prefixes: gateways() },
    { reason: 'a trusted proxy', prefixes: config.trustedProxies },
    { reason: 'a protected address', prefixes: config.addresses },
  ];
  if (config.loopback) rules.push(NETWORKS.loopback);
  if (config.linkLocal) rules.push(NETWORKS.linkLocal);
  if (config.private) rules.push(NETWORKS.private);
  return new Protection(rules);
}

function ownAddresses(): Prefix[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .flatMap(({ address }) => toPrefix(address.split('%', 1)[0]));
}

/** From Linux's routing table; none where there is no such file. */
function gateways(): Prefix[] {
  return readLines('/proc/net/route')
    .slice(1)
    .flatMap((line) => {
      const gateway = Number.parseInt(line.split('\t')[2] ?? '', 16);
      if (!gateway) return [];
      // The kernel prints the address as a number in the machine's byte order.
      const octets = [gateway & 255, (gateway >>> 8) & 255, (gateway >>> 16) & 255, gateway >>> 24];
      return toPrefix(octets.join('.'));
    })
    .concat(
      readLines('/proc/net/ipv6_route').flatMap((line) => {
        const hex = line.split(/\s+/)[4] ?? '';
        return /^0*$/.test(hex) ? [] : toPrefix((hex.match(/.{4}/g) ?? []).join(':'));
      }),
    );
}

function toPrefix(text: string): Prefix[] {
  const address = addressOf(text);
  return address && formatAddress(address) !== '::' ? [prefixOf(address, 128)] : [];
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}
