/** Who may import whom, and the rules of style that a machine can check. */
import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, it } from 'node:test';

const ROOT = resolve(import.meta.dirname, '..');

/** What each library may import besides itself: only those above it, so that dependencies point one way. */
const LIBS: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  errors: [],
  clock: [],
  disk: [],
  config: ['domain', 'errors', 'clock'],
  telemetry: ['errors'],
  wire: ['domain', 'errors'],
  bus: ['errors', 'clock', 'telemetry'],
  cluster: ['domain', 'errors', 'clock', 'config', 'telemetry', 'bus'],
  actor: ['domain', 'errors', 'clock', 'telemetry', 'bus', 'cluster'],
  audit: ['clock', 'bus', 'cluster'],
  match: ['domain', 'errors', 'wire'],
  sketch: ['domain'],
  collection: ['domain', 'errors', 'config', 'wire', 'match'],
  detect: ['domain', 'errors', 'wire', 'actor', 'match', 'sketch', 'collection'],
  session: ['domain', 'errors', 'wire', 'actor', 'match', 'detect', 'sketch'],
  ledger: ['domain'],
  rpc: ['errors', 'clock', 'telemetry'],
  scenario: ['domain', 'errors', 'wire', 'actor', 'match', 'detect', 'session'],
  language: ['domain', 'errors', 'config', 'match', 'collection', 'detect', 'scenario'],
  catalog: ['domain', 'errors', 'clock', 'bus', 'cluster', 'match', 'scenario', 'language'],
  secrule: ['domain', 'errors', 'config', 'match', 'collection', 'scenario'],
  service: ['domain', 'errors', 'clock', 'disk', 'config', 'telemetry', 'bus', 'cluster'],
  analysis: [
    ...['domain', 'errors', 'clock', 'config', 'telemetry', 'wire', 'bus', 'cluster', 'actor', 'scenario'],
    ...['session', 'catalog', 'service'],
  ],
  sdk: [
    ...['domain', 'errors', 'config', 'wire', 'bus', 'cluster', 'actor', 'match', 'detect', 'session'],
    ...['scenario', 'language', 'service', 'analysis'],
  ],
};

/** Services that put others together. */
const ROOTS = ['standalone', 'cli'];

