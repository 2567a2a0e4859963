/** Whether `subject` matches `filter`: `*` stands for one dot-separated part, `>` for all that follow. */
export function subjectMatches(filter: string, subject: string): boolean {
  const parts = subject.split('.');
  const pattern = filter.split('.');
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === '>') return parts.length > i;
    if (i >= parts.length || (pattern[i] !== '*' && pattern[i] !== parts[i])) return false;
  }
  return parts.length === pattern.length;
}
