/** What enforcers report to one replica is passed on to all, so that each of them can tell of every enforcer. */
import type { Announcements } from '#libs/bus/announcements.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { REPORT_FILTER, reportSubject } from '#libs/cluster/names.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import { weir } from '#proto';
import type { Enforcers } from './enforcers.ts';

export interface ReportsOptions {
  /** Of this replica. */
  readonly instance: string;
  readonly enforcers: Enforcers;
  readonly announcements: Announcements;
  /** Largest message of the bus in bytes. */
  readonly payloadMax: number;
  readonly clock: Clock;
  readonly log: Log;
}

export class Reports {
  readonly #options: ReportsOptions;

  constructor(options: ReportsOptions, signal: AbortSignal) {
    this.#options = options;
    const { instance, announcements, enforcers, clock, log } = options;
    announcements.listen(
      REPORT_FILTER,
      (subject, data) => {
        if (subject === reportSubject(instance)) return;
        try {
          enforcers.report(weir.v1.ReportAppliedRequest.decode(data), clock.now());
        } catch (error) {
          logError(log, error, `report from ${subject}`);
        }
      },
      signal,
    );
  }

  /** Takes the report of an enforcer that calls this replica. @throws WeirError `invalid` when it is too large */
  take(report: weir.v1.ReportAppliedRequest): void {
    const { instance, announcements, enforcers, clock, payloadMax } = this.#options;
    const data = weir.v1.ReportAppliedRequest.encode(report).finish();
    if (data.length > payloadMax) {
      throw new WeirError(
        'invalid',
        `a report has ${payloadMax} bytes at most; report fewer decisions at once`,
      );
    }
    enforcers.report(report, clock.now());
    announcements.announce(reportSubject(instance), data);
  }
}