/** Packages that only these folders may import: behind a port, or where their cost is known. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@nats-io/': ['libs/bus/nats/'],
  '@opentelemetry/': ['libs/telemetry/'],
  pino: ['libs/telemetry/'],
  '@grpc/grpc-js': ['libs/rpc/'],
  re2js: ['libs/match/'],
  '@marcbachmann/cel-js': ['libs/language/'],
  yaml: ['libs/config/', 'libs/language/', 'services/standalone/stack/'],
  nodemailer: ['services/decision/notifications/'],
  rxjs: ['libs/scenario/', 'libs/analysis/'],
  'csv-parse': ['services/cli/lists/'],
  'mmdb-lib': ['services/decision/asn/'],
};

const LINES_MAX = 350;
const MAIN_LINES_MAX = 60;
/** Where chance and the machine's time come from. */
const CLOCK = 'libs/clock/';
const DIRECT = /(?<!\.)\b(Date\.now|setTimeout|setInterval|setImmediate|Math\.random)\(/;
/** Operators that keep a timer or a subject for each key. */
const OPERATORS = /(?<!\.)\b(groupBy|bufferTime|debounceTime|windowTime)\b/;
const EMPTY_NAMES = /manager|util|helper|common/i;

interface Source {
  /** From the root, such as `libs/wire/batch.ts`. */
  readonly file: string;
  readonly text: string;
  /** Specifiers as written, relative and `#` ones as files from the root. */
  readonly imports: readonly string[];
}

function readSource(file: string): Source {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return { file, text, imports: specifiersOf(text).map((specifier) => resolved(specifier, file)) };
}

/** Specifiers of all imports and re-exports, static and dynamic, of types too. */
function specifiersOf(text: string): string[] {
  const statements = /^(?:import|export)\b[^;']*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;
  return [...text.matchAll(statements)].map(([, from, bare, dynamic]) => from ?? bare ?? dynamic);
}

function resolved(specifier: string, file: string): string {
  if (specifier.startsWith('.')) return relative(ROOT, resolve(ROOT, dirname(file), specifier));
  return /^#(libs|services)\//.test(specifier) ? specifier.slice(1) : specifier;
}

const sources = ['libs', 'services', 'scenarios'].flatMap((folder) =>
  globSync(`${folder}/**/*.ts`, { cwd: ROOT }).sort().map(readSource),
);
const code = sources.filter(({ file }) => !file.startsWith('scenarios/'));

/** The second part of `libs/wire/batch.ts` when its first is `libs`; else undefined. */
function partOf(file: string, folder: 'libs' | 'services'): string | undefined {
  const [first, second] = file.split('/');
  return first === folder ? second : undefined;
}

/** Asserts that no import is one that `wrong` names a reason against. */
function noImport(wrong: (from: string, to: string) => boolean): void {
  const found = sources.flatMap(({ file, imports }) =>
    imports.filter((to) => wrong(file, to)).map((to) => `${file} imports ${to}`),
  );
  assert.deepEqual(found, []);
}

describe('the walker', () => {
  it('sees every form of import', () => {
    const text = [
      `import { a } from 'a';`,
      `import type { B,\n  C } from 'b';`,
      `export * from './c.ts';`,
      `import 'd';`,
      `const e = await import('e');`,
      `// import { f } from 'f';`,
    ];
    assert.deepEqual(specifiersOf(text.join('\n')), ['a', 'b', './c.ts', 'd', 'e']);
  });

  it('finds the code and what it imports', () => {
    assert.ok(sources.length > 100, `${sources.length} files`);
    const batch = sources.find(({ file }) => file === 'libs/wire/batch.ts');
    assert.deepEqual(
      ['#proto', 'libs/domain/address.ts', 'libs/wire/text-column.ts'].filter(
        (each) => !batch?.imports.includes(each),
      ),
      [],
    );
  });
});

describe('dependencies point one way', () => {
  it('each library has a line in the table, which names only libraries above it', () => {
    const folders = readdirSync(join(ROOT, 'libs')).sort();
    assert.deepEqual(folders, Object.keys(LIBS).sort());
    const order = Object.keys(LIBS);
    for (const [lib, others] of Object.entries(LIBS)) {
      for (const other of others) assert.ok(order.indexOf(other) < order.indexOf(lib), `${lib} <- ${other}`);
    }
  });

  it('a library imports what the table allows, and nothing of services and scenarios', () => {
    noImport((from, to) => {
      const lib = partOf(from, 'libs');
      if (lib === undefined) return false;
      if (/^(services|scenarios|test)\//.test(to)) return true;
      const other = partOf(to, 'libs');
      return other !== undefined && other !== lib && !LIBS[lib].includes(other);
    });
  });

  it('services know nothing of each other, but for those that put them together', () => {
    noImport((from, to) => {
      const service = partOf(from, 'services');
      const other = partOf(to, 'services');
      if (service === undefined || other === undefined || ROOTS.includes(service)) return false;
      return other !== service;
    });
  });

  it('scenarios import libraries only', () => {
    noImport(
      (from, to) =>
        from.startsWith('scenarios/') && from !== 'scenarios/generate.ts' && !/^(libs|scenarios)\//.test(to),
    );
  });

  it('nothing but tests imports tests', () => {
    noImport((_, to) => to.startsWith('test/'));
  });

  it('a package behind a port is imported in one place', () => {
    noImport((from, to) =>
      Object.entries(PACKAGES).some(
        ([name, folders]) =>
          (name.endsWith('/') ? to.startsWith(name) : to === name || to.startsWith(`${name}/`)) &&
          !folders.some((folder) => from.startsWith(folder)),
      ),
    );
  });

  it('generated code is imported by its one name', () => {
    noImport((_, to) => /^(#?)proto\/|protobufjs/.test(to));
  });
});

describe('style', () => {
  const lines = (text: string) => text.split('\n').length - 1;

  function none(files: readonly Source[], wrong: (source: Source) => boolean): void {
    assert.deepEqual(
      files.filter(wrong).map(({ file }) => file),
      [],
    );
  }

  it('time and chance come from the clock library', () => {
    none(code, ({ file, text }) => !file.startsWith(CLOCK) && DIRECT.test(text));
  });

  it('no operator keeps something for each key', () => {
    none(code, ({ text }) => OPERATORS.test(text));
  });

  it('files are short', () => {
    none(code, ({ text }) => lines(text) > LINES_MAX);
  });

  it('the main file of a service only wires', () => {
    const mains = code.filter(({ file }) => /^services\/[\w-]+\/main\.ts$/.test(file));
    assert.ok(mains.length >= 4);
    none(
      mains.filter(({ file }) => !ROOTS.includes(partOf(file, 'services') ?? '')),
      ({ text }) => lines(text) >= MAIN_LINES_MAX,
    );
  });

  it('files are named after what is in them', () => {
    none(sources, ({ file }) => EMPTY_NAMES.test(file));
  });
});
