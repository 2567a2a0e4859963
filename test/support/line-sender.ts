/** Sends numbered lines of nginx's combined format, so many a millisecond: by syslog or into a named pipe. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { openSync, writeSync } from 'node:fs';
import { connect } from 'node:net';

const [kind, to] = process.argv.slice(2);
const [count, perMs] = process.argv.slice(4).map(Number);

/** How lines leave. Resolves when the next may. */
type Leave = (line: string) => Promise<unknown> | undefined;

let end = () => {};

const leave: Record<string, () => Promise<Leave>> = {
  udp: async () => {
    const socket = createSocket('udp4');
    socket.unref();
    return (line) =>
      new Promise((resolve) =>
        socket.send(`<190>Nov 21 19:58:07 vm nginx: ${line}`, Number(to), '127.0.0.1', resolve),
      );
  },
  tcp: async () => {
    const socket = connect(Number(to), '127.0.0.1');
    await once(socket, 'connect');
    end = () => socket.end();
    return (line) => {
      const record = `<190>1 2026-11-21T19:58:07Z vm nginx - - - ${line}`;
      return socket.write(`${record.length} ${record}`) ? undefined : once(socket, 'drain');
    };
  },
  pipe: async () => {
    const descriptor = openSync(to, 'a');
    return (line) => void writeSync(descriptor, `${line}\n`);
  },
};

const send = await leave[kind]();
const startMs = performance.now();
for (let i = 0; i < count; ) {
  const due = Math.min(count, Math.ceil((performance.now() - startMs) * perMs));
  for (; i < due; i++) {
    const client = `198.51.${i % 250}.1`;
    await send(`${client} - - [01/Jan/2026:00:00:00 +0000] "GET /${i}- HTTP/1.1" 200 612 "-" "Mozilla/5.0"`);
  }
  await new Promise((resolve) => setTimeout(resolve, 1));
}
end();
