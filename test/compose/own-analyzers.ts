/** Services of compose.yaml that are analyzers of one's own: those that come with Weir, and what weir new analyzer has made. */
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

/** Whatever else has a folder. */
const OTHERS = ['analyzer', 'cli', 'collector', 'decision', 'enforcer', 'standalone'];

export const OWN_ANALYZERS = readdirSync(resolve(import.meta.dirname, '../../services'))
  .filter((name) => !OTHERS.includes(name))
  .sort();
