/** wrk, which loads a web server for benchmarks. */
import { programRecipe } from './program.ts';

export const wrkRecipe = programRecipe({
  name: 'wrk',
  binary: 'usr/bin/wrk',
  packages: ['wrk'],
  package: 'wrk',
  versionOption: '-v',
  versionStatus: 1,
});
