/**
 * The two pieces of nginx configuration that Weir needs: one for `http { }`, one for each `server { }` to protect.
 * The standalone program, the compose stack, the tests and the documentation all take them from here.
 */
import { WeirError } from '#libs/errors/weir-error.ts';
import { SOCKET_PATH_BYTES_MAX } from './gate.ts';

/** What refused clients get in place of Weir's own page. */
export interface Page {
  /** An HTML file of 64 KB at most, in which `{{id}}` stands for the id of the decision; nginx reads it when it starts. */
  readonly file?: string | undefined;
  /** In place of the decision's; not of those that throttle. */
  readonly status?: number | undefined;
}

export interface SnippetOptions {
  /** The folder that holds `weir/init.lua`. */
  readonly luaDir: string;
  /** As given to the nginx target of the enforcer; absolute. */
  readonly socketPath: string;
  readonly stateDir: string;
  /** Size of each of the two dictionaries in MiB; 32 when left out, enough for 250,000 rules. */
  readonly dictionaryMb?: number;
  /** By name: letters, digits, - and _. `default` is for all servers that name none. */
  readonly pages?: Readonly<Record<string, Page>>;
  /** More entries for lua_package_path, such as where lua-resty-core is; `?.lua` patterns joined by `;`. */
  readonly luaPackagePath?: string;
}

export interface Snippets {
  readonly http: string;
  readonly server: string;
  /** The same as `server` with a page, by its name. */
  readonly servers: Readonly<Record<string, string>>;
}

const DICTIONARY_MB = 32;
const DICTIONARY_KB_MIN = 64;
const DICTIONARY_KB_MAX = 4 * 1024 * 1024;
// nginx and Lua both read these: nothing that either takes for anything but text.
const PATH = /^\/[\w@%+=:,./ -]*$/;
const PAGE_NAME = /^[\w-]{1,64}$/;
const DEFAULT_PAGE = 'default';
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
  const pages = luaPages(options.pages ?? {});
  const size = `${dictionaryKb(options.dictionaryMb ?? DICTIONARY_MB)}k`;
  const http = `# Weir, for http { }.
lua_package_path "${packagePath}";
lua_shared_dict weir_a ${size};
lua_shared_dict weir_b ${size};
lua_shared_dict weir_meta 4m;
lua_shared_dict weir_throttle 4m;
lua_shared_dict weir_hits 1m;
# The enforcer being away is normal and told once, not by every attempt.
lua_socket_log_errors off;
init_by_lua_block { require('weir').init({ socket = '${socketPath}', state = '${stateDir}'${pages} }) }
init_worker_by_lua_block { require('weir').init_worker() }
${LOG_FORMATS}
`;
  const named = Object.keys(options.pages ?? {}).filter((name) => name !== DEFAULT_PAGE);
  const servers = Object.fromEntries(named.map((name) => [name, serverSnippet(`'${name}'`)]));
  return { http, server: serverSnippet(''), servers };
}

function serverSnippet(page: string): string {
  return `# Weir, for each server { } to protect. After real_ip of http { } or server { }, before everything else.
server_rewrite_by_lua_block { require('weir').check(${page}) }
`;
}

/** As one more field of a Lua table, after others; empty when there are none. */
function luaPages(pages: Readonly<Record<string, Page>>): string {
  const fields = Object.entries(pages).map(([name, { file, status }]) => {
    if (!PAGE_NAME.test(name)) {
      throw new WeirError('config', 'a page has a name of letters, digits, "-" and "_"', { name });
    }
    if (status !== undefined && !(Number.isInteger(status) && status >= 400 && status <= 599)) {
      throw new WeirError('config', 'the status of a page is 400 to 599', { name });
    }
    const parts = [
      file !== undefined && `file = '${checkedPath(`pages.${name}.file`, file)}'`,
      status !== undefined && `status = ${status}`,
    ];
    return `['${name}'] = { ${parts.filter((part) => part !== false).join(', ')} }`;
  });
  return fields.length === 0 ? '' : `, pages = { ${fields.join(', ')} }`;
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
