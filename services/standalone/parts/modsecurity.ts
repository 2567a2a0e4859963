/** nginx with ModSecurity's module, whose audit log collectors read. */
import { join } from 'node:path';
import { type ProgramPart, programRecipe } from './program.ts';

const BINARY = 'usr/sbin/nginx';
const MODULE = 'usr/lib/nginx/modules/ngx_http_modsecurity_module.so';

export const modsecurityRecipe = programRecipe({
  name: 'modsecurity',
  binary: BINARY,
  modules: [MODULE],
  packages: ['nginx', 'nginx-common', 'libnginx-mod-http-modsecurity', 'libmodsecurity3'],
  package: 'libnginx-mod-http-modsecurity',
  versionOption: '-v',
});

/** For nginx's load_module. */
export function modsecurityModule({ binary }: ProgramPart): string {
  return join(binary.slice(0, -BINARY.length), MODULE);
}
