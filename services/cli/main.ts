import { CONSEQUENCES, failureOf, messageOf } from '#libs/errors/weir-error.ts';
import { buildProgram } from './program.ts';

try {
  await buildProgram().parseAsync(process.argv);
} catch (error) {
  process.stderr.write(`weir: ${messageOf(error)}\n`);
  process.exitCode = CONSEQUENCES[failureOf(error)].exit;
}
