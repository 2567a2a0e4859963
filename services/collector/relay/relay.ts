/** The relay: a collector at the edge. What it reads is on disk before anything else, and then goes to where it is wanted. */
import type { ServiceConfig } from '#libs/config/service-config.ts';
import type { ProcessContext, Running } from '#libs/service/process.ts';
import { AUTO, openFormat } from '../formats/auto.ts';
import { Quarantine } from '../quarantine.ts';
import { keepRunning } from '../sources/keep-running.ts';
import { openSource } from '../sources/open-source.ts';
import type { Source } from '../sources/source.ts';
import { destinationsOf, type RelayConfig } from './config.ts';
import { Destination } from './destination.ts';
import { relayMetrics } from './metrics.ts';
import { RelayIntake } from './relay-intake.ts';
import { Routes } from './routes.ts';

const ALARMS_EVERY_MS = 5000;
/** How long a relay that stops tries to send; what is left is sent after the next start. */
const DRAIN_MS = 5000;

export interface RunningSource {
  readonly source: Source;
  readonly intake: RelayIntake;
}

export async function startRelay(
  context: ProcessContext,
  { own }: ServiceConfig<RelayConfig>,
): Promise<Running> {
  const { disk, clock, log } = context;
  const { stateDir, whenFull } = own;
  const quarantine = new Quarantine(stateDir, disk, clock, log);
  const destinations: Destination[] = [];
  for (const config of own.destinations)
    destinations.push(await Destination.open(context, config, { stateDir, whenFull, quarantine }));
  return new Relay(context, own, destinations, quarantine);
}

class Relay implements Running {
  readonly #context: ProcessContext;
  readonly #destinations: readonly Destination[];
  readonly #quarantine: Quarantine;
  readonly #sources: readonly RunningSource[];
  readonly #reading = new AbortController();
  readonly #running: readonly Promise<unknown>[];
  readonly #timer: { cancel(): void };
  #told: readonly string[] = [];

  constructor(
    context: ProcessContext,
    config: RelayConfig,
    destinations: readonly Destination[],
    quarantine: Quarantine,
  ) {
    const { clock, log, metrics } = context;
    this.#context = context;
    this.#destinations = destinations;
    this.#quarantine = quarantine;
    this.#sources = config.sources.map((source) => {
      const { name, format = AUTO, keys, timeZone } = source;
      const routed = destinationsOf(name, config.destinations);
      const own = destinations.filter((destination) => routed.some((each) => each.name === destination.name));
      const intake = new RelayIntake({
        name,
        destinations: own,
        routes: new Routes(routed),
        format: openFormat(
          { format, ...(keys === undefined ? {} : { keys }) },
          timeZone === undefined ? {} : { timeZone },
        ),
        room: () => this.#room(own),
      });
      return { source: openSource(source, context), intake };
    });
    relayMetrics(metrics, { sources: this.#sources, destinations });
    this.#timer = clock.every(ALARMS_EVERY_MS, () => this.#tell());
    const { signal } = this.#reading;
    this.#running = this.#sources.map(({ source, intake }) =>
      keepRunning(source, intake, { clock, log, signal }),
    );
  }

  notReady(): string {
    return '';
  }

  async stop(): Promise<void> {
    this.#reading.abort();
    await Promise.all(this.#running);
    this.#timer.cancel();
    await Promise.all(this.#destinations.map((destination) => destination.end(DRAIN_MS)));
    await this.#quarantine.flush();
  }

  /** Whatever is read may be for any of them. */
  async #room(destinations: readonly Destination[]): Promise<void> {
    await Promise.all(destinations.map(({ room }) => room.wait(this.#reading.signal)));
  }

  /** Nobody asks a relay how it is: it tells by itself, what is new. */
  #tell(): void {
    const { log } = this.#context;
    const ofSources = this.#sources.flatMap(({ source }) =>
      (source.alarms ?? []).map((alarm) => `${source.name}: ${alarm}`),
    );
    const alarms = [...ofSources, ...this.#destinations.flatMap((destination) => destination.alarms)];
    const known = new Set(this.#told.map(kindOf));
    for (const alarm of alarms) if (!known.has(kindOf(alarm))) log.warn({ alarm }, 'alarm');
    this.#told = alarms;
  }
}

/** Numbers in it change from one look to the next. */
function kindOf(alarm: string): string {
  return alarm.replace(/\d+/g, '');
}
