import { CONSEQUENCES, failureOf, linesOf } from '#libs/errors/weir-error.ts';
import { buildProgram } from './program.ts';

try {
  await buildProgram().parseAsync(process.argv);
} catch (error) {
  process.stderr.write(`weir: ${linesOf(error)}\n`);
  process.exitCode = CONSEQUENCES[failureOf(error)].exit;
}
