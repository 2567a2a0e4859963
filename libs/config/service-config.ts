/** Settings that every service reads: the bus, telemetry, and the size of the cluster. */
import { z } from 'zod';
import { byteSize, duration, endpoint } from './types.ts';

export const busConfig = z.strictObject({
  servers: z.array(endpoint).min(1).default(['127.0.0.1:4222']),
  /** Copies of every stream on different servers: 1 for a single server, 3 for a cluster. */
  replicas: z.int().min(1).max(5).default(1),
  user: z.string().optional(),
  password: z.string().optional(),
  /** Path of a NATS credentials file. */
  credentials: z.string().optional(),
});

/** Every range shard speaks to every key shard every five seconds: this is 5,000 messages a second. */
const PAIRS_MAX = 25_000;

export const clusterConfig = z
  .strictObject({
    /** Range shards of a new cluster; later `weir shards resize` gives it others. */
    shards: z.int().min(1).max(4096).default(8),
    /** Shards of a new cluster for keys that are no address; likewise. */
    keyShards: z.int().min(1).max(256).default(2),
    /** Parts into which decision services divide the detections of a new cluster; what it was given stays. */
    partitions: z.int().min(1).max(256).default(8),
    /** Stored events of one shard at most. */
    eventsMax: byteSize.default(256 * 1024 ** 2),
  })
  .refine(({ shards, keyShards }) => shards * keyShards <= PAIRS_MAX, {
    error: `shards x keyShards must not be more than ${PAIRS_MAX}; take fewer of one of them`,
  });

export const telemetryConfig = z.strictObject({
  /** Base URL of an OTLP/HTTP receiver such as http://jaeger:4318; nothing is sent without one. */
  otlp: z.url({ protocol: /^https?$/, error: 'write a URL such as http://127.0.0.1:4318' }).optional(),
  /** How often a service announces how it is. */
  announce: duration.prefault('1s'),
  log: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  /** Where /live, /ready and /metrics are answered; not at all without it. */
  health: endpoint.optional(),
});

const common = {
  bus: busConfig.prefault({}),
  cluster: clusterConfig.prefault({}),
  telemetry: telemetryConfig.prefault({}),
  /** Folder of one's own scenarios; of what has the same name as a built-in one, they count. */
  scenarios: z.string().min(1).optional(),
};

export const SECTIONS = ['collector', 'relay', 'analyzer', 'decision', 'enforcer'] as const;
/** Of one's own analyzers there may be any number, all below one setting: theirs is `analyzers.NAME`. */
export type Section = (typeof SECTIONS)[number] | `analyzers.${string}`;

export type BusConfig = z.output<typeof busConfig>;
export type ClusterConfig = z.output<typeof clusterConfig>;
export type TelemetryConfig = z.output<typeof telemetryConfig>;

/** What a service reads of the one configuration file: the common sections and its own. */
export interface ServiceConfig<T> {
  readonly bus: BusConfig;
  readonly cluster: ClusterConfig;
  readonly telemetry: TelemetryConfig;
  readonly scenarios: string | undefined;
  readonly own: T;
}

/** A mistake that shows only when all of a file is read; `path` begins below the service's section. */
export interface FileMistake {
  readonly path: readonly string[];
  readonly message: string;
}
export type FileCheck<T> = (config: ServiceConfig<T>) => readonly FileMistake[];

/**
 * The schema of a whole file as the service of `section` sees it: other services' sections are not looked into.
 * @param check looks over what is right by itself
 */
export function fileSchema<S extends z.ZodType>(
  section: Section,
  own: S,
  check: FileCheck<z.output<S>> = () => [],
) {
  const [outer, name] = section.split('.');
  const settings = own.prefault({} as never);
  const ours = name === undefined ? settings : z.looseObject({ [name]: settings }).prefault({});
  const others = Object.fromEntries([...SECTIONS, 'analyzers'].map((each) => [each, z.unknown().optional()]));
  return z
    .strictObject({ ...others, ...common, [outer]: ours })
    .transform((file, context): ServiceConfig<z.output<S>> => {
      const { bus, cluster, telemetry, scenarios } = file as unknown as Omit<ServiceConfig<never>, 'own'>;
      const found = (file as Record<string, unknown>)[outer];
      const part = (name === undefined ? found : (found as Record<string, unknown>)[name]) as z.output<S>;
      const config = { bus, cluster, telemetry, scenarios, own: part };
      for (const { path, message } of check(config)) {
        context.addIssue({ code: 'custom', path: [...section.split('.'), ...path], message });
      }
      return config;
    });
}
