/** A process of a group of analyzers: it judges events, under one version of the shard map after the other. */
import type { weir } from '#proto';
import type { ShardProgress } from '../actor/shard-actor.ts';
import { untilAvailable } from '../bus/until-available.ts';
import type { LoadedSet } from '../catalog/scenario-sets.ts';
import type { Group } from '../cluster/groups.ts';
import { QUARANTINE } from '../cluster/names.ts';
import type { ShardMap } from '../cluster/shard-map.ts';
import type { ServiceConfig } from '../config/service-config.ts';
import type { Service, ServiceContext } from '../service/service.ts';
import { modeNames } from '../wire/enums.ts';
import { AnalysisMetrics } from './metrics.ts';
import type { SetSource } from './set-source.ts';
import type { AnalysisSettings } from './settings.ts';
import { type AnalysisStore, type CompanionOf, Term } from './term.ts';

export interface AnalysisOptions {
  readonly context: ServiceContext;
  readonly config: ServiceConfig<AnalysisSettings>;
  readonly group: Group;
  readonly store: AnalysisStore;
  readonly sets: SetSource;
  /** The map that holds, once there is all that it names. @throws WeirError `unavailable`: to be asked again */
  readonly openMap: () => Promise<ShardMap>;
  /** The set that is told of until a shard here has come to one. */
  readonly firstSet: LoadedSet;
  readonly companionOf?: CompanionOf;
}

export class Analysis implements Service {
  readonly #options: AnalysisOptions;
  readonly #metrics: AnalysisMetrics;
  readonly #stopping: Promise<void>;
  #stop: () => void = () => {};
  #isStopping = false;
  #term: Term | undefined;
  #version = 0;
  #running: Promise<void> = Promise.resolve();

  private constructor(options: AnalysisOptions) {
    this.#options = options;
    const { context, group } = options;
    const running = () => [...(this.#term?.running.values() ?? [])];
    this.#metrics = new AnalysisMetrics(context.metrics, group.metrics, running);
    const version = `${group.metrics}_shard_map_version`;
    context.metrics.gauge(version, 'Version of the shard map', () => this.#version);
    this.#stopping = new Promise((resolve) => {
      this.#stop = resolve;
    });
  }

  /** Resolves when the first term has begun. */
  static async start(options: AnalysisOptions): Promise<Analysis> {
    const analysis = new Analysis(options);
    await analysis.#begin();
    analysis.#running = analysis.#run().catch(options.context.fail);
    return analysis;
  }

  notReady(): string {
    return this.#term ? this.#term.notReady() : 'the cluster is being resized';
  }

  status(): weir.v1.ServiceStatus.$Properties {
    const { context, group } = this.#options;
    const running = [...(this.#term?.running ?? [])];
    const nowMs = context.clock.now();
    const { set, problems } = this.#latest;
    return {
      group: group.name,
      alarms: [
        ...running.flatMap(([shard, { actor }]) => quarantineAlarm(shard, actor.progress)),
        ...problemAlarm(problems),
      ],
      shards: running.map(([shard, { actor, state }]) => {
        const { epoch, processed, stored, sealed, gaps } = actor.progress;
        const behindMs = stored > processed ? nowMs - state.clock.storedMs : 0;
        const keys = state.scenarios.reduce((sum, scenario) => sum + scenario.keys, 0);
        return {
          shard,
          owner: context.instance,
          epoch,
          processed,
          stored,
          sealed,
          gaps: gaps + state.marks.gaps,
          lagMs: Number.isFinite(behindMs) ? Math.max(0, behindMs) : 0,
          keys,
          ...state.sessionStage?.sessions.clients,
        };
      }),
      scenarios: set.all.map(({ name, version, mode, needs, uses }) => ({
        name,
        version,
        mode: mode === 'off' ? 0 : modeNames.toWire(mode),
        needs,
        uses,
      })),
    };
  }

  /** The latest set that a shard here has come to. */
  get #latest(): LoadedSet {
    const sets = [...(this.#term?.running.values() ?? [])].map(({ behaviour }) => behaviour.set);
    return sets.reduce((latest, set) => (set.number > latest.number ? set : latest), this.#options.firstSet);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#stop();
    await this.#running;
  }

  /** One term after the other. */
  async #run(): Promise<void> {
    for (;;) {
      const term = this.#term;
      await Promise.race([term?.over, this.#stopping]);
      await term?.stop();
      this.#term = undefined;
      if (this.#isStopping) return;
      await this.#begin();
    }
  }

  async #begin(): Promise<void> {
    const { context, config, group, store, sets, openMap, companionOf } = this.#options;
    const map = await untilAvailable(context, 'preparing streams', openMap);
    if (this.#version !== 0)
      context.log.info(
        { version: map.version, shards: map.shards },
        'resize: going on with the new shard map',
      );
    this.#version = map.version;
    const settings = config.own;
    const metrics = this.#metrics;
    this.#term = new Term({ context, settings, group, store, map, sets, metrics, companionOf });
  }
}

function quarantineAlarm(shard: number, { quarantined }: ShardProgress): string[] {
  if (quarantined === 0) return [];
  return [`${quarantined} messages of shard ${shard} ended whoever applied them: see stream ${QUARANTINE}`];
}

function problemAlarm(problems: readonly string[]): string[] {
  if (problems.length === 0) return [];
  const [first] = problems[0].split('\n');
  return [`${problems.length} problems keep scenarios from judging, such as ${first}`];
}
