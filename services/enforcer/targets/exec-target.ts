/** A command of one's own as a target: it is run for each batch of changes, which it reads from its standard input. */
import type { Clock } from '#libs/clock/clock.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { BatchTarget } from './batch-target.ts';
import { failureText, runCommand } from './command.ts';

/** Of its output only what goes into a log line counts. */
const OUTPUT_MAX = 16 * 1024;

export interface ExecTargetOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly timeoutMs: number;
  /** Rules held; more are not handed over. */
  readonly size: number;
  readonly clock: Clock;
}

/** Whatever is not exit code 0 means that the batch was not applied. */
export function execTarget({ command, args, timeoutMs, size, clock }: ExecTargetOptions): BatchTarget {
  const deliver = async (batch: string) => {
    const options = { clock, input: batch, timeoutMs, outputMax: OUTPUT_MAX };
    const result = await runCommand([command, ...args], options);
    if (result.code !== 0) throw new WeirError('unavailable', `${command} ${failureText(result)}`);
  };
  return new BatchTarget({ name: 'exec', clock, size, deliver });
}
