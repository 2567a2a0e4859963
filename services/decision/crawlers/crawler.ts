/** Crawlers of search engines that can be known by name: the address has one in their zone, and the name has the address. */
export interface Crawler {
  readonly name: string;
  /** Part of its user agent, in lower case. */
  readonly agent: string;
  /** Zones in which the names of its addresses lie. */
  readonly domains: string[];
}

/** As their operators document it. */
export const CRAWLERS: readonly Crawler[] = [
  { name: 'Googlebot', agent: 'google', domains: ['googlebot.com', 'google.com'] },
  { name: 'Bingbot', agent: 'bingbot', domains: ['search.msn.com'] },
  { name: 'Applebot', agent: 'applebot', domains: ['applebot.apple.com'] },
  { name: 'YandexBot', agent: 'yandex', domains: ['yandex.ru', 'yandex.net', 'yandex.com'] },
  { name: 'Baiduspider', agent: 'baidu', domains: ['baidu.com', 'baidu.jp'] },
  { name: 'SeznamBot', agent: 'seznam', domains: ['seznam.cz'] },
  { name: 'PetalBot', agent: 'petalbot', domains: ['petalsearch.com', 'aspiegel.com'] },
];

/** The crawler that a user agent claims to be. */
export function claimedCrawler(userAgent: string, crawlers: readonly Crawler[]): Crawler | undefined {
  const agent = userAgent.toLowerCase();
  return crawlers.find((crawler) => agent.includes(crawler.agent));
}

/** Whether a host name, with or without a final dot, lies in a zone of the crawler. */
export function isNameOf({ domains }: Crawler, name: string): boolean {
  const host = name.toLowerCase().replace(/\.$/, '');
  return domains.some((domain) => host.endsWith(`.${domain}`));
}
