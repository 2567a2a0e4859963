/**
 * A program for a network namespace: it echoes what it is sent, counts who sent it, and speaks to others under any
 * address. It does what it is told by lines of JSON on its standard input.
 */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { SystemClock } from '#libs/clock/system.ts';

/** What a peer can be told; each has an answer. */
export interface Orders {
  /** Echoes UDP and TCP on a port, which is answered. */
  serve(): Promise<number>;
  /** Datagrams received since it was last asked, by source. */
  counts(): Promise<Record<string, number>>;
  /** When the latest datagram came, Unix ms, by source, of those that came since the server began. */
  heard(): Promise<Record<string, number>>;
  /** Whether `from` gets an answer. `neutral` always does: when its later datagram is back, so would be that of `from`. */
  ask(from: string, neutral: string, to: string, port: number): Promise<boolean>;
  /** Sends a datagram a millisecond. */
  stream(from: string, to: string, port: number): Promise<void>;
  /** Ends all streams; how many datagrams each sent, by source. */
  halt(): Promise<Record<string, number>>;
  connect(from: string, to: string, port: number): Promise<void>;
  /** Sends text over the connection that is there, and waits for its echo. */
  say(text: string, waitMs: number): Promise<boolean>;
}

const GRACE_MS = 20;
const AGAIN_MS = 500;
const ASK_MS = 10_000;

const clock = new SystemClock();
const received = new Map<string, number>();
/** Unix ms. */
const latest = new Map<string, number>();
const streams = new Map<string, { stop(): void; sent: number }>();
let connection: Socket | undefined;
let heard = '';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function bound(address: string): Promise<UdpSocket> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  socket.on('error', () => {});
  socket.bind({ address, port: 0 });
  await once(socket, 'listening');
  return socket;
}

const orders: Orders = {
  async serve() {
    const udp = createSocket({ type: 'udp6', ipv6Only: false, recvBufferSize: 4 * 1024 * 1024 });
    udp.on('message', (message, { address, port }) => {
      const source = address.replace(/^::ffff:(?=\d+\.)/, '');
      received.set(source, (received.get(source) ?? 0) + 1);
      latest.set(source, clock.now());
      udp.send(message, port, address);
    });
    udp.bind(0, '::');
    await once(udp, 'listening');
    const { port } = udp.address();
    const tcp = createServer((socket) => {
      socket.on('error', () => {});
      socket.pipe(socket);
    });
    tcp.listen(port, '::');
    await once(tcp, 'listening');
    return port;
  },

  async counts() {
    const counts = Object.fromEntries(received);
    received.clear();
    return counts;
  },

  async heard() {
    return Object.fromEntries(latest);
  },

  async ask(from, neutral, to, port) {
    const [asking, other] = [await bound(from), await bound(neutral)];
    let answered = false;
    let otherAnswered = false;
    asking.on('message', () => {
      answered = true;
    });
    other.on('message', () => {
      otherAnswered = true;
    });
    const end = performance.now() + ASK_MS;
    try {
      asking.send('?', port, to);
      while (!otherAnswered) {
        if (performance.now() > end) throw new Error('the server answers nobody');
        other.send('?', port, to);
        const again = performance.now() + AGAIN_MS;
        while (!otherAnswered && performance.now() < again) await pause(1);
      }
      if (!answered) await pause(GRACE_MS);
      return answered;
    } finally {
      asking.close();
      other.close();
    }
  },

  async stream(from, to, port) {
    const socket = await bound(from);
    const timer = setInterval(() => {
      socket.send('.', port, to);
      running.sent++;
    }, 1);
    const running = {
      sent: 0,
      stop: () => {
        clearInterval(timer);
        socket.close();
      },
    };
    streams.set(from, running);
  },

  async halt() {
    for (const each of streams.values()) each.stop();
    const sent = Object.fromEntries([...streams].map(([from, each]) => [from, each.sent]));
    streams.clear();
    return sent;
  },

  async connect(localAddress, host, port) {
    connection = connect({ host, port, localAddress });
    connection.setNoDelay(true);
    connection.setEncoding('utf8');
    connection.on('error', () => {});
    connection.on('data', (text: string) => {
      heard += text;
    });
    await once(connection, 'connect');
  },

  async say(text, waitMs) {
    if (text !== '') connection!.write(text);
    const end = performance.now() + waitMs;
    while (!heard.endsWith(text) || heard === '') {
      if (performance.now() > end) return false;
      await pause(1);
    }
    return true;
  },
};

if (import.meta.main) {
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, order, args } = JSON.parse(line) as { id: number; order: keyof Orders; args: never[] };
    const act = orders[order] as (...values: never[]) => Promise<unknown>;
    act(...args).then(
      (answer) => process.stdout.write(`${JSON.stringify({ id, answer: answer ?? null })}\n`),
      (error: Error) => process.stdout.write(`${JSON.stringify({ id, error: error.message })}\n`),
    );
  }
  process.exit();
}
