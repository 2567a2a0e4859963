import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for a test, which is removed when the test has ended. */
export function temporaryFolder(test: { after(done: () => void): void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'weir-test-'));
  test.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
