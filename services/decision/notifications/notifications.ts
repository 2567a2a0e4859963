/** What this replica of the decision service tells people: its share of what happens, over each channel that wants it. */
import type { Clock, Timer } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import { nearest } from '#libs/config/nearest.ts';
import { formatDuration } from '#libs/domain/duration.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import type { LedgerFeed } from '#libs/ledger/feed.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import type { Metrics } from '#libs/telemetry/metrics.ts';
import type { weir } from '#proto';
import type { Asns } from '../asn/asns.ts';
import { AlarmNews } from './alarm-news.ts';
import type { ChannelConfig } from './config.ts';
import type { Digest } from './grouping.ts';
import { LedgerNews } from './ledger-news.ts';
import { openChannel, wantedBy } from './open-channel.ts';
import { Sender } from './sender.ts';
import { Share, type ShareOptions } from './share.ts';

const LOOK_EVERY_MS = 200;
const ALARMS_EVERY_MS = 2000;
/** A channel may fail for so long before it is an alarm. */
const FAILING_MS = 60_000;

export interface NotificationsOptions extends ShareOptions {
  readonly channels: readonly ChannelConfig[];
  readonly feed: LedgerFeed;
  readonly asns: Asns;
  /** Whether the ledger is known in full now. */
  readonly isCurrent: () => boolean;
  /** What all services have announced lately. */
  readonly services: () => readonly weir.v1.ServiceStatus.$Properties[];
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export class Notifications {
  readonly #options: NotificationsOptions;
  /** Undefined where nobody is told. */
  readonly #news: LedgerNews | undefined;
  readonly #alarmNews = new AlarmNews();
  readonly #share: Share;
  readonly #senders: readonly Sender[];
  #timers: readonly Timer[] = [];

  /** Begins to tell what happens from now on. @throws WeirError `config` */
  constructor(options: NotificationsOptions) {
    this.#options = options;
    const { channels, feed, asns, clock, metrics } = options;
    this.#senders = channels.map((channel) => this.#open(channel));
    this.#share = new Share(options);
    if (channels.length === 0) return;
    this.#news = new LedgerNews(feed, asns);
    metrics.gauge(
      'weir_notifications_kept',
      'Notices that are another replica’s to tell, kept in case it dies',
      () => this.#share.kept,
    );
    this.#timers = [
      clock.every(LOOK_EVERY_MS, () => this.#guard(() => this.#look())),
      clock.every(ALARMS_EVERY_MS, () => this.#guard(() => this.#lookAtAlarms())),
    ];
  }

  /** What is wrong with the channels, for `weir status`. */
  alarms(): string[] {
    return this.#senders.flatMap(({ name, failing, waiting }) => {
      if (!failing || failing.forMs < FAILING_MS) return [];
      const waits = waiting === 0 ? '' : `; ${waiting} notices wait`;
      return [`channel ${name} has failed for ${formatDuration(failing.forMs)}: ${failing.why}${waits}`];
    });
  }

  /**
   * Sends a sample over a channel. What comes of it is no error: another replica need not be asked, too.
   * @returns why it was not taken, else an empty text
   * @throws WeirError `missing` when there is no such channel
   */
  async test(name: string): Promise<string> {
    const sender = this.#senders.find((each) => each.name === name);
    if (!sender) throw new WeirError('missing', this.#noChannel(name));
    return sender.test(sampleOf(this.#options.clock.now())).then(() => '', messageOf);
  }

  /** Sends what waits, for some seconds at most. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) timer.cancel();
    await Promise.all(this.#senders.map((sender) => sender.stop()));
  }

  #open(config: ChannelConfig): Sender {
    const { clock, random, log, metrics } = this.#options;
    const { name, every, perHour } = config;
    const labels = { channel: name };
    const counter = (what: string, description: string) =>
      metrics.counter(`weir_notifications_${what}_total`, description, labels);
    const sender = new Sender({
      ...{ name, everyMs: every, perHour, clock, random, log },
      channel: openChannel(config, clock),
      wants: wantedBy(config),
      metrics: {
        sent: counter('sent', 'Messages that a channel has taken'),
        failed: counter('failed', 'Attempts to send a message that failed'),
        dropped: counter('dropped', 'Notices that were given up'),
      },
    });
    metrics.gauge('weir_notifications_waiting', 'Notices that wait', () => sender.waiting, labels);
    return sender;
  }

  #look(): void {
    const { isCurrent } = this.#options;
    // While the ledger is read anew, what is known of it looks like news.
    this.#tell(this.#news && isCurrent() ? this.#news.take() : []);
    for (const sender of this.#senders) sender.pump();
  }

  #lookAtAlarms(): void {
    const { services, clock } = this.#options;
    this.#tell(this.#alarmNews.take(services(), clock.now()));
  }

  #tell(notices: Parameters<Share['take']>[0]): void {
    const mine = this.#share.take(notices, this.#options.clock.now());
    for (const sender of this.#senders) sender.add(mine);
  }

  /** Nobody waits for what a timer does. */
  #guard(action: () => void): void {
    try {
      action();
    } catch (error) {
      logError(this.#options.log, error, 'notifications');
    }
  }

  #noChannel(name: string): string {
    const names = this.#senders.map((each) => each.name);
    const wrong = JSON.stringify(name.slice(0, 100));
    if (names.length === 0) return `there is no channel ${wrong}: decision.notifications has none`;
    const meant = nearest(name, names);
    return `there is no channel ${wrong}; ${meant === undefined ? `there are ${names.join(', ')}` : `did you mean ${meant}?`}`;
  }
}

/** What somebody who tries a channel gets to see. Of a network that is for documentation. */
function sampleOf(nowMs: number): Digest {
  return {
    occasion: 'decision',
    scenario: 'scanner-probing',
    severity: 'high',
    mode: 'enforce',
    count: 1,
    firstMs: nowMs,
    lastMs: nowMs,
    samples: [
      {
        ...{ id: '0123456789', scope: 'ip', value: '203.0.113.7', remediation: 'block' },
        untilMs: nowMs + 4 * 3_600_000,
        events: 6,
        request: 'GET /.env 404 "curl/8.5"',
        ...{ announcedBy: '', withheld: '', author: '', reason: '' },
      },
    ],
  };
}
