/**
 * Run in a network namespace of its own: a relay sends to a server here, then the network forgets the connections they have,
 * without a word to either. Prints what came of it.
 *
 * Arguments: the relay's folder, `http` or `syslog`, and the words that run nft.
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { LineReceiver } from './line-receiver.ts';
import { until } from './nginx.ts';
import { Relaying } from './relaying.ts';

const LINES = 50;
const [folder, kind, ...nft] = process.argv.slice(2);

/** Records of syslog by TCP, each of them a line, by newline framing. */
class RecordServer {
  readonly lines: string[] = [];
  readonly sockets = new Set<Socket>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((socket) => {
      this.sockets.add(socket);
      let text = '';
      socket.setEncoding('latin1');
      socket.on('error', () => {});
      socket.on('data', (chunk) => {
        const lines = (text + chunk).split('\n');
        text = lines.pop() ?? '';
        this.lines.push(...lines.map((line) => line.slice(line.indexOf(' - - - ') + 7)));
      });
    });
  }

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }
}

function runNft(...args: string[]): void {
  const { status, stderr } = spawnSync(nft[0], [...nft.slice(1), ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

/** What was sent from these ports goes nowhere, and nothing comes back. */
function forget(ports: readonly number[]): void {
  runNft('add', 'table', 'inet', 'gone');
  runNft('add', 'chain', 'inet', 'gone', 'in', '{ type filter hook input priority 0; }');
  for (const port of ports) {
    runNft('add', 'rule', 'inet', 'gone', 'in', 'tcp', 'sport', String(port), 'drop');
    runNft('add', 'rule', 'inet', 'gone', 'in', 'tcp', 'dport', String(port), 'drop');
  }
}

async function httpServer() {
  const receiver = await LineReceiver.start();
  const destination = { type: 'http', url: receiver.url, connections: 1 };
  return { destination, lines: receiver.lines, ports: () => receiver.ports };
}

async function syslogServer() {
  const server = new RecordServer();
  const address = `127.0.0.1:${await server.listen()}`;
  const destination = { type: 'syslog', address, framing: 'newline' };
  return {
    destination,
    lines: server.lines,
    ports: () => [...server.sockets].map(({ remotePort = 0 }) => remotePort),
  };
}

const { destination, lines, ports } = await (kind === 'http' ? httpServer() : syslogServer());
const log = join(folder, 'access.log');
const write = (from: number) =>
  appendFileSync(log, Array.from({ length: LINES }, (_, i) => `line ${from + i}\n`).join(''));
write(0);
const relay = await Relaying.start(folder, {
  sources: [{ name: 'access', type: 'file', path: log }],
  destinations: [{ name: 'all', ...destination, timeout: '1s', linger: '10ms' }],
});
try {
  await until(() => lines.length === LINES, 'the first lines');
  const before = ports();
  forget(before);
  write(LINES);
  await until(() => new Set(lines).size === 2 * LINES, 'the others, over another connection', 20_000);
  const numbers = await relay.numbers();
  console.log(
    JSON.stringify({
      lines: lines.length,
      before: before.length,
      another: ports().some((port) => !before.includes(port)),
      retries: numbers['retries all'],
    }),
  );
} finally {
  await relay.stop();
}
process.exit(0);
