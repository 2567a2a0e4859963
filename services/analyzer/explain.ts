/** Answers what is known of an address whose shard runs here. */
import type { Announcements } from '#libs/bus/announcements.ts';
import { EXPLAIN_FILTER, explainAnswerSubject } from '#libs/cluster/names.ts';
import { addressOf } from '#libs/domain/address.ts';
import type { ShardState } from '#libs/scenario/shard-state.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import { modeNames } from '#libs/wire/enums.ts';
import { weir } from '#proto';

export interface ExplainOptions {
  readonly instance: string;
  readonly announcements: Announcements;
  readonly log: Log;
  /** The state of the shard of an address, four words; undefined when it is not run here. */
  readonly stateOf: (address: Uint32Array) => ShardState | undefined;
}

/** Until `signal`. */
export function answerExplain(options: ExplainOptions, signal: AbortSignal): void {
  const { announcements, instance, log, stateOf } = options;
  announcements.listen(
    EXPLAIN_FILTER,
    (subject, data) => {
      try {
        const address = addressOf(weir.v1.ExplainRequest.decode(data).address);
        const state = address && stateOf(address);
        if (!state) return;
        const reply = weir.v1.ExplainReply.encode(explanationOf(state, address, instance)).finish();
        announcements.announce(explainAnswerSubject(subject), reply);
      } catch (error) {
        logError(log, error, `question ${subject}`);
      }
    },
    signal,
  );
}

export function explanationOf(
  state: ShardState,
  address: Uint32Array,
  owner: string,
): weir.v1.ExplainReply.$Properties {
  const { sessions, keys } = state.explain(address);
  return {
    shard: state.shard,
    owner,
    sessions: sessions.map(({ agent, host, requestMs, numbers, trail }) => ({
      userAgent: agent,
      host,
      lastMs: requestMs,
      numbers: { ...numbers },
      trail: trail.join(' > '),
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
