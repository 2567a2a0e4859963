/**
 * The combined format of nginx and Apache:
 *
 *     $remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"
 *
 * and any further fields. The last of them may be the mark of a refused request, `weir="$weir_decision"`
 * (marker.ts).
 */
import { parseAddress } from '#libs/domain/address.ts';
import { FLAG, fieldSet } from '#libs/domain/event.ts';
import { type EventRow, TEXT_INDEX } from '#libs/wire/row.ts';
import * as ascii from './ascii.ts';
import { isAbsent } from './ascii.ts';
import { parseCount } from './decimal.ts';
import type { Format } from './format.ts';
import { markAtEnd } from './marker.ts';
import { readRequest } from './request.ts';
import { Scratch } from './scratch.ts';
import type { Template } from './template.ts';
import { fixedTemplate, TemplateFormat } from './template-format.ts';
import { LastView, quoteFrom } from './text-scan.ts';
import { TIME_LOCAL_BYTES, TimeLocalReader } from './time.ts';

const { CLOSE_SQUARE, OPEN_SQUARE, QUOTE, SPACE } = ascii;

const { user: USER, user_agent: USER_AGENT, referer: REFERER } = TEXT_INDEX;

const FIELDS = fieldSet([
  'time',
  'client.ip',
  'method',
  'path',
  'query',
  'protocol',
  'status',
  'bytes_sent',
  'user_agent',
  'referer',
  'user',
]);
const REFUSED_FIELD = fieldSet(['refused']);

/** As nginx has it. */
export const COMBINED_TEXT =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

/** What one line in many thousands is read by: one that was cut. Apache writes `""` for a user without a name. */
const CUT_TEXTS = ['$remote_user', '""'].map(
  (user) =>
    `$remote_addr $ident ${user} [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"`,
);

/** `[`, the time, `] ` before the quote of the request. */
const BRACKETED_BYTES = TIME_LOCAL_BYTES + 3;

export class CombinedFormat implements Format {
  readonly name: string;
  #fields = FIELDS;
  readonly #time = new TimeLocalReader();
  readonly #scratch = new Scratch();
  readonly #view = new LastView();
  #cut: readonly TemplateFormat[] = [];

  constructor(name = 'combined') {
    this.name = name;
  }

  /** `refused` is among them from the first line on that has a mark, filled or empty. */
  get fields(): number {
    return this.#fields;
  }

  parse(buffer: Buffer, start: number, end: number, row: EventRow): string {
    const view = this.#view.of(buffer);
    row.clear();
    this.#scratch.begin(end - start);
    let blank = start;
    while (blank < end && buffer[blank] !== SPACE) blank++;
    if (!parseAddress(buffer, start, blank, row.address, 0)) return 'no address';
    // No client can write a quote, so the first one opens the request, and what stands before it is of known length.
    let opening = quoteFrom(view, blank, end);
    // Apache writes "" for a user without a name; nginx writes no quote here.
    if (opening >= 0 && opening + 2 < end && buffer[opening + 1] === QUOTE && buffer[opening + 2] === SPACE) {
      if (buffer[opening + 3] === OPEN_SQUARE) opening = quoteFrom(view, opening + 2, end);
    }
    const request = opening < 0 ? ~opening : opening;
    if (request === end) return 'no request';
    const bracket = request - BRACKETED_BYTES;
    if (bracket <= blank || buffer[bracket] !== OPEN_SQUARE || buffer[request - 2] !== CLOSE_SQUARE) {
      return 'no time';
    }
    if (buffer[bracket - 1] !== SPACE || buffer[request - 1] !== SPACE) return 'no time';
    row.timeMs = this.#time.read(buffer, bracket + 1);
    if (Number.isNaN(row.timeMs)) return 'no time';
    let user = blank + 1;
    while (user < bracket && buffer[user] !== SPACE) user++;
    if (++user >= bracket) return 'no user';
    if (buffer[user] !== QUOTE) {
      this.#setText(USER, buffer, user, opening < 0 ? ~(bracket - 1) : bracket - 1, row);
    }
    const closing = quoteFrom(view, request + 1, end);
    const requestEnd = closing < 0 ? ~closing : closing;
    if (requestEnd === end) return 'no closing quote';
    if (closing >= 0) {
      const isNone = isAbsent(buffer, request + 1, requestEnd);
      readRequest(buffer, isNone ? requestEnd : request + 1, requestEnd, row);
    } else {
      const text = this.#scratch.unescape(buffer, request + 1, requestEnd);
      const { buffer: own, end: textEnd } = this.#scratch;
      readRequest(own, isAbsent(own, text, textEnd) ? textEnd : text, textEnd, row);
    }
    return this.#readResponse(buffer, view, requestEnd + 1, end, row);
  }

