/** A request as a line of nginx's `log_format weir` (services/enforcer/targets/nginx/snippets.ts). */
import type { Request } from './request.ts';

const URI_MAX = 512;
const AGENT_MAX = 256;
const REFERER_MAX = 256;
const REQUEST_MAX = 128;
const ID_DIGITS = 32;

/** @param number tells requests apart: their id is made of it */
export function weirLine(request: Request, number: number): string {
  const { garbled, address, host, status, bytes, requestBytes, protocol, method, target } = request;
  const told = garbled === '';
  const raw = told ? `${method} ${target} ${protocol}` : garbled;
  const seconds = request.seconds.toFixed(3);
  const id = number.toString(16).padStart(ID_DIGITS, '0');
  return (
    `{"v":1,"t":${(request.timeMs / 1000).toFixed(3)},"ip":"${address}","pip":"${address}","h":"${host}",` +
    `"m":"${told ? method : ''}","u":${text(told ? target : '', URI_MAX)},"p":"${told ? protocol : ''}",` +
    `"s":${status},"b":${Math.round(bytes)},"rl":${Math.round(requestBytes)},"rt":${seconds},"ut":"${seconds}",` +
    `"ua":${text(request.agent, AGENT_MAX)},"rf":${text(request.referer, REFERER_MAX)},"id":"${id}",` +
    `"raw":${text(raw, REQUEST_MAX)},"xff":"","us":"","weir":""}\n`
  );
}

/** As nginx's maps and escape=json leave it. */
function text(value: string, max: number): string {
  return JSON.stringify(value.length > max ? value.slice(0, max) : value);
}
