/** nft, the program that speaks to the kernel's packet filter. */
import { programRecipe } from './program.ts';

export const nftRecipe = programRecipe({
  name: 'nft',
  binary: 'usr/sbin/nft',
  packages: ['nftables', 'libnftables1', 'libnftnl11', 'libmnl0'],
  package: 'nftables',
  versionOption: '--version',
});
