/** The detector that a scenario asks for, on the scenario's key table. */
import type { SeededHash } from '../domain/hash.ts';
import { WeirError } from '../errors/weir-error.ts';
import { Absence } from './absence.ts';
import { ApproxCount } from './approx-count.ts';
import { Collection } from './collection.ts';
import { Count } from './count.ts';
import { type Detector, type DetectorSpec, type DetectorTally, MEMORY_MAX_MS } from './detector.ts';
import { Distinct } from './distinct.ts';
import { Each } from './each.ts';
import type { KeyTable } from './key-table.ts';
import { Leaky } from './leaky.ts';
import { Ratio } from './ratio.ts';
import { Sequence } from './sequence.ts';
import { Sum } from './sum.ts';

/** @throws WeirError `invalid` when the scenario asks for more than a detector can do */
export function detectorOf(
  detect: DetectorSpec,
  table: KeyTable,
  hash: SeededHash,
  tally: DetectorTally,
): Detector {
  const detector = newDetector(detect, table, hash, tally);
  if (detector.memoryMs > MEMORY_MAX_MS) {
    throw new WeirError('invalid', `a detector can remember events for 12 days at most`);
  }
  return detector;
}

function newDetector(
  detect: DetectorSpec,
  table: KeyTable,
  hash: SeededHash,
  tally: DetectorTally,
): Detector {
  switch (detect.kind) {
    case 'each':
      return new Each();
    case 'leaky':
      return new Leaky(table, hash, tally, detect);
    case 'count':
      return detect.approx
        ? new ApproxCount(table, tally, detect.over, detect.withinMs)
        : new Count(table, tally, detect.over, detect.withinMs);
    case 'sum':
      return new Sum(table, tally, detect.of, detect.over, detect.withinMs);
    case 'ratio':
      return new Ratio(table, tally, detect.over, detect.min, detect.withinMs);
    case 'distinct':
      return new Distinct(table, hash, tally, detect.of, detect.over, detect.withinMs);
    case 'sequence':
      return new Sequence(table, hash, tally, detect.steps, detect.withinMs);
    case 'absence':
      return new Absence(table, tally, detect.times, detect.withinMs);
    case 'collection':
      return new Collection(table, hash, detect.program);
    case 'own':
      return detect.make(table, hash, tally);
  }
}
