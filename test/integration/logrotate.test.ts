/** A real logrotate on a log that is written to at full speed, as nginx does it: nothing is lost or doubled. */
import assert from 'node:assert/strict';
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { logrotatePart } from '#services/standalone/parts/parts.ts';
import { LogFolder, quiet, until } from '../support/file-reading.ts';
import { requirePart } from '../support/parts.ts';

const { skip } = await requirePart(logrotatePart);
const log = new LogFolder();

const PER_MS = 20;
/** What a server does: it appends, and opens the log anew when it is told. Its lines are numbered. */
const WRITER = join(import.meta.dirname, '../support/log-writer.ts');

async function logrotate(configuration: string, state: string): Promise<void> {
  const { binary, libraryPath } = await logrotatePart();
  const env = { ...process.env, ...(libraryPath && { LD_LIBRARY_PATH: libraryPath }) };
  await promisify(execFile)(binary, ['--force', '--state', state, configuration], { env });
}

describe('logrotate', { skip }, () => {
  for (const { what, options, path, rotations } of [
    {
      what: 'by numbers, compressing all but the last',
      options: 'rotate 4\ncompress\ndelaycompress',
      path: 'access.log',
      rotations: 50,
    },
    {
      what: 'by dates, to names that are matched as well',
      options: 'rotate 100\ndateext\ndateformat -%s\nextension .log',
      path: '*.log',
      rotations: 12,
    },
  ]) {
    it(`${what}: ${rotations} times under ${PER_MS * 1000} lines a second`, {
      timeout: 120_000,
    }, async (t) => {
      const writer = fork(WRITER, [log.path, String(PER_MS)], { stdio: 'inherit' });
      t.after(() => writer.kill('SIGKILL'));
      await once(writer, 'message');
      const configuration = join(log.folder, 'logrotate.conf');
      const rights = process.getuid?.() === 0 ? 'su root root\n' : '';
      writeFileSync(
        configuration,
        `${rights}"${log.path}" {\n${options}\ncreate 0640\nmissingok\npostrotate\nkill -USR1 ${writer.pid}\nendscript\n}\n`,
        { mode: 0o600 },
      );
      const seen = new Set<number>();
      let doubled = 0;
      const reading = log.read({ path: join(log.folder, path) });
      // Kept as numbers: there are many.
      reading.sink.onLine = () => {
        for (const line of reading.sink.lines.splice(0)) {
          const number = Number(line.slice(5, line.indexOf(' ', 5)));
          if (seen.has(number)) doubled++;
          seen.add(number);
        }
        reading.sink.positions.length = 0;
      };
      for (let rotation = 0; rotation < rotations; rotation++) {
        // A name of each second is that of one file only.
        await new Promise((resolve) => setTimeout(resolve, path === '*.log' ? 1000 : 250));
        await logrotate(configuration, join(log.folder, 'state'));
      }
      const told = once(writer, 'message');
      writer.send('stop');
      const [written] = (await told) as [number];
      await until(() => seen.size >= written, 20_000);
      await quiet();
      t.diagnostic(`${written} lines`);
      assert.deepEqual([seen.size, doubled], [written, 0]);
      assert.ok(reading.kinds.filter((kind) => kind === 'rotated').length >= rotations / 2);
    });
  }
});
