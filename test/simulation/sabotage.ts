/** Takes out one of the things that the cluster's promises rest on, to see whether the simulation notices. */
import { Marks } from '#libs/actor/marks.ts';
import type { KeyValue } from '#libs/bus/key-value.ts';
import { MemoryKeyValue } from '#libs/bus/memory/memory-key-value.ts';
import { Head, type HeadValue } from '#libs/cluster/head.ts';

/** Each does its damage and returns what mends it. */
export const SABOTAGES = {
  /** The head can be moved by whoever wants to: nobody is fenced off. */
  fence: () => {
    const { update } = MemoryKeyValue.prototype;
    MemoryKeyValue.prototype.update = async function (key, value, revision) {
      const present = key.startsWith('head.') ? (await this.get(key))?.revision : undefined;
      return update.call(this, key, value, present ?? revision);
    };
    return () => {
      MemoryKeyValue.prototype.update = update;
    };
  },
  /** Batches that come again are judged again. */
  marks: () => {
    const { take } = Marks.prototype;
    Marks.prototype.take = () => true;
    return () => {
      Marks.prototype.take = take;
    };
  },
  /** A new owner writes nothing into the head before it has made progress. */
  seal: () => {
    const { seal } = Head;
    Head.seal = (heads, shard, epoch) => {
      let sequence: number | undefined;
      const update: KeyValue['update'] = async (key, value, revision) => {
        const next = JSON.parse(Buffer.from(value).toString()) as HeadValue;
        sequence ??= next.sequence;
        return next.sequence === sequence ? revision : heads.update(key, value, revision);
      };
      return seal.call(Head, { ...heads, update }, shard, epoch);
    };
    return () => {
      Head.seal = seal;
    };
  },
} as const;
