/** What a stack has stored on its bus, for comparing with what should be there. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Bus } from '#libs/bus/bus.ts';
import { NatsBus } from '#libs/bus/nats/nats-bus.ts';
import type { StoredMessage } from '#libs/bus/streams.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { DETECTIONS, eventStream } from '#libs/cluster/names.ts';
import { SHARD_MAP } from '#libs/cluster/shard-map.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { TEXT_FIELDS } from '#libs/domain/event.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import { type Batch, decodeBatch } from '#libs/wire/batch.ts';
import { decodeDetection } from '#libs/wire/detection.ts';
import { SHARDS } from '#services/standalone/stack/files.ts';
import type { Layout } from '#services/standalone/stack/layout.ts';

export function connectTo(layout: Layout, clock: Clock): Promise<NatsBus> {
  const { bus } = parse(readFileSync(layout.config, 'utf8')) as {
    bus: { servers: string[]; user: string; password: string };
  };
  return NatsBus.connect({ ...bus, name: 'test' }, clock);
}

const CLUSTER = 'weir-cluster';
/** Times that a reading may be cut off. */
const READS_MAX = 30;
const RANGE_SHARDS = Array.from({ length: SHARDS }, (_, shard) => shard);

/** Every batch that is stored, those included that were sent twice. */
export async function storedBatches(bus: Bus, shards: readonly number[] = RANGE_SHARDS): Promise<Batch[]> {
  const batches: Batch[] = [];
  for (const shard of shards) {
    for (const message of await storedMessages(bus, eventStream(shard)))
      batches.push(decodeBatch(message.data));
  }
  return batches;
}

/** The path of every event, once for each number of a collector and shard, as a reader takes them. */
export function pathsOf(batches: readonly Batch[]): string[] {
  const seen = new Set<string>();
  const paths: string[] = [];
  for (const batch of batches) {
    const id = `${batch.collector}-${batch.shard}-${batch.number}`;
    if (seen.has(id)) continue;
    seen.add(id);
    const column = batch.texts[TEXT_FIELDS.indexOf('path')];
    for (let row = 0; row < batch.rows; row++) paths.push(column.textAt(row));
  }
  return paths;
}

export async function storedDetections(bus: NatsBus): Promise<Detection[]> {
  return (await storedMessages(bus, DETECTIONS)).map(({ data }) => decodeDetection(data));
}

/** Of the cluster: by what keys are spread and sketches count. */
export async function seedOf(bus: Bus): Promise<Uint8Array> {
  const subject = `$KV.${CLUSTER}.${SHARD_MAP}`;
  const messages = await storedMessages(bus, `KV_${CLUSTER}`);
  const last = messages.findLast((message) => message.subject === subject);
  if (!last) throw new Error('the cluster has no shard map');
  const { seed } = JSON.parse(Buffer.from(last.data).toString('utf8')) as { seed: string };
  return Buffer.from(seed, 'hex');
}

/** Reads on where a server was silent for too long. */
async function storedMessages(bus: Bus, stream: string): Promise<StoredMessage[]> {
  const { firstSequence, lastSequence } = await bus.streams.state(stream);
  const messages: StoredMessage[] = [];
  for (let from = firstSequence, failed = 0; from <= lastSequence; ) {
    const signal = new AbortController();
    try {
      for await (const message of bus.streams.read(stream, from, signal.signal)) {
        messages.push(message);
        from = message.sequence + 1;
        if (from > lastSequence) signal.abort();
      }
    } catch (error) {
      if (failureOf(error) !== 'unavailable' || ++failed > READS_MAX) throw error;
    }
  }
  return messages;
}
