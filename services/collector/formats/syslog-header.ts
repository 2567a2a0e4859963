/** What a syslog daemon writes before a message: `Feb  6 12:14:14 host tag[1]: `, or the same with an ISO time. */
import { COLON, isDigit, MINUS, SPACE } from './ascii.ts';

const MONTHS = 'JanFebMarAprMayJunJulAugSepOctNovDec';
/** `Feb  6 12:14:14`. */
const BSD_TIME_BYTES = 15;
/** Host and tag. */
const WORDS_MAX = 2;

/**
 * Where the message begins: `start` when there is no header. Nothing in it is of a client: it begins with a time, has
 * two words at most, and ends with the first word that ends with a colon.
 */
export function skipSyslogHeader(buffer: Uint8Array, start: number, end: number): number {
  let at = timeEnd(buffer, start, end);
  if (at < 0) return start;
  for (let words = 0; words < WORDS_MAX; words++) {
    const from = at + 1;
    at = from;
    while (at < end && buffer[at] !== SPACE) at++;
    if (at === end || at === from) return start;
    if (buffer[at - 1] === COLON) return at + 1;
  }
  return start;
}

/** The index of the blank behind the time, or -1. */
function timeEnd(buffer: Uint8Array, start: number, end: number): number {
  if (end - start <= BSD_TIME_BYTES) return -1;
  if (isDigit(buffer[start])) {
    if (buffer[start + 4] !== MINUS || buffer[start + 7] !== MINUS) return -1;
    let at = start;
    while (at < end && buffer[at] !== SPACE) at++;
    return at === end ? -1 : at;
  }
  const month = MONTHS.indexOf(String.fromCharCode(buffer[start], buffer[start + 1], buffer[start + 2]));
  const isTime =
    month >= 0 &&
    month % 3 === 0 &&
    buffer[start + 3] === SPACE &&
    buffer[start + 6] === SPACE &&
    buffer[start + 9] === COLON &&
    buffer[start + 12] === COLON;
  return isTime && buffer[start + BSD_TIME_BYTES] === SPACE ? start + BSD_TIME_BYTES : -1;
}
