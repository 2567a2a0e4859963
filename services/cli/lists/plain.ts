/** Plain lists: an address or a prefix a line. What follows a # or ; is a comment, as published lists have it. */
import { entryOf, type List, type ListDefaults, type ListEntry, type Mistake } from './entry.ts';

export function readPlain(text: string, defaults: ListDefaults): List {
  const entries: ListEntry[] = [];
  const mistakes: Mistake[] = [];
  for (const [index, content] of text.split('\n').entries()) {
    const value = content.replace(/[#;].*$/s, '').trim();
    if (value === '') continue;
    const entry = entryOf({ value }, defaults, index + 1);
    if (typeof entry === 'string') mistakes.push({ line: index + 1, why: entry });
    else entries.push(entry);
  }
  return { entries, mistakes, skipped: 0 };
}
