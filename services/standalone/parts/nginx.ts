/** nginx with its Lua module, from the packages of one release: the module loads into the nginx it was built for. */
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { WeirError } from '#libs/errors/weir-error.ts';
import { libraryPath } from './libraries.ts';
import { fetchPackages } from './packages.ts';
import { findProgram } from './programs.ts';
import type { Recipe } from './recipe.ts';
import { run } from './run.ts';

const CHECK_MS = 10_000;
const PACKAGES = [
  'nginx',
  'nginx-common',
  'libnginx-mod-http-lua',
  'libnginx-mod-http-ndk',
  // OpenResty's LuaJIT: with the plain one the module stops at lua_setexdata.
  'libluajit2-5.1-2',
  'lua-resty-core',
  'lua-resty-lrucache',
];
const BINARY = 'usr/sbin/nginx';
const MODULES = 'usr/lib/nginx/modules';
const NDK = 'ndk_http_module.so';
const LUA = 'ngx_http_lua_module.so';
const MODULE_FOLDERS = ['/usr/lib/nginx/modules', '/usr/share/nginx/modules', '/etc/nginx/modules'];

export interface NginxPart {
  /** Absolute path. */
  readonly binary: string;
  /** Such as `1.22.1`. */
  readonly version: string;
  /** Absolute paths for load_module, ndk first. */
  readonly modules: { readonly ndk: string; readonly lua: string };
  /** Value for lua_package_path. */
  readonly luaPackagePath: string;
  /** Value for LD_LIBRARY_PATH, '' when the system's own libraries are used. */
  readonly libraryPath: string;
  /** Absolute path of mime.types. */
  readonly mimeTypes: string;
}

export const nginxRecipe: Recipe<NginxPart> = {
  name: 'nginx',
  remedy: 'sudo apt-get install nginx libnginx-mod-http-lua',

  fetch: (context) =>
    fetchPackages(context, {
      what: 'nginx with its Lua module',
      packages: PACKAGES,
      programs: [BINARY, join(MODULES, NDK), join(MODULES, LUA)],
    }),

  async check(root, signal) {
    if (/[:;]/.test(root)) {
      const message = `${root} has a colon or semicolon, which search paths can't hold: set WEIR_CACHE to another folder`;
      throw new WeirError('config', message);
    }
    const modules = join(root, MODULES);
    return await tryOut(
      {
        binary: join(root, BINARY),
        modules: { ndk: join(modules, NDK), lua: join(modules, LUA) },
        luaPackagePath: join(root, 'usr/share/lua/5.1/?.lua'),
        libraryPath: await libraryPath(root),
        mimeTypes: join(root, 'etc/nginx/mime.types'),
      },
      signal,
    );
  },

  fromSystem: () => systemNginx(MODULE_FOLDERS),
};

/**
 * The nginx on the PATH with the modules in the first of `moduleFolders` that has them. OpenResty, which has Lua
 * built in and no modules to load, is not supported as a part.
 *
 * @throws WeirError `missing` when nginx or a module is not there.
 */
export async function systemNginx(moduleFolders: readonly string[]): Promise<NginxPart> {
  const binary = await findProgram('nginx');
  if (binary === undefined) throw new WeirError('missing', 'there is no nginx on the PATH');
  for (const folder of moduleFolders) {
    const modules = { ndk: join(folder, NDK), lua: join(folder, LUA) };
    if (!(await exists(modules.ndk)) || !(await exists(modules.lua))) continue;
    const { stderr } = await run(binary, ['-V'], { timeoutMs: CHECK_MS });
    const conf = /--conf-path=(\S+)/.exec(stderr)?.[1] ?? '/etc/nginx/nginx.conf';
    const mimeTypes = join(dirname(conf), 'mime.types');
    const luaPackagePath = '/usr/share/lua/5.1/?.lua;;';
    return await tryOut({ binary, modules, luaPackagePath, libraryPath: '', mimeTypes });
  }
  throw new WeirError('missing', `${binary} has no ${LUA} in ${moduleFolders.join(', ')}`);
}

/** Loads the module and runs a line of Lua in it: what passes this serves requests. */
async function tryOut(part: Omit<NginxPart, 'version'>, signal?: AbortSignal): Promise<NginxPart> {
  const env: Record<string, string> = part.libraryPath === '' ? {} : { LD_LIBRARY_PATH: part.libraryPath };
  const options = { timeoutMs: CHECK_MS, env, signal };
  const { stdout, stderr } = await run(part.binary, ['-v'], options);
  const version = /nginx\/(\d+\.\d+\.\d+)/.exec(stdout + stderr)?.[1];
  if (version === undefined) {
    throw new WeirError('unavailable', `${part.binary} -v prints no version`, { binary: part.binary });
  }
  await access(part.mimeTypes);
  const folder = await mkdtemp(join(tmpdir(), 'weir-nginx-'));
  try {
    const conf = join(folder, 'check.conf');
    await writeFile(conf, checkConf(part, folder));
    await run(part.binary, ['-t', '-q', '-p', folder, '-c', conf, '-e', 'stderr'], options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return { ...part, version };
}

function checkConf(part: Omit<NginxPart, 'version'>, folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `load_module ${quote(part.modules.ndk)};
load_module ${quote(part.modules.lua)};
pid ${quote(join(folder, 'nginx.pid'))};
events {}
http {
  access_log off;
  include ${quote(part.mimeTypes)};
${temporary.map((name) => `  ${name}_temp_path ${quote(join(folder, name))};`).join('\n')}
  lua_package_path ${quote(part.luaPackagePath)};
  lua_shared_dict check 64k;
  init_by_lua_block { require('resty.core') assert(ngx.shared.check:safe_set('one', 1)) }
}
`;
}

/** A path as one word of an nginx configuration. */
function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file);
    return true;
  } catch {
    return false;
  }
}
