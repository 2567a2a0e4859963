/** The compose stack is one that docker-compose understands, and names what is there. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { loadConfig } from '#libs/config/load.ts';
import { fileSchema, type Section } from '#libs/config/service-config.ts';
import { analyzerConfig } from '#services/analyzer/config.ts';
import { collectorConfig } from '#services/collector/config.ts';
import { decisionConfig } from '#services/decision/config.ts';
import { enforcerConfig } from '#services/enforcer/config.ts';
import { requirePart } from '../support/parts.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FILE = resolve(ROOT, 'compose.yaml');

interface Compose {
  readonly services: Record<
    string,
    { readonly command?: string[]; readonly volumes?: string[]; readonly image?: string }
  >;
}

const { skip } = await requirePart(async () => {
  const { error } = spawnSync('docker-compose', ['--version']);
  if (error) throw new Error('docker-compose is not installed: apt-get install docker-compose');
});

describe('compose.yaml', () => {
  test('is understood by docker-compose', { skip }, () => {
    const text = execFileSync('docker-compose', ['-f', FILE, 'config'], { encoding: 'utf8' });
    const { services } = parse(text) as Compose;
    assert.deepEqual(Object.keys(services).sort(), [
      'analyzer',
      'collector',
      'decision',
      'enforcer',
      'jaeger',
      'nats',
      'nginx',
    ]);
  });

  test('starts files and mounts files that are there', () => {
    const { services } = parse(readFileSync(FILE, 'utf8'), { merge: true }) as Compose;
    for (const [name, { command = [], volumes = [] }] of Object.entries(services)) {
      for (const file of command.filter((part) => part.startsWith('services/'))) {
        assert.ok(existsSync(resolve(ROOT, file)), `${name}: ${file}`);
      }
      for (const volume of volumes.filter((each) => each.startsWith('./'))) {
        assert.ok(existsSync(resolve(ROOT, volume.split(':')[0])), `${name}: ${volume}`);
      }
    }
  });

  test('its configuration is one that every service takes', () => {
    const file = resolve(ROOT, 'deploy/compose/weir.yaml');
    const schemas = {
      collector: collectorConfig,
      analyzer: analyzerConfig,
      decision: decisionConfig,
      enforcer: enforcerConfig,
    };
    for (const [section, schema] of Object.entries(schemas)) {
      assert.doesNotThrow(() => loadConfig(file, fileSchema(section as Section, schema)), section);
    }
  });
});