  parseCut(buffer: Buffer, start: number, end: number, row: EventRow): string {
    if (this.#cut.length === 0)
      this.#cut = CUT_TEXTS.map((text) => new TemplateFormat(this.name, cutTemplate(text)));
    let reason = '';
    for (const format of this.#cut) {
      reason = format.parseCut(buffer, start, end, row);
      if (reason === '') break;
    }
    return reason;
  }

  /** From behind the request on: status, bytes, referer, agent, and the mark. */
  #readResponse(buffer: Buffer, view: DataView, from: number, end: number, row: EventRow): string {
    if (from >= end || buffer[from] !== SPACE) return 'no status';
    let field = from + 1;
    let i = field;
    while (i < end && buffer[i] !== SPACE) i++;
    row.status = parseCount(buffer, field, i, 0);
    if (row.status < 0 || row.status > 999 || i === end) return 'no status';
    field = ++i;
    while (i < end && buffer[i] !== SPACE) i++;
    row.bytesSent = parseCount(buffer, field, i, 0);
    if (row.bytesSent < 0 || i === end) return 'no size';
    if (buffer[i + 1] !== QUOTE || i + 1 >= end) return 'no referer';
    const referer = quoteFrom(view, i + 2, end);
    const refererEnd = referer < 0 ? ~referer : referer;
    if (refererEnd === end) return 'no closing quote';
    this.#setText(REFERER, buffer, i + 2, referer, row);
    i = refererEnd + 2;
    if (i >= end || buffer[i] !== QUOTE || buffer[i - 1] !== SPACE) return 'no user agent';
    const agent = quoteFrom(view, i + 1, end);
    const agentEnd = agent < 0 ? ~agent : agent;
    if (agentEnd === end) return 'no closing quote';
    this.#setText(USER_AGENT, buffer, i + 1, agent, row);
    return agentEnd + 1 === end ? '' : this.#readFurther(buffer, agentEnd + 1, end, row);
  }

  #readFurther(buffer: Buffer, from: number, end: number, row: EventRow): string {
    if (buffer[from] !== SPACE) return 'no end of the user agent';
    const mark = markAtEnd(buffer, from, end);
    if (mark === 'none') return '';
    this.#fields |= REFUSED_FIELD;
    if (mark === 'refused') row.flags |= FLAG.refused;
    return '';
  }

  /** Sets a text that ends at `end`, or at its complement if it has escapes. */
  #setText(text: number, buffer: Buffer, start: number, end: number, row: EventRow): void {
    if (end < 0) {
      const from = this.#scratch.unescape(buffer, start, ~end);
      const { buffer: own, end: textEnd } = this.#scratch;
      if (!isAbsent(own, from, textEnd)) row.setText(text, own, from, textEnd);
    } else if (!isAbsent(buffer, start, end)) {
      row.setText(text, buffer, start, end);
    }
  }
}

function cutTemplate(text: string): Template {
  return fixedTemplate(text, { ident: ['word'] }, { escaping: 'backslash', isOpen: true });
}
