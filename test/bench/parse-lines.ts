/** Lines to measure parsing with: what visitors leave in a log, and what an attack leaves that looks different each time. */
import { type Random, seededRandom } from '#libs/clock/random.ts';

export const TRAFFIC = ['ordinary', 'attack'] as const;
export type Traffic = (typeof TRAFFIC)[number];

interface Request {
  readonly address: string;
  readonly uri: string;
  readonly status: number;
  readonly bytes: number;
  readonly referer: string;
  readonly agent: string;
  readonly index: number;
}

/** By format, a request as that server logs it. Texts have nothing in them that would need an escape but quotes. */
const WRITERS = {
  combined: (of: Request) => common(of),
  json: weirLine,
  log_format: (of: Request) => `${common(of)} "-"`,
  'ingress-nginx': (of: Request) =>
    `${common(of)} 420 0.003 [default-web-80] [] 10.0.0.1:80 ${of.bytes} 0.002 ${of.status} ${id(of)}`,
  haproxy: (of: Request) =>
    `${of.address}:5000 [21/Nov/2026:19:58:${second(of)}.123] in~ be/srv 1/0/0/3/4 ${of.status} ${of.bytes} - - --NN ` +
    `0/0/0/0/0 0/0 "GET ${of.uri.replaceAll('"', '#22')} HTTP/1.1"`,
  caddy: (of: Request) =>
    `{"level":"info","ts":${time(of)},"logger":"http.log.access","msg":"handled request","request":{"remote_ip":` +
    `"${of.address}","remote_port":"5000","client_ip":"${of.address}","proto":"HTTP/2.0","method":"GET","host":` +
    `"www.example.org","uri":"${json(of.uri)}","headers":{"Accept":["*/*"],"User-Agent":["${json(of.agent)}"],"Referer":` +
    `["${json(of.referer)}"]}},"bytes_read":0,"user_id":"","duration":0.003,"size":${of.bytes},"status":${of.status},` +
    `"resp_headers":{"Server":["Caddy"]}}`,
} as const satisfies Record<string, (of: Request) => string>;

export type MeasuredFormat = keyof typeof WRITERS;
export const MEASURED = Object.keys(WRITERS) as MeasuredFormat[];

/** Lines of both kinds of traffic: `lines` of them, each with its line feed. */
export function linesFor(format: MeasuredFormat, traffic: Traffic, lines: number): Buffer {
  const random = seededRandom(7);
  const request = traffic === 'ordinary' ? visitors(random) : attackers(random);
  const write = WRITERS[format];
  return Buffer.from(`${Array.from({ length: lines }, (_, index) => write(request(index))).join('\n')}\n`);
}

/** Few agents and hosts, many paths and more queries, as a server sees them. */
function visitors(random: Random): (index: number) => Request {
  const pick = (count: number) => Math.floor(random.next() * count);
  const agents = Array.from({ length: 40 }, (_, i) => agentOf(100 + i));
  return (index) => ({
    address: address(pick),
    uri: `/articles/${pick(3000)}?q=${word(random, 6)}&page=${pick(9)}`,
    status: random.next() < 0.9 ? 200 : 404,
    bytes: pick(90_000),
    referer: `https://www.example.org/shop/${pick(500)}`,
    agent: agents[pick(agents.length)],
    index,
  });
}

/** Nothing comes twice: paths, agents and referers are made up for each request, and some hold what has to be escaped. */
function attackers(random: Random): (index: number) => Request {
  const pick = (count: number) => Math.floor(random.next() * count);
  const payloads = [
    "'+OR+1=1--",
    '"><script>',
    '../../../etc/passwd',
    '$' + '{jndi:ldap://x}',
    'UNION+SELECT',
  ];
  return (index) => ({
    address: address(pick),
    uri: `/${word(random, 8)}/${word(random, 12)}?${word(random, 4)}=${payloads[pick(payloads.length)]}${word(random, 6)}`,
    status: 404,
    bytes: pick(90_000),
    referer: `https://${word(random, 10)}.example/${word(random, 12)}`,
    agent: `Mozilla/5.0 (${word(random, 8)}; ${word(random, 6)}) AppleWebKit/${pick(9999)}.${pick(99)} ${word(random, 9)}/${pick(999)}`,
    index,
  });
}

function address(pick: (count: number) => number): string {
  return `${1 + pick(220)}.${pick(256)}.${pick(256)}.${pick(256)}`;
}

/** Of the two lengths that browsers' agents have. */
function agentOf(version: number): string {
  return version % 2 === 0
    ? `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`
    : `Mozilla/5.0 (X11; Linux x86_64; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`;
}

function word(random: Random, letters: number): string {
  let text = '';
  while (text.length < letters) text += String.fromCharCode(97 + Math.floor(random.next() * 26));
  return text;
}

function second({ index }: Request): string {
  return String(Math.floor(index / 2000) % 60).padStart(2, '0');
}

function time({ index }: Request): string {
  return (1_795_291_087 + index / 2000).toFixed(3);
}

function id({ index }: Request): string {
  return (index * 2654435761).toString(16).padStart(32, '0').slice(-32);
}

function common(of: Request): string {
  const escaped = (text: string) => text.replaceAll('"', '\\x22');
  return (
    `${of.address} - - [21/Nov/2026:19:58:${second(of)} +0000] "GET ${escaped(of.uri)} HTTP/1.1" ${of.status} ` +
    `${of.bytes} "${escaped(of.referer)}" "${escaped(of.agent)}"`
  );
}

function json(text: string): string {
  return text.replaceAll('"', '\\"');
}

function weirLine(of: Request): string {
  return (
    `{"v":1,"t":${time(of)},"ip":"${of.address}","pip":"${of.address}","h":"www.example.org","m":"GET",` +
    `"u":"${json(of.uri)}","p":"HTTP/1.1","s":${of.status},"b":${of.bytes},"rl":420,"rt":0.003,"ut":"0.003",` +
    `"ua":"${json(of.agent)}","rf":"${json(of.referer)}","id":"${id(of)}","raw":"","xff":"","us":""}`
  );
}
