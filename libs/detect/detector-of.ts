/** The detector that a scenario asks for, on the scenario's key table. */
import type { SeededHash } from '../domain/hash.ts';
import { WeirError } from '../errors/weir-error.ts';
import { Count } from './count.ts';
import type { Detector, DetectorSpec } from './detector.ts';
import { Distinct } from './distinct.ts';
import { Each } from './each.ts';
import type { KeyTable } from './key-table.ts';
import { Leaky } from './leaky.ts';

export function detectorOf(detect: DetectorSpec, table: KeyTable, hash: SeededHash): Detector {
  switch (detect.kind) {
    case 'each':
      return new Each();
    case 'leaky':
      return new Leaky(table, detect.capacity, detect.leak);
    case 'count':
      return new Count(table, detect.over, detect.withinMs);
    case 'distinct':
      return new Distinct(table, hash, detect.of, detect.over, detect.withinMs);
    default:
      throw new WeirError('invalid', `there is no detector ${detect.kind} yet`);
  }
}
