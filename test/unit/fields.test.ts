import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { baseField, decoded, derivationOf, extension, textColumnOf } from '#libs/match/fields.ts';
import { wholeText } from '../support/arbitraries.ts';

describe('decoded text', () => {
  const cases: readonly (readonly [raw: string, expected: string])[] = [
    ['', ''],
    ['/Admin', '/admin'],
    ['/%2e%2E/etc/passwd', '/../etc/passwd'],
    // Twice is a common disguise; three times is none that a server undoes.
    ['/%252e%252e/', '/../'],
    ['/%25252e/', '/%2e/'],
    ['a+b%2Bc', 'a b+c'],
    ['..\\..\\win.ini', '../../win.ini'],
    ['%5c%5C', '//'],
    ['100%', '100%'],
    ['%', '%'],
    ['%2', '%2'],
    ['%zz%41', '%zza'],
    ['%%34%31', 'a'],
    ['%00', '\0'],
    ['%C3%A9', '\u00e3\u00a9'],
    ['%e2\u20ac', '\u00e2\u20ac'],
    ['${JNDI:ldap', '${jndi:ldap'],
  ];
  for (const [raw, expected] of cases) {
    it(`${JSON.stringify(raw)} is ${JSON.stringify(expected)}`, () => assert.equal(decoded(raw), expected));
  }

  it('is what undoing each escape, twice, gives', () => {
    const piece = fc.constantFrom('%', '25', '2', '41', 'a', 'F', '+', '\\', '/', '%25', '%41', '%5c');
    const raw = fc.oneof(
      fc.array(piece, { maxLength: 10 }).map((all) => all.join('')),
      wholeText,
    );
    const once = (text: string) =>
      text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
    fc.assert(
      fc.property(raw, (text) => {
        const expected = once(once(text.replaceAll('+', ' ')))
          .replaceAll('\\', '/')
          .toLowerCase();
        assert.equal(decoded(text), expected);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the extension of a path', () => {
  const cases: readonly (readonly [path: string, expected: string])[] = [
    ['/a.js', 'js'],
    ['/a.min.JS', 'js'],
    ['/.env', 'env'],
    ['/a', ''],
    ['/a.', ''],
    ['/a.b/c', ''],
    ['/a.b/', ''],
    ['', ''],
    ['a.png', 'png'],
  ];
  for (const [path, expected] of cases) {
    it(`of ${path} is ${JSON.stringify(expected)}`, () => assert.equal(extension(path), expected));
  }
});

describe('a textual field', () => {
  it('knows which field of the event it is made from', () => {
    assert.deepEqual(
      [baseField('path_decoded'), baseField('extension'), baseField('host')],
      ['path', 'path', 'host'],
    );
    assert.equal(textColumnOf('extension'), textColumnOf('path'));
    assert.equal(derivationOf('path'), undefined);
    assert.equal(derivationOf('extension')?.('/a.JS'), 'js');
  });
});
