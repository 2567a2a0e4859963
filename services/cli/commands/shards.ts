/** `weir shards resize`: gives a running cluster another number of shards. */
import { Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import type { KeyValue } from '#libs/bus/key-value.ts';
import { NatsBus } from '#libs/bus/nats/nats-bus.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { clusterBucket, headsBucket } from '#libs/cluster/names.ts';
import { type ResizeProgress, resize } from '#libs/cluster/resize.ts';
import { readMapRecord } from '#libs/cluster/shard-map.ts';
import { loadConfig } from '#libs/config/load.ts';
import { type BusConfig, clusterConfig, fileSchema } from '#libs/config/service-config.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { runningConfig } from '../endpoint.ts';

interface ResizeFlags {
  readonly keyShards?: number;
  readonly config?: string;
  readonly without: readonly string[];
  readonly json: boolean;
}

/** Names of collectors that are shown. */
const NAMES_MAX = 5;

export function shardsCommand(): Command {
  const command = new Command('shards').description('the parts that events are divided into');
  command
    .command('resize')
    .argument('<shards>', 'range shards that the cluster is to have', numberOf)
    .description('gives the running cluster another number of shards')
    .option('--key-shards <n>', 'also another number of key shards', numberOf)
    .option(
      '--config <file>',
      'of any service: tells where the bus is; else that of the stack in this checkout',
    )
    .option('--without <collector...>', 'do not wait for these, which are gone for good', [])
    .option('--json', 'one JSON object for each step', false)
    .addHelpText('after', HELP)
    .action(async (shards: number, flags: ResizeFlags) => runResize(shards, flags));
  return command;
}

const HELP = `
Collectors stop reading and publish what they have read; analyzers judge all of it; then both go on with the new shards.
Lines stay in their files meanwhile, so none is lost or judged twice. Services need no restart. Decisions and bans stay;
what is being counted begins anew: somebody who was halfway to a ban is at the start again.

Interrupted, it is run again, and goes on where it was. A collector that is down has to be started again, because only it
knows what it has published. One that is gone for good is left out with --without: what it had not published is lost.

Examples:
  weir shards resize 16
  weir shards resize 16 --key-shards 4 --config /etc/weir/weir.yaml
  weir shards resize 16 --without collector-7`;

function numberOf(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('write a number such as 16');
  return value;
}

async function runResize(shards: number, { keyShards, config, without, json }: ResizeFlags): Promise<void> {
  const busConfig = readBusConfig(config);
  const { servers, user, password, credentials } = busConfig;
  const clock = new SystemClock();
  const bus = await NatsBus.connect(
    {
      servers,
      name: 'weir-shards',
      wait: false,
      ...(user === undefined ? {} : { user }),
      ...(password === undefined ? {} : { password }),
      ...(credentials === undefined ? {} : { credentials }),
    },
    clock,
  ).catch((error) => {
    throw new WeirError('unavailable', `no nats-server at ${servers.join(', ')}: ${messageOf(error)}`);
  });
  try {
    const cluster = await bus.keyValues.open(clusterBucket(busConfig));
    const heads = await bus.keyValues.open(headsBucket(busConfig));
    const to = { shards, keyShards: keyShards ?? (await keyShardsOf(cluster)) };
    checkSizes(to);
    let shown = '';
    for await (const progress of resize({ cluster, heads, streams: bus.streams, to, without, clock })) {
      const line = json ? JSON.stringify(progress) : textOf(progress, to);
      if (line !== shown) process.stdout.write(`${line}\n`);
      shown = line;
    }
  } finally {
    await bus.close();
  }
}

function readBusConfig(file: string | undefined): BusConfig {
  const schema = fileSchema('decision', z.looseObject({}));
  const found = file ?? runningConfig();
  if (found === undefined)
    throw new WeirError('config', 'no stack runs in this checkout: name the file of a service with --config');
  return loadConfig(found, schema).bus;
}

/** Of the resize that goes on, else as many as there are. */
async function keyShardsOf(cluster: KeyValue): Promise<number> {
  const record = await readMapRecord(cluster);
  return record.resize?.keyShards ?? record.keyShards;
}

/** @throws WeirError `config` */
function checkSizes(to: { shards: number; keyShards: number }): void {
  const { error } = clusterConfig.safeParse(to);
  if (error) throw new WeirError('config', `can't resize: ${error.issues[0].message}`);
}

function textOf(progress: ResizeProgress, to: { shards: number; keyShards: number }): string {
  const { phase, version, open, finished, shards } = progress;
  switch (phase) {
    case 'spool': {
      const names = open.slice(0, NAMES_MAX).join(', ') + (open.length > NAMES_MAX ? ', ...' : '');
      return open.length === 0
        ? 'spool: all collectors have published everything'
        : `spool: waiting for ${open.length} collector${open.length === 1 ? '' : 's'}: ${names}`;
    }
    case 'drain':
      return `drain: ${finished} of ${shards} range shards`;
    case 'drain-keys':
      return `drain: ${finished} of ${shards} key shards`;
    case 'done':
      return `done: shard map ${version} has ${to.shards} range shards and ${to.keyShards} key shards`;
  }
}
