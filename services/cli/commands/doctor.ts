/** `weir doctor`: what is missing or wrong here, and the command that mends it. */
import { accessSync, constants, existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { styleText } from 'node:util';
import { Command } from 'commander';
import { SystemClock } from '#libs/clock/system.ts';
import { loadConfig } from '#libs/config/load.ts';
import { fileSchema } from '#libs/config/service-config.ts';
import { messageOf } from '#libs/errors/weir-error.ts';
import { ControlPlane } from '#libs/rpc/client.ts';
import type { weir } from '#proto';
import { collectorConfig, type SourceConfig } from '#services/collector/config.ts';
import { isPattern } from '#services/collector/sources/file/matching-files.ts';
import { natsPart, nginxPart } from '#services/standalone/parts/parts.ts';
import { isListening } from '#services/standalone/stack/ports.ts';
import { findEndpoint, runningStack } from '../endpoint.ts';
import { gapsOf } from './status.ts';

/** How one thing is. */
interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'note' | 'wrong';
  readonly detail: string;
  /** The command, or the change, that mends it. */
  readonly mend?: string;
}

const OPEN_FILES_MIN = 1024;
const INOTIFY_MIN = 128;
const WATCHES_MIN = 8192;
const NGINX_PORT = 8080;

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('what is missing or wrong here, and the command that mends it')
    .option('--config <file>', 'also look at what this configuration names')
    .option('--json', 'one JSON object', false)
    .action(async (_, command: Command) => {
      const { config, json } = command.opts<{ config?: string; json: boolean }>();
      const findings = [
        nodeVersion(),
        await part('nats-server', natsPart),
        await part('nginx with Lua', nginxPart),
        openFiles(),
        ...inotify(),
        cacheFolder(),
        await nginxPort(),
        ...(config === undefined ? [] : sources(config)),
        ...(await runningServices(command)),
      ];
      const wrong = findings.filter(({ state }) => state === 'wrong').length;
      if (json) process.stdout.write(`${JSON.stringify({ wrong, findings })}\n`);
      else process.stdout.write(`${findings.map(line).join('\n')}\n`);
      process.exitCode = wrong > 0 ? 1 : 0;
    });
}

function line({ what, state, detail, mend }: Finding): string {
  const mark = {
    ok: styleText('green', 'ok   '),
    note: styleText('yellow', 'note '),
    wrong: styleText('red', 'wrong'),
  };
  return `${mark[state]} ${what}: ${detail}${mend === undefined ? '' : `\n      ${mend}`}`;
}

function nodeVersion(): Finding {
  const what = 'Node';
  const major = Number(process.versions.node.split('.', 1)[0]);
  return major >= 24
    ? { what, state: 'ok', detail: process.version }
    : { what, state: 'wrong', detail: `${process.version}; 24 is needed`, mend: 'npm ci' };
}

async function part(
  what: string,
  find: () => Promise<{ binary: string; version: string }>,
): Promise<Finding> {
  try {
    const { binary, version } = await find();
    return { what, state: 'ok', detail: `${version} (${binary})` };
  } catch (error) {
    const [detail, ...mend] = messageOf(error).split('; ');
    return { what, state: 'wrong', detail, mend: mend.join('; ') };
  }
}

function openFiles(): Finding {
  const what = 'open files';
  const limit = Number(/^Max open files\s+(\d+)/m.exec(readOr('/proc/self/limits', ''))?.[1] ?? Number.NaN);
  if (Number.isNaN(limit)) return { what, state: 'note', detail: 'the limit can’t be read here' };
  return limit >= OPEN_FILES_MIN
    ? { what, state: 'ok', detail: `up to ${limit}` }
    : { what, state: 'wrong', detail: `only ${limit}`, mend: `ulimit -n ${OPEN_FILES_MIN}` };
}

/** Without inotify a log is still looked at ten times a second. */
function inotify(): Finding[] {
  return (
    [
      ['max_user_instances', INOTIFY_MIN],
      ['max_user_watches', WATCHES_MIN],
    ] as const
  ).map(([name, min]): Finding => {
    const what = `inotify ${name}`;
    const value = Number(readOr(`/proc/sys/fs/inotify/${name}`, 'NaN'));
    if (Number.isNaN(value))
      return { what, state: 'note', detail: 'not to be had here: logs are looked at every 100 ms' };
    return value >= min
      ? { what, state: 'ok', detail: String(value) }
      : { what, state: 'note', detail: `only ${value}`, mend: `sudo sysctl fs.inotify.${name}=${min}` };
  });
}

