/**
 * A batch as a client of Ingest sends it. Nothing in it is believed: it is taken as a whole or not at all, and what the
 * collector finds out by itself (sources, places, times of reading) is not looked at.
 */
import { FLAG, TEXT_FIELDS } from '#libs/domain/event.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { Arena } from '#libs/wire/arena.ts';
import { decodeMessage, type EventColumns, eventColumns } from '#libs/wire/batch.ts';
import { TEXT_PROPERTIES } from '#libs/wire/batch-builder.ts';
import { type EventRow, TEXT_INDEX } from '#libs/wire/row.ts';
import type { weir } from '#proto';
import { LINE_BYTES_MAX } from '../../formats/format.ts';

/** Bytes of a message: a sender that does not wait has about twenty of them in memory here. */
export const MESSAGE_BYTES_MAX = 256 * 1024;
export const PUSHED_ROWS_MAX = 500;
/** So that each event has a whole number for its place: number × ROWS_PER_NUMBER + row. Stands in spools: never to be changed. */
export const ROWS_PER_NUMBER = 4096;
const NUMBER_MAX = 2 ** 40;
/** All texts of all rows, as if none were shared. */
const TEXT_BYTES_MAX = 8 * 1024 * 1024;
/** What a Date can hold. */
const TIME_MAX_MS = 8.64e15;
const STATUS_MAX = 999;
const SEVERITY_MAX = 7;
/** Flags that a sender knows; the others are the collector's to set. */
const SENT_FLAGS = FLAG.refused | FLAG.notHttp | FLAG.waf;
const SENDER = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,62}$/;

export interface PushedBatch {
  /** Empty where it is not said again. */
  readonly sender: string;
  /** 0 only names the sender. */
  readonly number: number;
  readonly events: EventColumns;
}

/** @throws WeirError `invalid`, which says what is wrong */
export function readBatch(bytes: Uint8Array): PushedBatch {
  try {
    const message = decodeMessage(bytes);
    const { collector: sender, number } = message;
    if (sender !== '' && !SENDER.test(sender))
      throw refusal('collector has to be the name of the sender: 1 to 63 of A-Z a-z 0-9 . _ : -');
    if (!Number.isInteger(number) || number < 0 || number > NUMBER_MAX)
      throw refusal(`${number} is no number of a batch: count them from 1`);
    for (const property of TEXT_PROPERTIES) {
      if (message[property]?.cuts?.length) throw refusal(`${property} has cuts: send texts whole`);
    }
    const events = eventColumns(message, PUSHED_ROWS_MAX, new Arena(bytes.length));
    for (let row = 0; row < events.rows; row++) checkNumbers(events, row);
    checkTexts(message, events);
    return { sender, number, events };
  } catch (error) {
    if (error instanceof WeirError && error.failure === 'corrupt')
      throw new WeirError('invalid', messageOf(error));
    throw error;
  }
}

/** Fills `out` with an event. Its texts are in the columns. */
export function fillRow(events: EventColumns, row: number, out: EventRow): void {
  out.timeMs = events.timeMs[row];
  for (let word = 0; word < out.address.length; word++) {
    out.address[word] = events.address[out.address.length * row + word];
  }
  out.status = events.status[row];
  out.bytesSent = events.bytesSent[row];
  out.requestBytes = events.requestBytes[row];
  out.wafSeverity = events.wafSeverity[row];
  out.requestTimeUs = events.requestTimeUs[row];
  out.flags = events.flags[row];
  for (let text = 0; text < TEXT_FIELDS.length; text++) {
    const column = events.texts[text];
    const value = column.index[row];
    out.setText(text, column.data, column.start(value), column.end(value));
  }
}

function checkNumbers(events: EventColumns, row: number): void {
  const timeMs = events.timeMs[row];
  if (timeMs < 0 || timeMs > TIME_MAX_MS) throw refusal(`row ${row}: ${timeMs} is no time in Unix ms`);
  const status = events.status[row];
  if (status > STATUS_MAX) throw refusal(`row ${row}: status ${status} is more than ${STATUS_MAX}`);
  for (const [name, column] of [
    ['bytes_sent', events.bytesSent],
    ['request_bytes', events.requestBytes],
  ] as const) {
    if (!(column[row] >= 0 && column[row] <= Number.MAX_SAFE_INTEGER))
      throw refusal(`row ${row}: ${name} is ${column[row]}`);
  }
  const flags = events.flags[row];
  if ((flags & ~SENT_FLAGS) !== 0)
    throw refusal(`row ${row} has flags ${flags}: a sender sets ${SENT_FLAGS} at most`);
  const rules = events.texts[TEXT_INDEX.waf_rule];
  const isWaf = rules.length(rules.index[row]) > 0;
  if (isWaf !== ((flags & FLAG.waf) !== 0))
    throw refusal(`row ${row}: flag ${FLAG.waf} goes with a waf_rule`);
  const severity = events.wafSeverity[row];
  if (severity > (isWaf ? SEVERITY_MAX : 0))
    throw refusal(`row ${row}: waf_severity is ${severity}; use 0 to ${SEVERITY_MAX}, with a waf_rule`);
}

/** One long text that every row names would cost as much as if each had its own. */
function checkTexts({ rows }: weir.v1.EventBatch, { texts }: EventColumns): void {
  let bytes = 0;
  for (let text = 0; text < texts.length; text++) {
    const column = texts[text];
    for (let value = 0; value < column.values; value++) {
      const length = column.length(value);
      if (length > LINE_BYTES_MAX)
        throw refusal(`${TEXT_FIELDS[text]} has a text of ${length} bytes: ${LINE_BYTES_MAX} are the most`);
    }
    for (let row = 0; row < rows; row++) bytes += column.length(column.index[row]);
  }
  if (bytes > TEXT_BYTES_MAX)
    throw refusal(`its rows have ${bytes} bytes of text, more than ${TEXT_BYTES_MAX}: send fewer rows`);
}

function refusal(what: string): WeirError {
  return new WeirError('invalid', `event batch: ${what}`);
}
