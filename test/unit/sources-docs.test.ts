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

  it('has a configuration that is taken', () => {
    assert.deepEqual(
      sources.map(({ type, name }) => `${type} ${name}`),
      ['file sites', 'syslog edge', 'syslog relay', 'http shippers', 'pipe fifo'],
    );
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
