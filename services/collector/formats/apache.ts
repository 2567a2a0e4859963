/** Apache’s combined, which differs from nginx’s in its escapes, in `""` for a user without a name and `-` for a status. */
import { CombinedFormat } from './combined.ts';
import type { FormatKind } from './format.ts';

export const apache: FormatKind = { name: 'apache', open: () => new CombinedFormat('apache') };
