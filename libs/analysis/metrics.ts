/** What shards count, and those who run them. */
import type { Detection } from '../domain/detection.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Counted } from '../scenario/shard-counters.ts';
import type { Sessions } from '../session/sessions.ts';
import type { Counter, Histogram, Metrics } from '../telemetry/metrics.ts';
import type { RunningShard } from './running-shard.ts';

const COUNTERS: Readonly<Record<Counted, string>> = {
  batches: 'Batches judged',
  events: 'Events judged or counted',
  refused: 'Events that were requests Weir had refused: counted, not judged',
  late: 'Events older than their source’s watermark: counted, not judged',
  repeated: 'Batches that had been seen before',
  corrupt: 'Messages that were no batch',
  foreign: 'Batches of another shard map',
  scenarioFailures: 'Times a scenario failed and began anew',
  relayed: 'Events that key shards have received from range shards',
  overtaken: 'Events that came to a key shard after later ones had been judged',
  ignored: 'Events that were too old for a detector’s state of their key',
  displaced: 'Values and partial sequences of a key that were forgotten because it had too many',
};

/** Zero where no scenario is about sessions. */
const SESSION_NUMBERS: Readonly<Record<string, readonly [string, (sessions: Sessions) => number]>> = {
  sessions: ['Sessions that are open', ({ open }) => open],
  sessions_closed: ['Sessions that have ended', ({ closed }) => closed],
  sessions_closed_early: ['Sessions given up because there were too many', (each) => each.closedEarly],
  sessions_strayed: [
    'Events much older than the session of their client: in no session',
    (each) => each.strayed,
  ],
  session_bytes: ['Memory of open sessions, without their texts', ({ bytes }) => bytes],
  session_texts: ['Different texts kept of open sessions', ({ texts }) => texts],
  clients: ['Clients of the last minute', ({ clients }) => clients?.clients ?? 0],
  clients_successful: [
    'Clients of the last minute whose requests were mostly successful',
    ({ clients }) => clients?.successfulClients ?? 0,
  ],
  session_texts_crowded: ['Texts of sessions that found no room', ({ textsCrowded }) => textsCrowded],
};

export class AnalysisMetrics {
  readonly #detections = new Map<string, Counter>();
  readonly #delayMs: Histogram;
  /** What shards had counted that were finished here in a resize. */
  readonly #retired = new Map<Counted, number>();

  readonly #metrics: Metrics;
  readonly #prefix: string;
  readonly #running: () => readonly RunningShard[];

  /** @param prefix of all names, such as `weir_analyzer` */
  constructor(metrics: Metrics, prefix: string, running: () => readonly RunningShard[]) {
    this.#metrics = metrics;
    this.#prefix = prefix;
    this.#running = running;
    for (const [counter, description] of Object.entries(COUNTERS)) {
      const name = `${prefix}_${counter.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
      metrics.gauge(name, description, () =>
        running().reduce(
          (total, { state }) => total + state.counters[counter as Counted],
          this.#retired.get(counter as Counted) ?? 0,
        ),
      );
    }
    metrics.gauge(`${prefix}_shards`, 'Shards owned', () => running().length);
    metrics.gauge(`${prefix}_mailbox`, 'Batches waiting in front of shards', () =>
      running().reduce((total, { actor }) => total + actor.progress.mailbox, 0),
    );
    metrics.gauge(`${prefix}_waiting`, 'Events that wait in key shards for their time', () =>
      running().reduce(
        (total, { state: { stage } }) => total + (stage.kind === 'key' ? stage.waiting.rows : 0),
        0,
      ),
    );
    // Shards share the matcher of their scenarios.
    const texts = (count: 'lookups' | 'hits') => () =>
      [...new Set(running().map(({ state }) => state.matcher))].reduce(
        (sum, { counts }) => sum + counts[count],
        0,
      );
    metrics.gauge(
      `${prefix}_texts_asked`,
      'Texts looked for among those of earlier batches',
      texts('lookups'),
    );
    metrics.gauge(
      `${prefix}_texts_known`,
      'Texts whose matches were known from earlier batches',
      texts('hits'),
    );
    for (const [name, [description, read]] of Object.entries(SESSION_NUMBERS)) {
      metrics.gauge(`${prefix}_${name}`, description, () =>
        running().reduce(
          (total, { state: { sessionStage } }) => total + (sessionStage ? read(sessionStage.sessions) : 0),
          0,
        ),
      );
    }
    metrics.gauge(`${prefix}_snapshot_bytes`, 'Size of the stored snapshots', () =>
      running().reduce((total, { actor }) => total + actor.progress.snapshotBytes, 0),
    );
    metrics.gauge(`${prefix}_quarantined`, 'Messages in quarantine', () =>
      running().reduce((total, { actor }) => total + actor.progress.quarantined, 0),
    );
    this.#delayMs = metrics.histogram(`${prefix}_delay_ms`, 'From reading the line to the detection');
  }

  /** Has numbers for these scenarios from now on. */
  follow(scenarios: readonly Scenario[]): void {
    const running = this.#running;
    const metrics = this.#metrics;
    const prefix = this.#prefix;
    for (const { name } of scenarios) {
      if (this.#detections.has(name)) continue;
      const attributes = { scenario: name };
      this.#detections.set(
        name,
        metrics.counter(`${prefix}_detections_total`, 'Detections opened', attributes),
      );
      const sum = (read: (state: { keys: number; evicted: number; open: number }) => number) => () =>
        running().reduce((total, { state }) => {
          const found = state.scenarios.find(({ scenario }) => scenario.name === name);
          return total + (found ? read(found) : 0);
        }, 0);
      metrics.gauge(
        `${prefix}_keys`,
        'Keys remembered',
        sum(({ keys }) => keys),
        attributes,
      );
      metrics.gauge(
        `${prefix}_keys_evicted`,
        'Keys forgotten because a table was full',
        sum(({ evicted }) => evicted),
        attributes,
      );
      metrics.gauge(
        `${prefix}_open_detections`,
        'Detections that are open',
        sum(({ open }) => open),
        attributes,
      );
    }
  }

  /** A shard is finished: what it has counted stays with this process. */
  retire(counters: Readonly<Record<Counted, number>>): void {
    for (const name of Object.keys(COUNTERS) as Counted[])
      this.#retired.set(name, (this.#retired.get(name) ?? 0) + counters[name]);
  }

  detected(detection: Detection, nowMs: number): void {
    if (detection.rev !== 1) return;
    const counter = this.#detections.get(detection.scenario);
    if (counter) counter.value++;
    this.#delayMs.record(nowMs - detection.stages.ingestedMs);
  }
}
