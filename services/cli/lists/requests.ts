/** A list as the decision service takes it: who wants it, then chunks that fit into a message. */
import { remediationNames, scopeNames } from '#libs/wire/enums.ts';
import type { weir } from '#proto';
import type { ListEntry } from './entry.ts';

const CHUNK_MAX = 1000;
/** Of values and reasons: four bytes each at most, and a message has 4 MB. */
const CHUNK_CHARACTERS_MAX = 500_000;

export function* requestsOf(
  begin: weir.v1.ImportBegin.$Properties,
  chunks: readonly (readonly ListEntry[])[],
): Generator<weir.v1.ImportRequest.$Properties> {
  yield { begin };
  for (const entries of chunks) yield { chunk: { entries: entries.map(messageOf) } };
}

export function chunksOf(entries: readonly ListEntry[]): ListEntry[][] {
  const chunks: ListEntry[][] = [];
  let chunk: ListEntry[] = [];
  let characters = 0;
  for (const entry of entries) {
    const more = entry.subject.value.length + entry.reason.length;
    if (chunk.length === CHUNK_MAX || (chunk.length > 0 && characters + more > CHUNK_CHARACTERS_MAX)) {
      chunks.push(chunk);
      chunk = [];
      characters = 0;
    }
    chunk.push(entry);
    characters += more;
  }
  if (chunk.length > 0) chunks.push(chunk);
  return chunks;
}

function messageOf({ subject, remediation, statusCode, end, reason }: ListEntry) {
  return {
    scope: scopeNames.toWire(subject.scope),
    value: subject.value,
    remediation: remediationNames.toWire(remediation),
    statusCode,
    ...('lengthMs' in end ? { durationMs: end.lengthMs } : { untilMs: end.untilMs }),
    reason,
  };
}
