/** What a line of a log comes to: the event that it is, and the scenarios that look at it. */

import { formatAddress } from '#libs/domain/address.ts';
import { EVENT_FIELDS, fieldSet, TEXT_FIELDS } from '#libs/domain/event.ts';
import { SeededHash } from '#libs/domain/hash.ts';
import type { Mode } from '#libs/domain/mode.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import type { Pack } from '#libs/language/pack.ts';
import { KeyReader } from '#libs/match/key.ts';
import { isAboutSessions } from '#libs/scenario/scenario.ts';
import { ScenarioMatcher } from '#libs/scenario/scenario-matcher.ts';
import { type Batch, decodeBatch } from '#libs/wire/batch.ts';
import { BatchBuilder } from '#libs/wire/batch-builder.ts';
import { EventRow } from '#libs/wire/row.ts';
import { detectFormat, openFormat } from '#services/collector/formats/auto.ts';
import { readLine } from '#services/collector/formats/format.ts';

export interface ExplainedLine {
  /** Fields of the event that are not empty, by their names in conditions. */
  readonly event: Readonly<Record<string, string | number>>;
  readonly scenarios: readonly LineScenario[];
}

/** A scenario that counts the event. */
export interface LineScenario {
  readonly name: string;
  readonly mode: Mode;
  readonly severity: string;
  readonly detector: string;
  /** What it is counted by. */
  readonly key: string;
}

const RUN = { name: 'line', identity: '', fields: fieldSet(EVENT_FIELDS), position: 0 };

/** @throws WeirError `invalid` for a line that no format can read */
export function explainLine(line: string, { scenarios, lists }: Pack): ExplainedLine {
  const hash = new SeededHash(new Uint8Array(8));
  const batch = batchOf(line, hash);
  // What sessions come to is no matter of one line.
  const judging = scenarios.filter((scenario) => scenario.mode !== 'off' && !isAboutSessions(scenario));
  const matches = new ScenarioMatcher(judging, lists).match(batch);
  return {
    event: eventOf(batch),
    scenarios: judging.flatMap((scenario, i): LineScenario[] => {
      if (!matches[i]?.has(0)) return [];
      const { name, mode, severity, detect, key } = scenario;
      const described = new KeyReader(key, hash).describe(batch, 0);
      const text = described.map(({ field, value }) => `${field}=${value}`).join(' ');
      return [{ name, mode, severity, detector: detect.kind, key: text }];
    }),
  };
}

function batchOf(line: string, hash: SeededHash): Batch {
  const bytes = Buffer.from(line);
  const spec = detectFormat(bytes);
  if (!spec) {
    const known = 'write an address such as 203.0.113.7, or a line as nginx logs it (combined or JSON)';
    throw new WeirError('invalid', `this is neither an address nor a line of a known format; ${known}`);
  }
  const row = new EventRow();
  const mistake = readLine(openFormat(spec), bytes, 0, bytes.length, row);
  if (mistake !== '') throw new WeirError('invalid', `the line can't be read as ${spec.format}: ${mistake}`);
  const builder = new BatchBuilder(hash);
  const run = { ...RUN, newestMs: row.timeMs };
  builder.add(row, run, 0, row.timeMs);
  const header = {
    collector: 'cli',
    shard: 0,
    shardMapVersion: 1,
    number: 1,
    traceparent: '',
    publishedMs: 0,
  };
  return decodeBatch(builder.finish(header, [run]));
}

function eventOf({
  timeMs,
  address,
  status,
  bytesSent,
  requestTimeUs,
  texts,
}: Batch): ExplainedLine['event'] {
  const event: Record<string, string | number> = {
    time: new Date(timeMs[0]).toISOString(),
    'client.ip': formatAddress(address),
    status: status[0],
    bytes_sent: bytesSent[0],
    request_time: requestTimeUs[0] / 1e6,
  };
  for (const [i, field] of TEXT_FIELDS.entries()) {
    const text = texts[i].textAt(0);
    if (text !== '') event[field] = text;
  }
  return event;
}
