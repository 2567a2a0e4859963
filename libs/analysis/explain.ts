/** Answers what is known of an address whose shard runs here. */

import { weir } from '#proto';
import type { Announcements } from '../bus/announcements.ts';
import { EXPLAIN_FILTER, explainAnswerSubject } from '../cluster/names.ts';
import { addressOf } from '../domain/address.ts';
import type { ShardState } from '../scenario/shard-state.ts';
import { JOINT, type KnownSession } from '../session/session-rows.ts';
import { type Log, logError } from '../telemetry/logging.ts';
import { modeNames } from '../wire/enums.ts';

export interface ExplainOptions {
  readonly instance: string;
  /** Only questions to this group are answered; see Group. */
  readonly group: string;
  readonly announcements: Announcements;
  readonly log: Log;
  /** The state of the shard of an address, four words; undefined when it is not run here. */
  readonly stateOf: (address: Uint32Array) => ShardState | undefined;
}

/** Until `signal`. */
export function answerExplain(options: ExplainOptions, signal: AbortSignal): void {
  const { announcements, instance, group, log, stateOf } = options;
  announcements.listen(
    EXPLAIN_FILTER,
    (subject, data) => {
      try {
        const request = weir.v1.ExplainRequest.decode(data);
        const address = request.group === group ? addressOf(request.address) : undefined;
        const state = address && stateOf(address);
        if (!state) return;
        const explanation = explanationOf(state, address, instance, request.known.map(knownOf));
        const reply = weir.v1.ExplainReply.encode(explanation).finish();
        announcements.announce(explainAnswerSubject(subject), reply);
      } catch (error) {
        logError(log, error, `question ${subject}`);
      }
    },
    signal,
  );
}

/** @param known sessions of the address that others know of */
export function explanationOf(
  state: ShardState,
  address: Uint32Array,
  owner: string,
  known: readonly KnownSession[] = [],
): weir.v1.ExplainReply.$Properties {
  const { sessions, keys } = state.explain(address, known);
  return {
    shard: state.shard,
    owner,
    sessions: sessions.map(({ agent, host, requestMs, numbers, trail }) => ({
      userAgent: agent,
      host,
      lastMs: requestMs,
      numbers: { ...numbers },
      trail: trail.join(JOINT),
    })),
    progress: keys.map(({ scenario: { name, mode }, key, isOpen, lastMs, progress }) => ({
      scenario: name,
      mode: mode === 'off' ? 0 : modeNames.toWire(mode),
      key: [...key],
      open: isOpen,
      lastMs,
      level: progress?.level ?? 0,
      threshold: progress?.limit ?? 0,
      events: progress?.events ?? 0,
      eventsMin: progress?.eventsMin ?? 0,
    })),
  };
}

function knownOf({ userAgent, host, trail }: weir.v1.SessionState.$Properties): KnownSession {
  return { agent: userAgent ?? '', host: host ?? '', trail: (trail ?? '').split(JOINT) };
}
