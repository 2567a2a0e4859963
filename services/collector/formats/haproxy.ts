/**
 * HAProxy’s httplog, with or without the header of syslog before it. The address stands first and can’t be forged; what
 * stands before the request may hold captured cookies and headers, and a line is cut where it is too long.
 */
import type { EventRow } from '#libs/wire/row.ts';
import type { Format, FormatKind, FormatOptions } from './format.ts';
import { skipSyslogHeader } from './syslog-header.ts';
import { fixedTemplate, TemplateFormat } from './template-format.ts';

const TEXT =
  '$client:$port [$accepted] $frontend $backend $request_timer/$queue_timer/$connect_timer/$response_timer/$timer ' +
  '$status $size $others"$request"';

class HaproxyFormat implements Format {
  readonly name = 'haproxy';
  readonly #format: TemplateFormat;

  constructor(options: FormatOptions) {
    const template = fixedTemplate(
      TEXT,
      {
        client: ['beforePort', 'client.ip'],
        port: ['number'],
        accepted: ['name', 'time'],
        frontend: ['word'],
        backend: ['word'],
        request_timer: ['number'],
        queue_timer: ['number'],
        connect_timer: ['number'],
        response_timer: ['number'],
        timer: ['number', 'request_time_ms'],
        size: ['number', 'bytes_sent'],
      },
      { escaping: 'hash', isOpen: true, isCut: true },
    );
    this.#format = new TemplateFormat(this.name, template, options);
  }

  get fields(): number {
    return this.#format.fields;
  }

  parse(buffer: Buffer, start: number, end: number, row: EventRow): string {
    return this.#format.parse(buffer, skipSyslogHeader(buffer, start, end), end, row);
  }

  parseCut(buffer: Buffer, start: number, end: number, row: EventRow): string {
    return this.#format.parseCut(buffer, skipSyslogHeader(buffer, start, end), end, row);
  }
}

export const haproxy: FormatKind = { name: 'haproxy', open: (options) => new HaproxyFormat(options) };
