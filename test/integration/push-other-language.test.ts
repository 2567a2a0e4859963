/** Events that a program in another language pushes: the contracts of proto/ are all that it needs. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { decodeBatch } from '#libs/wire/batch.ts';
import { START_MS, words } from '../support/batches.ts';
import { temporaryFolder } from '../support/folder.ts';
import { GrpcServing } from '../support/grpc-serving.ts';
import { requirePart } from '../support/parts.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Debian's, which has the libraries that its packages bring. */
const PYTHON = '/usr/bin/python3';
const PROTOS = ['weir/v1/event.proto', 'weir/v1/ingest.proto'];
const PATIENCE_MS = 30_000;
const EVENTS = 12_345;

const { skip } = await requirePart(async () => {
  execFileSync(PYTHON, ['-c', 'import google.protobuf, grpc'], { stdio: 'pipe' });
  execFileSync('protoc', ['--version'], { stdio: 'pipe' });
});

describe('a client of Ingest in Python', { skip }, () => {
  it('has all of its events taken', async (t) => {
    const generated = temporaryFolder(t);
    execFileSync('protoc', ['-I', join(ROOT, 'proto'), `--python_out=${generated}`, ...PROTOS]);
    const served = await GrpcServing.open();
    t.after(() => served.close());
    const paths = [generated, process.env.PYTHONPATH ?? ''].join(':');
    const child = spawn(PYTHON, [join(ROOT, 'docs/examples/push_events.py'), `127.0.0.1:${served.port}`], {
      env: { ...process.env, PYTHONPATH: paths },
      stdio: ['pipe', 'pipe', 'inherit'],
      timeout: PATIENCE_MS,
    });
    let told = '';
    child.stdout.on('data', (chunk) => {
      told += chunk;
    });
    const lines = Array.from({ length: EVENTS }, (_, i) =>
      JSON.stringify({ time: START_MS / 1000, ip: i % 2 ? '2001:db8::1' : '198.51.100.7', path: `/é/${i}` }),
    );
    child.stdin.end(`${lines.join('\n')}\n`);
    const [code] = await once(child, 'exit');
    assert.deepEqual([code, told], [0, `${Math.ceil(EVENTS / 500)} batches are safe\n`]);
    const expected = Array.from({ length: EVENTS }, (_, i) => `/é/${i}`);
    assert.deepEqual(served.paths.sort(), expected.sort());
    const addresses = new Set(
      served.collecting.sent.flatMap(({ bytes }) => {
        const { rows, address } = decodeBatch(bytes);
        return Array.from({ length: rows }, (_, row) => address.subarray(4 * row, 4 * row + 4).join(' '));
      }),
    );
    assert.deepEqual(addresses, new Set([words('198.51.100.7').join(' '), words('2001:db8::1').join(' ')]));
  });
});
