/** A client of Ingest as anybody would write one: from the .proto files alone, by the rules of docs/sources.md. */
import { resolve } from 'node:path';
import {
  ChannelCredentials,
  Client,
  type ClientDuplexStream,
  Metadata,
  type ServiceError,
} from '@grpc/grpc-js';
import protobuf from 'protobufjs';
import { words } from './batches.ts';

const PROTO = resolve(import.meta.dirname, '../../proto');
const root = new protobuf.Root();
root.resolvePath = (_, target) => resolve(PROTO, target);
root.loadSync('weir/v1/ingest.proto');
const EventBatch = root.lookupType('weir.v1.EventBatch');
const IngestReply = root.lookupType('weir.v1.IngestReply');

export interface PushedEvent {
  readonly timeMs: number;
  readonly address: string;
  readonly status?: number;
  readonly flags?: number;
  readonly texts: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly acknowledged: number;
  readonly credit: number;
}

/** What a message has beside the columns. */
export type Head = Readonly<Record<string, unknown>>;

/** A message of these events. */
export function messageOf(head: Head, events: readonly PushedEvent[] = []): Buffer {
  const { length: rows } = events;
  const column = (bytes: number, write: (to: DataView, at: number, event: PushedEvent) => void) => {
    const to = new DataView(new ArrayBuffer(rows * bytes));
    events.forEach((event, row) => void write(to, row * bytes, event));
    return new Uint8Array(to.buffer);
  };
  const names = new Set(events.flatMap(({ texts }) => Object.keys(texts)));
  const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const texts = [...names].map((name) => [
    camel(name),
    textColumn(events.map((event) => event.texts[name] ?? '')),
  ]);
  const message = {
    rows,
    timeMs: column(8, (to, at, { timeMs }) => to.setFloat64(at, timeMs, true)),
    address: column(16, (to, at, { address }) =>
      words(address).forEach((word, i) => void to.setUint32(at + 4 * i, word, true)),
    ),
    status: column(2, (to, at, { status = 200 }) => to.setUint16(at, status, true)),
    flags: column(1, (to, at, { flags = 0 }) => to.setUint8(at, flags)),
    ...Object.fromEntries(texts),
    ...head,
  };
  return Buffer.from(EventBatch.encode(message).finish());
}

function textColumn(texts: readonly string[]): object {
  const values = [...new Set(['', ...texts])];
  const u32 = new DataView(new ArrayBuffer(4 * values.length));
  let end = 0;
  values.forEach((value, i) => {
    end += Buffer.byteLength(value);
    u32.setUint32(4 * i, end, true);
  });
  const u16 = new DataView(new ArrayBuffer(2 * texts.length));
  texts.forEach((text, row) => void u16.setUint16(2 * row, values.indexOf(text), true));
  return {
    data: Buffer.from(values.join('')),
    ends: new Uint8Array(u32.buffer),
    index: new Uint8Array(u16.buffer),
  };
}

export interface Dialled {
  readonly port: number;
  readonly credentials?: ChannelCredentials;
  readonly token?: string;
}

function dial({ port, credentials = ChannelCredentials.createInsecure() }: Dialled): Client {
  return new Client(`127.0.0.1:${port}`, credentials, {
    // Connections of one process to one place are shared otherwise.
    'grpc.use_local_subchannel_pool': 1,
    'grpc.initial_reconnect_backoff_ms': 50,
    'grpc.max_reconnect_backoff_ms': 200,
  });
}

/** One stream: what was answered on it, and how it ended. */
export class PushStream {
  readonly replies: Reply[] = [];
  /** Resolves with the status that ended it. */
  readonly ended: Promise<ServiceError | undefined>;
  onReply = () => {};
  readonly #stream: ClientDuplexStream<Buffer, Reply>;

  /** @param client a connection of its own unless given */
  constructor(dialled: Dialled, client?: Client) {
    const metadata = new Metadata();
    if (dialled.token !== undefined) metadata.set('authorization', `Bearer ${dialled.token}`);
    const own = client ?? dial(dialled);
    this.#stream = own.makeBidiStreamRequest(
      '/weir.v1.Ingest/Push',
      (bytes: Buffer) => bytes,
      (bytes: Buffer) =>
        IngestReply.toObject(IngestReply.decode(bytes), { defaults: true }) as unknown as Reply,
      metadata,
    );
    this.ended = new Promise((done) => {
      this.#stream.on('error', (error: ServiceError) => done(error));
      this.#stream.on('end', () => done(undefined));
    });
    if (!client) void this.ended.then(() => own.close());
    this.#stream.on('data', (reply: Reply) => {
      this.replies.push(reply);
      this.onReply();
    });
  }

  /** @returns whether more may be written at once: if not, it waits in memory here */
  send(message: Buffer): boolean {
    return this.#stream.write(message);
  }

  /** Nothing more will be sent. */
  finish(): void {
    this.#stream.end();
  }

  cancel(): void {
    this.#stream.cancel();
  }

  get acknowledged(): number {
    return this.replies.at(-1)?.acknowledged ?? -1;
  }
}

/** Keeps each batch until it is acknowledged, and sends it again on another stream if this one ends. */
export class IngestClient {
  acknowledged = 0;
  /** Streams that were opened. */
  streams = 0;
  /** Most batches that were on their way beyond the acknowledged ones. */
  ahead = 0;
  readonly #name: string;
  readonly #dialled: Dialled;
  readonly #client: Client;
  readonly #kept: { readonly number: number; readonly message: Buffer }[] = [];
  #number = 0;
  #credit = 0;
  /** Number of the last batch sent on this stream. */
  #sent = 0;
  #stream: PushStream | undefined;
  #isClosed = false;

  constructor(name: string, dialled: Dialled) {
    this.#name = name;
    this.#dialled = dialled;
    this.#client = dial(dialled);
    void this.#run();
  }

  get waiting(): number {
    return this.#kept.length;
  }

  push(events: readonly PushedEvent[]): void {
    const number = ++this.#number;
    this.#kept.push({ number, message: messageOf({ number }, events) });
    this.#sendOn();
  }

  /** Ends the stream in the middle; another is opened. */
  breakOff(): void {
    this.#stream?.cancel();
  }

  close(): void {
    this.#isClosed = true;
    this.#stream?.cancel();
  }

  async #run(): Promise<void> {
    while (!this.#isClosed) {
      const stream = new PushStream(this.#dialled, this.#client);
      this.#stream = stream;
      this.streams++;
      this.#credit = 0;
      this.#sent = 0;
      stream.onReply = () => {
        const { acknowledged, credit } = stream.replies.at(-1) as Reply;
        this.acknowledged = Math.max(this.acknowledged, acknowledged);
        while (this.#kept.length > 0 && this.#kept[0].number <= acknowledged) this.#kept.shift();
        this.#credit = credit;
        this.#sendOn();
      };
      stream.send(messageOf({ collector: this.#name }));
      await stream.ended;
      this.#stream = undefined;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    this.#client.close();
  }

  #sendOn(): void {
    for (const { number, message } of this.#kept) {
      if (!this.#stream || number > this.acknowledged + this.#credit) return;
      if (number <= this.#sent) continue;
      this.#stream.send(message);
      this.#sent = number;
      this.ahead = Math.max(this.ahead, number - this.acknowledged);
    }
  }
}
