/** `weir setup nginx`: what an nginx that is there already has to include, tested by that nginx. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { loadConfig } from '#libs/config/load.ts';
import { fileSchema } from '#libs/config/service-config.ts';
import { failureOf, messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { enforcerConfig } from '#services/enforcer/config.ts';
import { type Included, includedNow, testSnippets } from '#services/enforcer/targets/nginx/nginx-check.ts';
import { renderSnippets, type Snippets } from '#services/enforcer/targets/nginx/snippets.ts';

const LUA_DIR = resolve(import.meta.dirname, '../../enforcer/targets/nginx/lua');

interface SetupOptions {
  readonly config: string;
  readonly write?: string;
  readonly nginx: string;
  readonly luaDir: string;
  readonly luaPackagePath: string;
  readonly dictionaryMb: number;
  readonly json: boolean;
}

export function setupCommand(): Command {
  const command = new Command('setup').description('what other programs need to work with Weir');
  command
    .command('nginx')
    .description('the configuration that an existing nginx has to include, tested with nginx -t')
    .requiredOption('--config <file>', 'of the enforcer, whose target is nginx')
    .option('--write <folder>', 'where to put the files; else they are printed')
    .option('--nginx <program>', 'that tests them', 'nginx')
    .option('--lua-dir <folder>', 'where nginx finds Weir’s Lua', LUA_DIR)
    .option('--lua-package-path <patterns>', 'more for lua_package_path, such as /opt/lua/?.lua', '')
    .option('--dictionary-mb <n>', 'of each of the two dictionaries; 32 hold 250,000 rules', Number, 32)
    .option('--json', 'one JSON object', false)
    .addHelpText('after', HELP)
    .action(async (options: SetupOptions) => setupNginx(options));
  return command;
}

async function setupNginx(options: SetupOptions): Promise<void> {
  const { target } = loadConfig(options.config, fileSchema('enforcer', enforcerConfig)).own;
  if (target.type !== 'nginx') {
    throw new WeirError('invalid', `enforcer.target in ${options.config} is ${target.type}, not nginx`);
  }
  const snippets = renderSnippets({
    luaDir: resolve(options.luaDir),
    socketPath: resolve(target.socket),
    stateDir: resolve(target.stateDir),
    dictionaryMb: options.dictionaryMb,
    luaPackagePath: options.luaPackagePath,
    pages: target.pages,
  });
  const files = filesOf(snippets, options.write === undefined ? '' : resolve(options.write));
  if (options.write !== undefined) {
    mkdirSync(options.write, { recursive: true });
    for (const { path, content } of files) writeFileSync(path, content);
  }
  const { tested, included } = await tryOut(options.nginx, snippets);
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ files, tested, included: included ?? null })}\n`);
    return;
  }
  if (options.write === undefined) for (const { content } of files) process.stdout.write(`${content}\n`);
  process.stdout.write(explained(files, tested, included, target.socket));
}

interface File {
  readonly path: string;
  readonly content: string;
}

function filesOf({ http, server, servers }: Snippets, folder: string): File[] {
  const named = Object.entries(servers).map(
    ([page, content]) => [`weir-server-${page}.conf`, content] as const,
  );
  return [['weir-http.conf', http] as const, ['weir-server.conf', server] as const, ...named].map(
    ([name, content]) => ({ path: join(folder, name), content }),
  );
}

/** `tested`: "ok", or why not. @throws WeirError `invalid` when nginx takes the snippets amiss */
async function tryOut(nginx: string, snippets: Snippets): Promise<{ tested: string; included?: Included }> {
  try {
    await testSnippets(nginx, snippets);
  } catch (error) {
    if (failureOf(error) !== 'missing') {
      throw new WeirError(
        'invalid',
        `nginx does not take it:\n${messageOf(error)}\n${MODULE_HINT}`,
        {},
        error,
      );
    }
    return { tested: messageOf(error) };
  }
  const included = await includedNow(nginx);
  return { tested: 'ok', ...(included && { included }) };
}

function explained(
  files: readonly File[],
  tested: string,
  included: Included | undefined,
  socket: string,
): string {
  const [http, server, ...named] = files.map(({ path }) => path);
  const now = included
    ? `Now it is included ${included.http ? 'in http' : 'nowhere in http'}, and in ${included.servers} servers.\n`
    : '';
  return `${tested === 'ok' ? 'nginx -t takes these files.' : `Not tested: ${tested}.`}
${now}
1. In http { } of nginx.conf, after real_ip (set_real_ip_from, real_ip_header) if you have it:
       include ${http};
   There may be one init_by_lua and one init_worker_by_lua in all of nginx: if you have your own, put the calls of
   weir into them and leave those lines out of the file.
2. In each server { } to protect, before anything that returns or rewrites:
       include ${server};
${named.map((path) => `   or, with the page of that name:\n       include ${path};\n`).join('')}3. For Weir to read: access_log /var/log/nginx/access.log weir;
4. The workers of nginx must be able to write to ${resolve(socket)}
   (enforcer.target.socketMode, or a group that both are in), and its master to read the folder of rules.
5. nginx -t && nginx -s reload. After a change of the size of a dictionary too.
`;
}

const MODULE_HINT =
  'It needs its Lua module: apt-get install libnginx-mod-http-lua, or OpenResty. Lua libraries in other places: --lua-package-path.';

const HELP = `
Writes weir-http.conf and weir-server.conf, and has nginx test a configuration of nothing else. It changes no other file.
Choose a folder that nginx does not include as a whole.

Example:
  weir setup nginx --config /etc/weir/weir.yaml --write /etc/nginx/weir`;
