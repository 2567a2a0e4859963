/** Makes schema.json, by which editors know what a scenario may say; with --check, tells whether it is up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scenarioJsonSchema } from '#libs/language/scenario-schema.ts';

const file = join(import.meta.dirname, 'schema.json');
const content = `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;

if (!process.argv.includes('--check')) writeFileSync(file, content);
else if (readFileSync(file, 'utf8') !== content) {
  console.error('scenarios/schema.json is not what scenarios may say now; run: npm run generate');
  process.exitCode = 1;
}
