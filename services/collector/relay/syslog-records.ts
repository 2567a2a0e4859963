/** Lines as records of RFC 5424. */
import type { SyslogDestination } from './config.ts';

const LINE_FEED = 0x0a;
/** local7, informational: what nginx gives its access log. */
const PRIORITY = 23 * 8 + 6;

export interface SyslogRecordsOptions extends Pick<SyslogDestination, 'framing' | 'tag'> {
  readonly host: string;
}

export class SyslogRecords {
  readonly #options: SyslogRecordsOptions;

  constructor(options: SyslogRecordsOptions) {
    this.#options = options;
  }

  /** @param lines each with a line feed at its end @param nowMs Unix ms */
  of(lines: Buffer, nowMs: number): Buffer {
    const { framing, tag, host } = this.#options;
    const header = `<${PRIORITY}>1 ${new Date(nowMs).toISOString()} ${host} ${tag} - - - `;
    const parts: Buffer[] = [];
    for (let start = 0; start < lines.length; ) {
      const end = lines.indexOf(LINE_FEED, start);
      const line = lines.subarray(start, end);
      if (framing === 'octet-counted')
        parts.push(Buffer.from(`${header.length + line.length} ${header}`, 'latin1'), line);
      else parts.push(Buffer.from(header, 'latin1'), line, Buffer.from('\n'));
      start = end + 1;
    }
    return Buffer.concat(parts);
  }
}
