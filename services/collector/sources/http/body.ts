/** The body of a request, unpacked, up to a limit. */
import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { messageOf } from '#libs/errors/weir-error.ts';
import { Refusal } from './refusal.ts';

const UNPACKERS = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  zstd: createZstdDecompress,
} as const;

/**
 * @param bytesMax of the body, unpacked
 * @param grow is told of each byte that is kept in memory before it is, and throws when there is no room
 * @throws Refusal when it is longer, packed in another way, or damaged
 */
export async function readBody(
  request: IncomingMessage,
  bytesMax: number,
  grow: (bytes: number) => void,
): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const unpack = Object.hasOwn(UNPACKERS, encoding)
    ? UNPACKERS[encoding as keyof typeof UNPACKERS]
    : undefined;
  if (!unpack && encoding !== 'identity') {
    throw new Refusal(
      415,
      `content-encoding ${JSON.stringify(encoding.slice(0, 40))} is none of gzip, deflate, zstd`,
    );
  }
  const parts: Buffer[] = [];
  let bytes = 0;
  await take(request, unpack?.(), (chunk) => {
    bytes += chunk.length;
    if (bytes > bytesMax)
      throw new Refusal(413, `the body is longer than ${bytesMax} bytes: send smaller batches`);
    grow(chunk.length);
    parts.push(chunk);
  });
  return parts.length === 1 ? parts[0] : Buffer.concat(parts);
}

/** A stream is left as it is when it is not read to its end: who destroys that of a request can't answer it any more. */
function take(
  request: IncomingMessage,
  unpacked: Transform | undefined,
  keep: (chunk: Buffer) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = unpacked ? request.pipe(unpacked) : request;
    const fail = (error: unknown) => {
      request.unpipe();
      request.pause();
      unpacked?.destroy();
      const isRefused = error instanceof Refusal;
      reject(isRefused ? error : new Refusal(400, `the body can't be read: ${messageOf(error)}`));
    };
    stream.on('data', (chunk: Buffer) => {
      try {
        keep(chunk);
      } catch (error) {
        stream.removeAllListeners('data');
        fail(error);
      }
    });
    stream.once('end', resolve);
    stream.once('error', fail);
    request.once('close', () => {
      if (!request.complete) fail(new Error('the connection was closed'));
    });
  });
}
