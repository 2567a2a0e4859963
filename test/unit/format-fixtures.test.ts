/**
 * Formats, line by line: a folder of test/fixtures/formats for each, and for each variant of one (NAME.VARIANT), with
 * lines.log, their events.json and, where it takes some, options.json.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parseConfig } from '#libs/config/load.ts';
import { fileSchema } from '#libs/config/service-config.ts';
import { type Prefix, parsePrefix } from '#libs/domain/prefix.ts';
import { collectorConfig } from '#services/collector/config.ts';
import { detectFormat, openFormat } from '#services/collector/formats/auto.ts';
import { FORMATS } from '#services/collector/formats/formats.ts';
import { decisionConfig } from '#services/decision/config.ts';
import { eventOf, linesOf } from '../support/events.ts';

const FIXTURES = new URL('../fixtures/formats/', import.meta.url);
const PAGES = new URL('../../docs/formats/', import.meta.url);

interface Fixture {
  readonly folder: string;
  readonly format: string;
  readonly trustedProxies: readonly Prefix[];
  readonly timeZone?: string;
  readonly lines: readonly Buffer[];
  readonly events: readonly Readonly<Record<string, unknown>>[];
}

function readFixture(folder: string): Fixture {
  const file = (name: string) => new URL(`${folder}/${name}`, FIXTURES);
  const options = existsSync(file('options.json'))
    ? JSON.parse(readFileSync(file('options.json'), 'utf8'))
    : {};
  return {
    folder,
    format: folder.split('.')[0],
    ...options,
    trustedProxies: (options.trustedProxies ?? []).map(parsePrefix),
    lines: linesOf(readFileSync(file('lines.log'))),
    events: JSON.parse(readFileSync(file('events.json'), 'utf8')),
  };
}

const fixtures = readdirSync(FIXTURES, { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .map(({ name }) => readFixture(name));

describe('the lines of', () => {
  for (const { folder, lines, events, ...spec } of fixtures) {
    it(`${folder} are their events`, () => {
      const format = openFormat(spec, spec);
      assert.equal(lines.length, events.length);
      for (const [i, line] of lines.entries()) {
        assert.deepEqual(eventOf(format, line), events[i], `line ${i + 1}: ${line.toString('latin1')}`);
      }
      assert.ok(events.some(({ malformed }) => malformed === undefined));
    });
  }
});

describe('auto', () => {
  // What has no name of its own can't be recognised; Apache's lines are taken for combined, with the same events.
  for (const { folder, format, lines, events, timeZone } of fixtures) {
    if (format.includes('$') || format === 'apache') continue;
    it(`recognises ${folder}`, () => {
      const auto = openFormat({ format: 'auto' }, timeZone === undefined ? {} : { timeZone });
      const read = lines.map((line) => eventOf(auto, line));
      assert.equal(auto.name, format);
      for (const [i, event] of events.entries()) {
        if (event.malformed === undefined) assert.deepEqual(read[i], event);
        else assert.ok(read[i].malformed, `line ${i + 1}`);
      }
      const good = lines.filter((_, i) => events[i].malformed === undefined);
      assert.equal(
        detectFormat(Buffer.concat(good.map((line) => Buffer.concat([line, Buffer.from('\n')]))))?.format,
        format,
      );
    });
  }
});

describe('each format', () => {
  it('has lines with expected events', () => {
    const named = new Set(fixtures.map(({ folder }) => folder.split('.')[0]));
    assert.deepEqual(
      FORMATS.filter((name) => name !== 'auto' && !named.has(name)),
      [],
    );
  });

  it('has a page with what to paste into the server', () => {
    for (const name of FORMATS) {
      if (name === 'auto') continue;
      const text = readFileSync(new URL(`${name}.md`, PAGES), 'utf8');
      assert.match(text, /^```/m, name);
      assert.ok(text.includes(`format: ${name}`), name);
    }
  });

  it('and every page shows configurations of Weir that are valid', () => {
    for (const page of readdirSync(PAGES)) {
      const text = readFileSync(new URL(page, PAGES), 'utf8');
      const blocks = [...text.matchAll(/^```yaml\n(collector:.*?)^```/gms)].map(([, block]) => block);
      assert.ok(blocks.length > 0, page);
      for (const block of blocks) {
        parseConfig(block, page, fileSchema('collector', collectorConfig));
        parseConfig(block, page, fileSchema('decision', decisionConfig));
      }
    }
  });
});
