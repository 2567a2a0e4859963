/**
 * The two pieces of nginx configuration that Weir needs: one for `http { }`, one for each `server { }` to protect.
 * The standalone program, the compose stack, the tests and the documentation all take them from here.
 */
import { WeirError } from '#libs/errors/weir-error.ts';
import { SOCKET_PATH_BYTES_MAX } from './gate.ts';

export interface SnippetOptions {
  /** The folder that holds `weir/init.lua`. */
  readonly luaDir: string;
  /** As given to the nginx target of the enforcer; absolute. */
  readonly socketPath: string;
  readonly stateDir: string;
  /** Size of each of the two dictionaries in MiB; 32 when left out, enough for 250,000 rules. */
  readonly dictionaryMb?: number;
  /** More entries for lua_package_path, such as where lua-resty-core is; `?.lua` patterns joined by `;`. */
  readonly luaPackagePath?: string;
}

export interface Snippets {
  readonly http: string;
  readonly server: string;
}

const DICTIONARY_MB = 32;
const DICTIONARY_KB_MIN = 64;
const DICTIONARY_KB_MAX = 4 * 1024 * 1024;
// nginx and Lua both read these: nothing that either takes for anything but text.
const PATH = /^\/[\w@%+=:,./ -]*$/;
const PACKAGE_PATH = /^[\w@%+=:,./ ?;-]*$/;

/**
 * Log format `weir`: one bounded JSON line a request, in which no client can make a field longer than the maps
 * let it be. `weir_combined`: combined, with the mark of a refused request as one more field, in the form that no
 * header can forge because the quotes in headers are escaped.
 */
const LOG_FORMATS = `
map $request_uri $weir_uri { "~^(?<weir_uri_start>.{0,512})" $weir_uri_start; }
map $http_user_agent $weir_agent { "~^(?<weir_agent_start>.{0,256})" $weir_agent_start; }
map $http_referer $weir_referer { "~^(?<weir_referer_start>.{0,256})" $weir_referer_start; }
map $request $weir_request { "~^(?<weir_request_start>.{0,128})" $weir_request_start; }
map $http_x_forwarded_for $weir_forwarded { "~^(?<weir_forwarded_start>.{0,256})" $weir_forwarded_start; }
map $remote_user $weir_user { "~^(?<weir_user_start>.{0,128})" $weir_user_start; }
# The id of the decision by which a request was refused; set by weir.check().
map "" $weir_decision { default ""; }
log_format weir escape=json '{"v":1,"t":$msec,"ip":"$remote_addr","pip":"$realip_remote_addr","h":"$host",'
  '"m":"$request_method","u":"$weir_uri","p":"$server_protocol","s":$status,"b":$body_bytes_sent,'
  '"rl":$request_length,"rt":$request_time,"ut":"$upstream_response_time","ua":"$weir_agent",'
  '"rf":"$weir_referer","id":"$request_id","raw":"$weir_request","xff":"$weir_forwarded","us":"$weir_user",'
  '"weir":"$weir_decision"}';
log_format weir_combined '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent '
  '"$http_referer" "$http_user_agent" weir="$weir_decision"';
`.trim();

/** @throws WeirError `config` when a path or the size can't be used. */
export function renderSnippets(options: SnippetOptions): Snippets {
  const luaDir = checkedPath('luaDir', options.luaDir);
  const socketPath = checkedPath('socketPath', options.socketPath);
  const stateDir = checkedPath('stateDir', options.stateDir);
  if (Buffer.byteLength(socketPath) > SOCKET_PATH_BYTES_MAX) {
    throw new WeirError('config', `a socket path has at most ${SOCKET_PATH_BYTES_MAX} bytes`, { socketPath });
  }
  const more = options.luaPackagePath ?? '';
  if (!PACKAGE_PATH.test(more)) {
    throw new WeirError('config', 'luaPackagePath has characters that nginx would read as its own', { more });
  }
  const packagePath = `${luaDir}/?.lua;${luaDir}/?/init.lua;${more === '' ? '' : `${more.replace(/;+$/, '')};`};`;
  const size = `${dictionaryKb(options.dictionaryMb ?? DICTIONARY_MB)}k`;
  const http = `# Weir, for http { }.
lua_package_path "${packagePath}";
lua_shared_dict weir_a ${size};
lua_shared_dict weir_b ${size};
lua_shared_dict weir_meta 2m;
lua_shared_dict weir_throttle 4m;
lua_shared_dict weir_hits 1m;
# The enforcer being away is normal and told once, not by every attempt.
lua_socket_log_errors off;
init_by_lua_block { require('weir').init({ socket = '${socketPath}', state = '${stateDir}' }) }
init_worker_by_lua_block { require('weir').init_worker() }
${LOG_FORMATS}
`;
  const server = `# Weir, for each server { } to protect. After real_ip of http { } or server { }, before everything else.
server_rewrite_by_lua_block { require('weir').check() }
`;
  return { http, server };
}

function checkedPath(name: string, path: string): string {
  if (PATH.test(path)) return path.replace(/(?<=.)\/+$/, '');
  throw new WeirError('config', `${name} must be an absolute path of plain characters`, { [name]: path });
}

function dictionaryKb(mb: number): number {
  const kb = Math.round(mb * 1024);
  if (kb >= DICTIONARY_KB_MIN && kb <= DICTIONARY_KB_MAX) return kb;
  throw new WeirError('config', 'a dictionary has between 1/16 and 4096 MiB', { dictionaryMb: mb });
}
