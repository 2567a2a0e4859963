/** Settings of the collector. */
import { z } from 'zod';
import { proxies } from '#libs/config/proxies.ts';
import { byteSize, duration, identifier } from '#libs/config/types.ts';
import { messageOf } from '#libs/errors/weir-error.ts';
import { AUTO, openFormat } from './formats/auto.ts';
import { LINE_FIELDS } from './formats/fields.ts';
import { isTimeZone } from './formats/local-time.ts';
import { WHEN_FULL } from './room.ts';
import { concurrentSettings } from './sources/concurrent/config.ts';
import { fileProblem, fileSettings } from './sources/file/config.ts';
import { grpcSettings, noLineSettings } from './sources/grpc/config.ts';
import { httpSettings } from './sources/http/config.ts';
import { knownSendersProblem } from './sources/listening/config.ts';
import { pipeSettings } from './sources/pipe/config.ts';
import { syslogProblem, syslogSettings } from './sources/syslog/config.ts';

const keys = z.partialRecord(z.enum(LINE_FIELDS), z.string().min(1));

/** The name of a format, or a log_format as nginx has it; the latter is compiled here only to tell its mistakes. */
const format = z.string().superRefine((text, context) => {
  try {
    openFormat({ format: text });
  } catch (error) {
    context.addIssue({ code: 'custom', message: messageOf(error) });
  }
});

const timeZone = z.string().refine(isTimeZone, {
  error: ({ input }) => `"${input}" is no time zone; write one such as Europe/Berlin or +01:00`,
});

/** Of every source, wherever its lines come from. */
const lineSettings = {
  /** Shown wherever the source is spoken of. */
  name: identifier,
  format: format.default(AUTO),
  /** For JSON lines: which key holds which field, where the names do not tell. */
  keys: keys.optional(),
  /** Proxies whose word about the client's address is taken: prefixes, or names such as cloudflare. */
  trustedProxies: proxies.default([]),
  /** Of times that are written without a zone, as HAProxy and ModSecurity do; UTC unless set. */
  timeZone: timeZone.optional(),
  /**
   * Requests of which the ids are remembered, so that one that is sent again counts once. Only for ids that servers make:
   * ModSecurity's are, unless set otherwise.
   */
  deduplicate: z.int().min(0).max(1_000_000).optional(),
};

const anySource = z.discriminatedUnion('type', [
  z.strictObject({ ...lineSettings, ...fileSettings }),
  z.strictObject({ ...lineSettings, ...syslogSettings }),
  z.strictObject({ ...lineSettings, ...pipeSettings }),
  z.strictObject({ ...lineSettings, ...concurrentSettings }),
  z.strictObject({ ...lineSettings, ...httpSettings }),
  z.strictObject({ ...lineSettings, ...noLineSettings, ...grpcSettings }),
]);
type AnySource = z.output<typeof anySource>;

export const sourceConfig = anySource
  .refine((source) => source.keys === undefined || source.format === 'json', {
    path: ['keys'],
    error: 'keys are for format: json',
  })
  .superRefine((source, context) => {
    const problem = problemOf(source);
    if (problem) context.addIssue({ code: 'custom', ...problem });
  });

/** What is wrong with fields that are each for themselves right. */
function problemOf(source: AnySource) {
  switch (source.type) {
    case 'file':
      return fileProblem(source);
    case 'syslog':
      return syslogProblem(source);
    case 'http':
    case 'grpc':
      return knownSendersProblem(source);
    case 'concurrent':
    case 'pipe':
      return undefined;
  }
}

export const collectorConfig = z.strictObject({
  instance: identifier.default('collector-1'),
  /** For the spool, the checkpoint and the quarantine. Of one collector only. */
  stateDir: z.string().min(1).default('.weir/collector'),
  sources: z
    .array(sourceConfig)
    .default([])
    .refine((sources) => new Set(sources.map(({ name }) => name)).size === sources.length, {
      error: 'two sources have the same name',
    }),
  /** What happens when the spool is full: sources wait, or they are read on and new lines are dropped and counted. */
  whenFull: z.enum(WHEN_FULL).default('wait'),
  limits: z
    .strictObject({
      /** Bytes on disk that have not been acknowledged; beyond, it is as `whenFull` says. */
      spool: byteSize.prefault('1GB'),
      /** Batches that may wait while the bus answers: reading on would only move the lines from one disk to another. */
      backlog: z.int().min(16).max(100_000).default(512),
      /** Batches a second that are cut because of time: beyond, lines wait longer for company. */
      messagesPerSecond: z.int().min(10).max(100_000).default(1000),
      /** How long lines wait for company at most, even where that exceeds the budget of messages. */
      linger: duration.prefault('500ms'),
    })
    .prefault({}),
});

export type CollectorConfig = z.output<typeof collectorConfig>;
export type SourceConfig = z.output<typeof sourceConfig>;
