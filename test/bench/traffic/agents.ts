/** What programs call themselves. */
import type { Dice } from './dice.ts';

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const DESKTOPS = ['Windows NT 10.0; Win64; x64', 'Macintosh; Intel Mac OS X 10_15_7', 'X11; Linux x86_64'];
const PHONES = ['SM-S921B', 'SM-A546E', 'Pixel 8', 'Pixel 7a', '2312DRA50G', 'M2101K6G', 'moto g84 5G', 'K'];

export function desktopAgent(dice: Dice): string {
  const version = dice.whole(134, 143);
  const system = dice.pick(DESKTOPS);
  const kind = dice.below(10);
  if (kind < 6) return `Mozilla/5.0 (${system}) ${WEBKIT} Chrome/${version}.0.0.0 Safari/537.36`;
  if (kind < 8) {
    return `Mozilla/5.0 (${system}) ${WEBKIT} Chrome/${version}.0.0.0 Safari/537.36 Edg/${version}.0.0.0`;
  }
  if (kind < 9) return `Mozilla/5.0 (${system}; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`;
  return `Mozilla/5.0 (${DESKTOPS[1]}) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.${dice.below(7)} Safari/605.1.15`;
}

export function mobileAgent(dice: Dice): string {
  if (dice.chance(0.45)) {
    const system = `${dice.whole(16, 18)}_${dice.below(7)}`;
    return `Mozilla/5.0 (iPhone; CPU iPhone OS ${system} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${system.slice(0, 2)}.0 Mobile/15E148 Safari/604.1`;
  }
  const version = dice.whole(134, 143);
  const view = dice.chance(0.15) ? '; wv' : '';
  return `Mozilla/5.0 (Linux; Android ${dice.whole(11, 16)}; ${dice.pick(PHONES)}${view}) ${WEBKIT} Chrome/${version}.0.0.0 Mobile Safari/537.36`;
}

export function browserAgent(dice: Dice): string {
  return dice.chance(0.45) ? desktopAgent(dice) : mobileAgent(dice);
}

export function appAgent(dice: Dice): string {
  const version = `5.${dice.below(9)}.${dice.below(4)}`;
  const kind = dice.below(10);
  if (kind < 4)
    return `ShopApp/${version} (Android ${dice.whole(10, 16)}; ${dice.pick(PHONES)}) okhttp/4.12.0`;
  if (kind < 8) return `ShopApp/${version} CFNetwork/1568.200.51 Darwin/24.${dice.below(6)}.0`;
  return 'Dart/3.5 (dart:io)';
}

/** What attackers' programs say that do not say what they are. */
export function attackerAgent(dice: Dice): string {
  const kind = dice.below(10);
  if (kind < 6) return desktopAgent(dice);
  return dice.pick([
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:78.0) Gecko/20100101 Firefox/78.0',
    'Mozilla/5.0',
    'python-requests/2.31.0',
    'Go-http-client/1.1',
    'curl/8.5.0',
  ]);
}

/** Tools that name themselves. */
export const TOOLS = [
  'sqlmap/1.8.4#stable (https://sqlmap.org)',
  'Mozilla/5.00 (Nikto/2.5.0) (Evasions:None) (Test:Port Check)',
  'Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)',
  'Nuclei - Open-source project (github.com/projectdiscovery/nuclei)',
  'gobuster/3.6',
  'feroxbuster/2.10.4',
  'WPScan v3.8.25 (https://wpscan.com/wordpress-security-scanner)',
  'Fuzz Faster U Fool v2.1.0-dev (ffuf)',
  'Wfuzz/3.1.0',
  'masscan/1.3 (https://github.com/robertdavidgraham/masscan)',
  'Mozilla/5.0 zgrab/0.x',
  'Mozilla/4.0 (Hydra)',
];
