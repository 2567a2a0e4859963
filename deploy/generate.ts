/** Makes the parts of nginx's configuration that the compose stack includes; with --check, tells whether they are up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderSnippets } from '#services/enforcer/targets/nginx/snippets.ts';

const folder = join(import.meta.dirname, 'compose');
const { http, server } = renderSnippets({
  luaDir: '/usr/share/weir/lua',
  socketPath: '/var/lib/weir/nginx.sock',
  stateDir: '/var/lib/weir/nginx',
});

for (const [name, content] of [
  ['weir-http.conf', http],
  ['weir-server.conf', server],
] as const) {
  const file = join(folder, name);
  if (!process.argv.includes('--check')) writeFileSync(file, content);
  else if (readFileSync(file, 'utf8') !== content) {
    console.error(`deploy/compose/${name} is not what the snippets are now; run: npm run generate`);
    process.exitCode = 1;
  }
}
