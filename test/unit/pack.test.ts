import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { loadPack, type ReadPack, readPack } from '#libs/language/pack.ts';
import { failing } from '../support/failures.ts';
import { temporaryFolder } from '../support/folder.ts';
import { jsonLines, runFile } from '../support/run.ts';

const scenario = (name: string, when = 'status == 404') =>
  `name: ${name}\ndescription: It finds something.\nsource: http\nwhen: ${when}\nkey: [client.ip]\ndetect: { each: {} }\nseverity: low\n`;

type Test = Parameters<typeof temporaryFolder>[0];

/** A folder with these files. */
function folderOf(test: Test, files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder(test);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const names = ({ pack }: ReadPack) => pack.scenarios.map(({ name }) => name);
const messages = ({ problems }: ReadPack, folder: string) =>
  problems.map(({ level, file, message }) => `${level} ${file.slice(folder.length + 1)}: ${message}`);

describe('a pack', () => {
  it('is the scenarios of a folder, with their tests and the lists they name', (t) => {
    const folder = folderOf(t, {
      'b.yaml': scenario('b', `path in list('known-bad')`),
      'a.yaml': scenario('a'),
      'a.test.yaml': '[]',
      'lists/known-bad.txt': '/a\n/b\n',
      'lists/notes.md': 'not a list',
      'schema.json': '{}',
    });
    const { files, lists, scenarios } = loadPack(folder);
    assert.deepEqual(
      files.map(({ file, tests }) => [file, tests]),
      [
        [join(folder, 'a.yaml'), join(folder, 'a.test.yaml')],
        [join(folder, 'b.yaml'), undefined],
      ],
    );
    assert.deepEqual([...lists.keys()], ['known-bad']);
    const list = lists.get('known-bad');
    assert.ok(list?.kind === 'texts' && list.has('/b') && !list.has('/c'));
    assert.deepEqual(scenarios[1].when, { op: 'list', field: 'path', list: 'known-bad' });
  });

  it('can lie over another: of the same name the last one counts, for lists too', (t) => {
    const lower = folderOf(t, {
      'a.yaml': scenario('a'),
      'a.test.yaml': '[]',
      'b.yaml': scenario('b', `path in list('x')`),
      'lists/x.txt': 'lower',
    });
    const upper = folderOf(t, {
      'a.yaml': scenario('a', 'status == 500'),
      'c.yaml': scenario('c', `path in list('x')`),
      'lists/x.txt': 'upper',
    });
    const { files, texts } = loadPack(lower, upper);
    assert.deepEqual(
      files.map(({ file }) => file),
      [join(upper, 'a.yaml'), join(lower, 'b.yaml'), join(upper, 'c.yaml')],
    );
    assert.equal(files[0].tests, undefined);
    assert.equal(texts.lists.get('x')?.text, 'upper');
  });

  it('tells what is wrong with any of its files, and has the others', (t) => {
    const folder = folderOf(t, {
      'a.yaml': scenario('a'),
      'b.yaml': scenario('c'),
      'd.yaml': scenario('d', 'foo'),
      'e.yml': scenario('e'),
      'f.test.yaml': '[]',
      'lists/Known Bad.txt': '',
    });
    const read = readPack(folder);
    assert.deepEqual(names(read), ['a']);
    assert.deepEqual(
      messages(read, folder).map((each) => each.slice(0, 60)),
      [
        'error e.yml: scenarios end in .yaml; rename it',
        'error f.test.yaml: these are tests of f.yaml, which is not t',
        'error lists/Known Bad.txt: lists are named by lower-case words',
        'error b.yaml: name: the file is called b.yaml; name and file',
        'error d.yaml: when: there is no field "foo"; fields are host',
      ].map((each) => each.slice(0, 60)),
    );
    assert.throws(
      () => loadPack(folder),
      failing('config', /b\.yaml:1:7: error: name: [\s\S]*d\.yaml:4:7: /),
    );
  });

  it('leaves out scenarios whose lists can’t be read, and tells where that is', (t) => {
    const folder = folderOf(t, {
      'a.yaml': scenario('a', `client.ip in list('x')`),
      'b.yaml': scenario('b', `static || !(client.ip in list('x'))`),
      'c.yaml': scenario('c', `client.ip in list('y')`),
      'd.yaml': scenario('d', `path in list('y')`),
      'lists/x.txt': '192.0.2.7\n/a',
      'lists/y.txt': '192.0.2.7',
      'lists/unused.txt': '/',
    });
    const read = readPack(folder);
    assert.deepEqual(names(read), ['c']);
    assert.deepEqual([...read.pack.lists.keys()], ['y']);
    assert.deepEqual(messages(read, folder), [
      'error lists/x.txt: "/a" is no address or prefix, such as 192.0.2.7 or 2001:db8::/32',
      'error lists/y.txt: addresses and texts are looked up in this list; make two of it',
    ]);
    assert.deepEqual([read.problems[0].line, read.problems[1].line], [2, 1]);
  });

  it('that can’t be read is named', (t) => {
    const missing = join(temporaryFolder(t), 'no');
    assert.throws(() => loadPack(missing), failing('config', /no:1:1: error: can't be read: ENOENT/));
  });
});

describe('weir scenarios validate', () => {
  const validate = (...args: string[]) => runFile('services/cli/main.ts', ['scenarios', 'validate', ...args]);

  it('shows problems with their place and ends with 1 when there are errors', async (t) => {
    const folder = folderOf(t, {
      'a.yaml': scenario('a', `method == 'get'`),
      'b.yaml': scenario('b', 'statuss == 404'),
    });
    const { code, stdout } = await validate(folder);
    assert.equal(code, 1);
    assert.match(stdout, /a\.yaml:4:17: warning: .*\n +4 \| when: method == 'get'\n +\| +\^{5}\n/);
    assert.match(stdout, /b\.yaml:4:7: error: .*did you mean "status"\?\n/);
    assert.match(stdout, /^1 scenario without errors; 1 error, 1 warning\n$/m);
  });

  it('takes single files, and ends with 0 when there are warnings only', async (t) => {
    const folder = folderOf(t, {
      'a.yaml': scenario('a', `method == 'get' && path in list('x')`),
      'b.yaml': scenario('b', 'statuss == 404'),
      'lists/x.txt': '',
    });
    const { code, stdout } = await validate(join(folder, 'a.yaml'), '--json');
    assert.equal(code, 0);
    const [problem, summary] = jsonLines<Record<string, unknown>>(stdout);
    assert.deepEqual(
      [problem.type, problem.level, problem.file, problem.line, problem.column],
      ['problem', 'warning', join(folder, 'a.yaml'), 4, 17],
    );
    assert.deepEqual(summary, { type: 'summary', scenarios: 1, errors: 0, warnings: 1 });
  });

  it('names what is no scenario', async (t) => {
    const folder = folderOf(t, { 'a.test.yaml': '[]' });
    const wrong = await validate(join(folder, 'a.test.yaml'));
    assert.deepEqual([wrong.code, wrong.stdout], [65, '']);
    assert.match(wrong.stderr, /a\.test\.yaml is no scenario; scenarios are called NAME\.yaml/);
    const missing = await validate(join(folder, 'b.yaml'));
    assert.deepEqual([missing.code, missing.stdout], [66, '']);
  });
});
