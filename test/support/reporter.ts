/** What a test run prints: failures in full, skipped tests with their reason, and a count. */
import type { TestEvent } from 'node:test/reporters';

export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of events) {
    if (type === 'test:pass') {
      if (data.skip !== undefined) {
        counts.skipped++;
        yield `skipped: ${data.name}: ${String(data.skip)}\n`;
      } else if (data.details.type !== 'suite') counts.passed++;
    } else if (type === 'test:fail') {
      const { error } = data.details;
      if ('failureType' in error && error.failureType === 'subtestsFailed') continue;
      counts.failed++;
      const { cause } = error;
      const text = cause instanceof Error ? cause.stack : String(cause ?? error.message);
      yield `\nFAILED: ${data.name} (${data.file}:${data.line})\n${text}\n`;
    } else if (type === 'test:stderr') yield data.message;
  }
  yield `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`;
}
