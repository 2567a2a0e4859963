/** Every matching event is a crossing: one such request is enough. */
import type { Detector } from './detector.ts';

export class Each implements Detector {
  readonly memoryMs = 0;

  judge(): boolean {
    return true;
  }
}
