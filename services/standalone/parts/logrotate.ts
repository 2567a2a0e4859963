/** logrotate, which renames logs that have become large or old. */
import { programRecipe } from './program.ts';

export const logrotateRecipe = programRecipe({
  name: 'logrotate',
  binary: 'usr/sbin/logrotate',
  packages: ['logrotate'],
  package: 'logrotate',
  versionOption: '--version',
});
