/** Makes proto/generated from the .proto files; with --check, tells whether it is up to date. */
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const here = import.meta.dirname;
const generated = join(here, 'generated');
const FILES = ['weir.js', 'weir.d.ts'];

function generate(folder: string): void {
  const options = [
    '--target static-module --wrap esm --dts --alt-comment',
    '--no-verify --no-convert --no-delimited --no-typeurl --no-service --no-create',
  ];
  const protos = globSync('weir/**/*.proto', { cwd: here }).sort();
  const args = [...options.join(' ').split(' '), '--path', '.', '--out', join(folder, 'weir.js'), ...protos];
  const pbjs = resolve(here, '../node_modules/.bin/pbjs');
  const { status, stderr } = spawnSync(pbjs, args, { cwd: here, encoding: 'utf8' });
  if (status !== 0) throw new Error(`pbjs: ${stderr}`);
}

if (process.argv.includes('--check')) {
  const folder = mkdtempSync(join(tmpdir(), 'weir-proto-'));
  try {
    generate(folder);
    const stale = FILES.filter(
      (file) => readFileSync(join(folder, file), 'utf8') !== readFileSync(join(generated, file), 'utf8'),
    );
    if (stale.length > 0) {
      console.error(
        `${stale.join(', ')} in proto/generated differ from the .proto files; run: npm run generate`,
      );
      process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
} else generate(generated);
