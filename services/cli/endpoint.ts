/** Which control plane the command line talks to. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { SystemClock } from '#libs/clock/system.ts';
import { ControlPlane } from '#libs/rpc/client.ts';
import { readToken } from '#libs/rpc/tokens.ts';

const DEFAULT_ADDRESS = '127.0.0.1:7411';
const CHECKOUT = resolve(import.meta.dirname, '../..');

export interface Endpoint {
  /** Of the decision service's replicas. */
  readonly addresses: readonly string[];
  readonly tokenFile: string | undefined;
}

/** Options first, then the environment, then a stack that runs in this checkout, then the usual port. */
export function findEndpoint(command: Command): Endpoint {
  const options = command.optsWithGlobals<{ address?: string; tokenFile?: string }>();
  const running = runningStack();
  const address = options.address ?? process.env.WEIR_ADDRESS ?? running?.address ?? DEFAULT_ADDRESS;
  return {
    addresses: address.split(',').map((each) => each.trim()),
    tokenFile: options.tokenFile ?? process.env.WEIR_TOKEN_FILE ?? running?.tokenFile,
  };
}

/** Calls `action` with the control plane, then lets go of it. */
export async function withControlPlane<T>(
  command: Command,
  action: (plane: ControlPlane) => Promise<T>,
): Promise<T> {
  const { addresses, tokenFile } = findEndpoint(command);
  const token = tokenFile === undefined ? undefined : readToken(tokenFile);
  const plane = new ControlPlane(addresses, new SystemClock(), () => token);
  try {
    return await action(plane);
  } finally {
    plane.close();
  }
}

/** Configuration of the services of the stack that runs in this checkout. */
export function runningConfig(): string | undefined {
  const file = [process.cwd(), CHECKOUT]
    .map((folder) => join(folder, '.weir/run/weir.yaml'))
    .find(existsSync);
  return runningStack() && file;
}

/** What `npm start` has left for others to find it by. */
export function runningStack(): { address: string; tokenFile: string; pid: number } | undefined {
  for (const folder of [process.cwd(), CHECKOUT]) {
    const file = join(folder, '.weir/run/endpoint.json');
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  }
  return undefined;
}
