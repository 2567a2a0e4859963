/** What docs/sources.md shows has to work. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { collectorConfig } from '#services/collector/config.ts';

const text = readFileSync(resolve(import.meta.dirname, '../../docs/sources.md'), 'utf8');

describe('the documentation of sources', () => {
  const yaml = /^```yaml\n([\s\S]*?)^```$/m.exec(text)?.[1] ?? '';
  const { sources } = collectorConfig.parse(parse(yaml).collector);

  it('has a configuration that is taken, with a source of each kind that it tells of', () => {
    const [, ...kinds] = [...text.matchAll(/^\| `(\w+)`.* \| .* \| .* \| .* \|$/gm)].map(([, word]) => word);
    assert.ok(kinds.length >= 4);
    assert.deepEqual(new Set(sources.map(({ type }) => type)), new Set(kinds));
  });

  it('tells of every setting of each kind', () => {
    const common = ['name', 'type', 'format', 'keys', 'trustedProxies'];
    for (const source of sources) {
      const section = text.split(/^## /m).find((each) => each.startsWith(`${source.type}\n`)) ?? '';
      for (const setting of Object.keys(source).filter((key) => !common.includes(key)))
        assert.ok(section.includes(`\`${setting}\``), `${source.type}: ${setting}`);
    }
  });
});
