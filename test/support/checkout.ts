/** A checkout to write into: it shares with this one all but what is written. */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const SHARED = ['libs', 'proto', 'scenarios', 'node_modules'];

/** Names of the services of this checkout. */
export const SERVICES: readonly string[] = readdirSync(join(ROOT, 'services'));

export function temporaryCheckout(): string {
  const folder = mkdtempSync(join(tmpdir(), 'weir-checkout-'));
  for (const name of ['package.json', 'compose.yaml']) cpSync(join(ROOT, name), join(folder, name));
  for (const name of SHARED) symlinkSync(join(ROOT, name), join(folder, name));
  mkdirSync(join(folder, 'services'));
  for (const name of SERVICES) symlinkSync(join(ROOT, 'services', name), join(folder, 'services', name));
  return folder;
}
