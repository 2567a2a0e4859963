/** The text of a file, or of what is piped in. */
import { createReadStream } from 'node:fs';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';

const TEXT_BYTES_MAX = 256 * 1024 ** 2;

/**
 * @param file `-` for what is piped in
 * @throws WeirError `missing` when it can't be read, `invalid` when it is larger than 256 MB or no UTF-8
 */
export async function readText(file: string): Promise<string> {
  const source = file === '-' ? process.stdin : createReadStream(file);
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of source) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > TEXT_BYTES_MAX)
        throw new WeirError('invalid', `${nameOf(file)} has more than 256 MB; split it`);
    }
  } catch (error) {
    if (error instanceof WeirError) throw error;
    throw new WeirError('missing', `${nameOf(file)} can't be read: ${messageOf(error)}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch {
    throw new WeirError('invalid', `${nameOf(file)} is no UTF-8 text`);
  }
}

/** As errors name it. */
export function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file;
}
