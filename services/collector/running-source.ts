import type { Format } from './formats/format.ts';
import type { Intake } from './intake.ts';
import type { Source } from './sources/source.ts';

/** A source at work: where its lines come from, how they are read, and what has been taken in. */
export interface RunningSource {
  readonly source: Source;
  readonly format: Format;
  readonly intake: Intake;
  /** It has come to its end: a file that is not followed. */
  ended: boolean;
}
