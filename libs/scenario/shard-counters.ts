/** What a shard has counted since it was first owned, whoever owned it: part of its state, and as exact as that. */
import type { SlotReader, SlotWriter, Stateful } from '../actor/slots.ts';
import type { DetectorTally } from '../detect/detector.ts';

export class ShardCounters implements Stateful, DetectorTally {
  readonly slotName = 'counters';
  readonly slotVersion = 1;
  batches = 0;
  events = 0;
  refused = 0;
  late = 0;
  /** Batches seen before. */
  repeated = 0;
  /** Messages that were no batch, and batches of another shard map. */
  corrupt = 0;
  foreign = 0;
  scenarioFailures = 0;
  /** Events that a key shard has received, and those of them that were older than some it had judged. */
  relayed = 0;
  overtaken = 0;
  /** By detectors: events too old for what their key had come to, and beginnings that had to make room. */
  ignored = 0;
  displaced = 0;

  save(writer: SlotWriter): void {
    const counted = COUNTED.map((name) => [name, this[name]] as const);
    writer.uint32(counted.length);
    for (const [name, count] of counted) {
      writer.text(name);
      writer.float64(count);
    }
  }

  restore(reader: SlotReader): void {
    for (let left = reader.uint32(); left > 0; left--) {
      const name = reader.text();
      const count = reader.float64();
      const known = COUNTED.find((each) => each === name);
      if (known) this[known] = count;
    }
  }
}

export type Counted = Exclude<keyof ShardCounters, keyof Stateful>;

const COUNTED: readonly Counted[] = [
  'batches',
  'events',
  'refused',
  'late',
  'repeated',
  'corrupt',
  'foreign',
  'scenarioFailures',
  'relayed',
  'overtaken',
  'ignored',
  'displaced',
];