function cacheFolder(): Finding {
  const what = 'folder for what runs';
  const folder = resolve(import.meta.dirname, '../../../.weir');
  const place = existsSync(folder) ? folder : dirname(folder);
  try {
    accessSync(place, constants.W_OK);
    return { what, state: 'ok', detail: folder };
  } catch {
    const mend = `sudo chown -R "$USER" ${JSON.stringify(place)}`;
    return { what, state: 'wrong', detail: `${place} can’t be written to`, mend };
  }
}

async function nginxPort(): Promise<Finding> {
  const what = `port ${NGINX_PORT}`;
  const taken = await isListening(NGINX_PORT);
  if (!taken) return { what, state: 'ok', detail: 'free for npm start' };
  if (runningStack()) return { what, state: 'ok', detail: 'used by the stack that runs here' };
  return { what, state: 'note', detail: 'somebody listens there', mend: 'npm start -- --port 8081' };
}

/** What the collector of a configuration would read. */
function sources(file: string): Finding[] {
  try {
    const { own } = loadConfig(file, fileSchema('collector', collectorConfig));
    return [
      { what: file, state: 'ok', detail: `${own.sources.length} sources` },
      ...own.sources.flatMap(source),
    ];
  } catch (error) {
    return [
      { what: file, state: 'wrong', detail: error instanceof Error ? error.message : messageOf(error) },
    ];
  }
}

function source(config: SourceConfig): Finding[] {
  const what = `source ${config.name}`;
  if (config.type === 'syslog' || config.type === 'http' || config.type === 'grpc') {
    const { host, port } = config.listen;
    const by = config.type === 'syslog' ? `syslog, ${config.transport}` : config.type;
    return [{ what, state: 'ok', detail: `${by}, ${host} port ${port}` }];
  }
  const { path } = config;
  const matches = config.type === 'file' && isPattern(path) ? globSync(path) : [];
  return (matches.length > 0 ? matches : [path]).map((each) => readable(what, each));
}

function readable(what: string, path: string): Finding {
  if (!existsSync(path))
    return { what, state: 'note', detail: `${path} does not exist yet: it is waited for` };
  try {
    accessSync(path, constants.R_OK);
    return { what, state: 'ok', detail: `${path}, ${statSync(path).size} bytes` };
  } catch {
    const mend = `sudo setfacl -m u:${process.env.USER ?? 'weir'}:r ${JSON.stringify(path)}`;
    return { what, state: 'wrong', detail: `${path} can’t be read`, mend };
  }
}

/** Whether each replica of the decision service answers, and what the first that does says of the whole. */
async function runningServices(command: Command): Promise<Finding[]> {
  const { addresses } = findEndpoint(command);
  const findings: Finding[] = [];
  let whole: Finding[] | undefined;
  for (const address of addresses) {
    const what = `stack at ${address}`;
    const plane = new ControlPlane([address], new SystemClock());
    try {
      const { services } = await plane.status();
      findings.push({ what, state: 'ok', detail: services.map(({ service }) => service).join(', ') });
      whole ??= troubles(services);
    } catch (error) {
      if (addresses.length > 1) {
        const mend = 'start it again, or leave it out of --address and enforcer.decision';
        findings.push({ what, state: 'wrong', detail: messageOf(error), mend });
      } else if (runningStack()) {
        findings.push({ what, state: 'wrong', detail: messageOf(error), mend: 'npm start' });
      } else findings.push({ what, state: 'note', detail: 'nothing runs there', mend: 'npm start' });
    } finally {
      plane.close();
    }
  }
  return [...findings, ...(whole ?? [])];
}

/** What services say is wrong, and which scenarios can't work with which source. */
function troubles(services: readonly weir.v1.ServiceStatus.$Properties[]): Finding[] {
  const alarms = services.flatMap(({ instance, alarms: own }) =>
    (own ?? []).map((alarm): Finding => ({ what: instance ?? '', state: 'wrong', detail: alarm })),
  );
  const gaps = gapsOf(services)
    .filter(({ lacks }) => lacks.length > 0)
    .map(
      ({ source: name, scenario, lacks }): Finding => ({
        what: `source ${name}`,
        state: 'note',
        detail: `${scenario} can’t fire: its format has no ${lacks.join(', ')}`,
        mend: 'log these fields too: see "Your own logs" in README.md',
      }),
    );
  return [...alarms, ...gaps];
}

function readOr(file: string, otherwise: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return otherwise;
  }
}
