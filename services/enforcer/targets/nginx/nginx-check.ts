/** Asks an installed nginx what it thinks of the snippets. */
import { execFile } from 'node:child_process';
import { accessSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WeirError } from '#libs/errors/weir-error.ts';
import type { Snippets } from './snippets.ts';

const ANSWER_MS = 10_000;
const OUTPUT_MAX = 16 * 1024 * 1024;
const MODULE_FOLDERS = ['/usr/lib/nginx/modules', '/usr/lib64/nginx/modules', '/etc/nginx/modules'];
/** In the order in which they have to be loaded. */
const MODULES = ['ndk_http_module.so', 'ngx_http_lua_module.so'];
/** Built with Lua, as OpenResty is: nothing to load. */
const WITH_LUA = /--add-module=\S*ngx_lua/;

/** What the nginx that is installed includes now. */
export interface Included {
  readonly http: boolean;
  /** In how many places, `server { }` as a rule. */
  readonly servers: number;
}

/**
 * Has nginx test a configuration that holds nothing but the snippets.
 * @param nginx a program, looked up in PATH when it is a bare name
 * @throws WeirError `missing` when there is no such program, `invalid` with nginx's words when it takes them amiss.
 */
export async function testSnippets(nginx: string, { http, server }: Snippets): Promise<void> {
  const built = await ask(nginx, ['-V']);
  const folder = await mkdtemp(join(tmpdir(), 'weir-setup-'));
  const modules = WITH_LUA.test(built.text) ? [] : MODULES.flatMap((name) => moduleFile(name) ?? []);
  const configuration = `${modules.map((file) => `load_module ${file};\n`).join('')}
pid ${folder}/nginx.pid;
error_log stderr;
events { }
http {
access_log off;
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};\n`).join('')}
${http}
server {
listen unix:${folder}/socket;
${server}
}
}
`;
  try {
    await writeFile(join(folder, 'nginx.conf'), configuration);
    const tested = await ask(nginx, ['-t', '-p', folder, '-c', join(folder, 'nginx.conf')]);
    if (!tested.ok) throw new WeirError('invalid', tested.text.trim());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Undefined when nginx does not show its own configuration: it needs the rights to read it, and it must be sound. */
export async function includedNow(nginx: string): Promise<Included | undefined> {
  const { ok, text } = await ask(nginx, ['-T']);
  if (!ok) return undefined;
  const live = text.replace(/^\s*#.*$/gm, '');
  return {
    http: /\blua_shared_dict\s+weir_meta\b/.test(live),
    servers: live.match(/require\('weir'\)\.check\(/g)?.length ?? 0,
  };
}

function moduleFile(name: string): string | undefined {
  return MODULE_FOLDERS.map((folder) => join(folder, name)).find((file) => {
    try {
      accessSync(file);
      return true;
    } catch {
      return false;
    }
  });
}

function ask(nginx: string, args: readonly string[]): Promise<{ ok: boolean; text: string }> {
  const options = { timeout: ANSWER_MS, maxBuffer: OUTPUT_MAX, killSignal: 'SIGKILL' as const };
  return new Promise((resolve, reject) => {
    execFile(nginx, args, options, (error, stdout, stderr) => {
      if (error?.code === 'ENOENT') reject(new WeirError('missing', `there is no program ${nginx}`));
      else resolve({ ok: error === null, text: `${stdout}${stderr}` });
    });
  });
}
