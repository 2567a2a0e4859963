/** `weir scenarios convert`: ModSecurity's rules over collections as scenarios. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Command } from 'commander';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { collectionText } from '#libs/language/collection-text.ts';
import { readScenario } from '#libs/language/scenario-file.ts';
import { type Conversion, convert } from '#libs/secrule/convert.ts';
import type { Remark } from '#libs/secrule/fragment.ts';

interface Converted {
  readonly name: string;
  /** The scenario's file. */
  readonly yaml: string;
}

export function convertCommand(): Command {
  return new Command('convert')
    .argument('<file>', 'SecRule and SecAction lines')
    .description(
      'turns ModSecurity’s rules over collections into scenarios; ends with 1 when some can’t be followed',
    )
    .option('--json', 'one object: scenarios, warnings and problems', false)
    .addHelpText(
      'after',
      `
Examples:
  weir scenarios convert dos.conf > my-scenarios/dos.yaml
  weir scenarios validate my-scenarios/dos.yaml`,
    )
    .action((file: string, { json }: { json: boolean }) => {
      const conversion = convert(readText(file), { name: nameOf(file), file: basename(file) });
      const scenarios = conversion.scenarios.map((scenario) => written(scenario, conversion.warnings));
      const { warnings, problems } = conversion;
      if (json) process.stdout.write(`${JSON.stringify({ scenarios, warnings, problems })}\n`);
      else {
        for (const remark of warnings) process.stderr.write(`${placed(file, remark, 'warning')}\n`);
        for (const remark of problems) process.stderr.write(`${placed(file, remark, 'error')}\n`);
        process.stdout.write(scenarios.map(({ yaml }) => yaml).join('---\n'));
      }
      if (problems.length > 0) process.exitCode = 1;
    });
}

function written(scenario: Conversion['scenarios'][number], warnings: readonly Remark[]): Converted {
  const { name, detect } = scenario;
  if (detect.kind !== 'collection') throw new WeirError('bug', `${name} is no program`);
  const remarks = warnings.map(({ line, message }) => `Line ${line}: ${message}.`);
  const yaml = collectionText(scenario, detect.program, remarks);
  // What is printed is what will be read: nothing is taken for granted here.
  const [mistake] = readScenario(yaml, `${name}.yaml`, new Set()).problems.filter(
    ({ level }) => level === 'error',
  );
  if (mistake)
    throw new WeirError('invalid', `${name}: line ${mistake.line} of the scenario: ${mistake.message}`);
  return { name, yaml };
}

function placed(file: string, { line, column, message }: Remark, level: string): string {
  return `${file}:${line}:${column}: ${level}: ${message.replaceAll(/\p{Cc}/gu, ' ')}`;
}

function nameOf(file: string): string {
  const words = basename(file)
    .replace(/\.\w+$/, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return (words ?? ['converted']).join('-').slice(0, 50).replace(/-$/, '');
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new WeirError('missing', `${file} can't be read: ${messageOf(error)}`);
  }
}
