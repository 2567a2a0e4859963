/** One destination of a relay: its queue on disk, what sends from there, and what it has to say about itself. */
import { join } from 'node:path';
import { untilAvailable } from '#libs/bus/until-available.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { within } from '#libs/clock/within.ts';
import type { ProcessContext } from '#libs/service/process.ts';
import type { Quarantine } from '../quarantine.ts';
import { Room, type RoomOptions, type WhenFull } from '../room.ts';
import { Spool } from '../spool/spool.ts';
import { spoolAlarms } from '../spool/spool-alarms.ts';
import { batchesIn } from './batch.ts';
import { ClientFiles } from './client-files.ts';
import type { DestinationConfig } from './config.ts';
import { HttpOutlet } from './http-outlet.ts';
import type { Outlet } from './outlet.ts';
import { Queue } from './queue.ts';
import { Sender } from './sender.ts';
import { SyslogOutlet } from './syslog-outlet.ts';

const CHECKPOINT_EVERY_MS = 1000;

export type DestinationContext = Pick<ProcessContext, 'instance' | 'disk' | 'clock' | 'random' | 'log'>;

export interface DestinationOptions {
  readonly stateDir: string;
  readonly whenFull: WhenFull;
  readonly quarantine: Pick<Quarantine, 'sample'>;
}

export class Destination {
  readonly name: string;
  readonly queue: Queue;
  readonly sender: Sender;
  readonly spool: Spool;
  readonly room: Room;
  readonly #outlet: Outlet;
  readonly #config: DestinationConfig & Pick<DestinationOptions, 'whenFull'>;
  readonly #clock: Clock;
  readonly #timer: { cancel(): void };

  private constructor(
    context: DestinationContext,
    config: DestinationConfig,
    { whenFull, quarantine }: DestinationOptions,
    spool: Spool,
  ) {
    const { clock, random, log } = context;
    const { name } = config;
    this.name = name;
    this.#config = { ...config, whenFull };
    this.#clock = clock;
    this.spool = spool;
    this.#outlet = outletOf(config, context);
    this.sender = new Sender({
      destination: name,
      spool,
      outlet: this.#outlet,
      clock,
      random,
      log,
      onRefused: (line, reason) => quarantine.sample(name, 0, reason, line),
    });
    this.queue = new Queue({
      spool,
      batchBytes: config.batch,
      lingerMs: config.linger,
      clock,
      drops: () => this.room.drops,
      send: (batch) => this.sender.send(batch),
    });
    this.room = new Room({
      whenFull,
      // What waits for a slow destination waits on disk: whoever writes must not.
      limits: { spool: config.queue, backlog: Number.POSITIVE_INFINITY },
      clock,
      spool: withWhatIsWritten(spool, this.queue),
      spooling: () => this.queue.spooling,
      publisher: this.sender,
      connected: () => true,
    });
    for (const batch of batchesIn(spool.waiting)) this.sender.send(batch);
    this.#timer = clock.every(CHECKPOINT_EVERY_MS, () => {
      this.queue.tellProgress();
      void spool.checkpointIfChanged();
    });
  }

  /** Begins to send what earlier processes have left. @throws WeirError `config` */
  static async open(
    context: DestinationContext,
    config: DestinationConfig,
    options: DestinationOptions,
  ): Promise<Destination> {
    const { instance, disk, clock, random, log } = context;
    const spool = await untilAvailable(context, `opening the queue of ${config.name}`, () =>
      Spool.open({
        folder: join(options.stateDir, 'queues', config.name),
        instance,
        shardMapVersion: 1,
        shards: 1,
        limit: config.queue,
        disk,
        clock,
        random,
        log,
      }),
    );
    return new Destination(context, config, options, spool);
  }

  get counts(): Outlet['counts'] {
    return this.#outlet.counts;
  }

  get alarms(): string[] {
    const { queue, sender, spool, room } = this;
    const { whenFull, queue: bytesMax } = this.#config;
    return [
      ...(sender.troubled ? [`nothing is taken: ${sender.trouble}`] : []),
      ...this.#outlet.alarms,
      ...spoolAlarms({
        name: 'queue',
        advice: 'look at the destination, or raise its queue',
        whenFull,
        bytes: spool.bytes,
        bytesMax,
        trouble: spool.trouble,
        waiting: room.waiting,
        dropped: queue.dropped,
      }),
      ...sender.refused.alarm(
        (count, ago) => `${count} lines refused for good, the last ${ago}: see quarantine.ndjson`,
      ),
    ].map((alarm) => `${this.name}: ${alarm}`);
  }

  /** Sends what it can within `ms`; the rest stays on disk. */
  async end(ms: number): Promise<void> {
    this.#timer.cancel();
    await within(this.#clock, ms, this.queue.settle());
    await within(this.#clock, ms, this.sender.drained());
    this.sender.close();
    await this.spool.close();
  }
}

/** What is on its way to the disk needs room there, too: a burst is read faster than it is written. */
function withWhatIsWritten(spool: Spool, queue: Queue): RoomOptions['spool'] {
  return {
    get bytes() {
      return spool.bytes + queue.spoolingBytes;
    },
    get waiting() {
      return { length: spool.waiting.length + queue.spooling };
    },
    get stuck() {
      return spool.stuck;
    },
  };
}

function outletOf(config: DestinationConfig, { clock }: Pick<DestinationContext, 'clock'>): Outlet {
  const files = new ClientFiles({ ...config, clock });
  return config.type === 'http'
    ? new HttpOutlet({ ...config, files, clock })
    : new SyslogOutlet({ ...config, files, clock });
}
