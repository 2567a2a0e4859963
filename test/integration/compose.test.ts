/** The compose stack is one that docker-compose understands, and names what is there. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { analysisSettings } from '#libs/analysis/settings.ts';
import { loadConfig } from '#libs/config/load.ts';
import { fileSchema, type Section } from '#libs/config/service-config.ts';
import { analyzerConfig } from '#services/analyzer/config.ts';
import { collectorConfig } from '#services/collector/config.ts';
import { decisionConfig } from '#services/decision/config.ts';
import { enforcerConfig } from '#services/enforcer/config.ts';
import { OWN_ANALYZERS } from '../compose/own-analyzers.ts';
import { requirePart } from '../support/parts.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FILE = resolve(ROOT, 'compose.yaml');

/** Of one machine, and of the cluster. */
const CONFIGURATIONS = ['./deploy/compose', './deploy/compose/cluster'];

interface Compose {
  readonly services: Record<
    string,
    {
      readonly command?: string[];
      readonly volumes?: string[];
      readonly read_only?: boolean;
      readonly cap_drop?: string[];
      readonly security_opt?: string[];
      readonly mem_limit?: string;
      readonly restart?: string;
      readonly healthcheck?: unknown;
      readonly ports?: string[];
    }
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
    const copies = { analyzer: 3, collector: 2, decision: 2, enforcer: 2, jaeger: 1, nats: 3, nginx: 2 };
    const names = Object.entries(copies).flatMap(([name, count]) =>
      Array.from({ length: count }, (_, i) => (i === 0 ? name : `${name}-${i + 1}`)),
    );
    assert.deepEqual(Object.keys(services).sort(), [...names, ...OWN_ANALYZERS].sort());
  });

  test('starts files and mounts files that are there', () => {
    const { services } = parse(readFileSync(FILE, 'utf8'), { merge: true }) as Compose;
    for (const [name, { command = [], volumes = [] }] of Object.entries(services)) {
      for (const file of command.filter((part) => part.startsWith('services/'))) {
        assert.ok(existsSync(resolve(ROOT, file)), `${name}: ${file}`);
      }
      for (const configuration of CONFIGURATIONS) {
        const files = volumes.map((each) => each.replace('${WEIR_CONFIG:-./deploy/compose}', configuration));
        for (const file of files.filter((each) => each.startsWith('./'))) {
          assert.ok(existsSync(resolve(ROOT, file.split(':')[0])), `${name}: ${file}`);
        }
      }
    }
  });

  test('gives no container more than it needs', () => {
    const { services } = parse(readFileSync(FILE, 'utf8'), { merge: true }) as Compose;
    for (const [name, service] of Object.entries(services)) {
      assert.equal(service.read_only, true, name);
      assert.deepEqual(service.cap_drop, ['ALL'], name);
      assert.deepEqual(service.security_opt, ['no-new-privileges:true'], name);
      assert.match(service.mem_limit ?? '', /^\d+[mg]$/, name);
      assert.equal(service.restart, 'unless-stopped', name);
      if (name !== 'jaeger') assert.ok(service.healthcheck, name);
      for (const port of service.ports ?? []) assert.match(port, /^127\.0\.0\.1:/, name);
    }
  });

  test('its configurations are ones that every service takes', () => {
    const schemas = {
      collector: collectorConfig,
      analyzer: analyzerConfig,
      decision: decisionConfig,
      enforcer: enforcerConfig,
      ...Object.fromEntries(OWN_ANALYZERS.map((name) => [`analyzers.${name}`, analysisSettings(name)])),
    };
    for (const configuration of CONFIGURATIONS) {
      const file = resolve(ROOT, configuration, 'weir.yaml');
      for (const [section, schema] of Object.entries(schemas)) {
        assert.doesNotThrow(() => loadConfig(file, fileSchema(section as Section, schema)), section);
      }
    }
  });
});
