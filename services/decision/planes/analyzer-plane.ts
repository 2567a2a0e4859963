/** The gRPC side of the analyzers of one's own: which the cluster knows, and forgetting one. */
import type { AuditLog } from '#libs/audit/audit-log.ts';
import type { KeyValue } from '#libs/bus/key-value.ts';
import { forgetGroup, type OwnGroupStores, readGroups } from '#libs/cluster/own-groups.ts';
import { nearest } from '#libs/config/nearest.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { analyzersDefinition } from '#libs/rpc/definitions.ts';
import type { Rpc, ServiceDefinition } from '#libs/rpc/server.ts';
import type { weir } from '#proto';
import type { StatusBoard } from './status-board.ts';

/** A process that was heard so lately is at work. */
const AT_WORK_MS = 10_000;

export interface AnalyzerPlaneOptions {
  readonly rpc: Rpc;
  readonly audit: AuditLog;
  readonly cluster: KeyValue;
  readonly stores: OwnGroupStores;
  readonly board: StatusBoard;
}

export class AnalyzerPlane {
  readonly #options: AnalyzerPlaneOptions;

  constructor(options: AnalyzerPlaneOptions) {
    this.#options = options;
  }

  /** What a gRPC server is given. */
  service() {
    const { rpc } = this.#options;
    return {
      definition: analyzersDefinition as ServiceDefinition,
      handlers: {
        list: rpc.call(() => this.#list()),
        remove: rpc.call((request: weir.v1.RemoveAnalyzerRequest, { name }) =>
          this.#remove(request.name, name),
        ),
      },
    };
  }

  async #list(): Promise<weir.v1.ListAnalyzersReply.$Properties> {
    const groups = await readGroups(this.#options.cluster);
    return {
      analyzers: groups.map(({ name, sinceMs }) => ({ name, sinceMs, members: this.#membersOf(name) })),
    };
  }

  async #remove(name: string, token: string): Promise<weir.v1.RemoveAnalyzerReply.$Properties> {
    const { cluster, stores, audit } = this.#options;
    const [member] = this.#membersOf(name, AT_WORK_MS);
    if (member !== undefined) {
      throw new WeirError('invalid', `analyzer ${name} runs: ${member} was heard just now; stop it first`);
    }
    const known = (await readGroups(cluster)).map((group) => group.name);
    if (known.includes(name)) await audit.record('forget', { what: name, token });
    if (await forgetGroup(cluster, stores, name)) return {};
    const meant = nearest(name, known);
    const hint = meant === undefined ? 'see weir analyzers list' : `did you mean ${meant}?`;
    throw new WeirError(
      'missing',
      `the cluster knows no analyzer ${JSON.stringify(name.slice(0, 100))}; ${hint}`,
    );
  }

  #membersOf(name: string, withinMs?: number): string[] {
    const services = this.#options.board.services(withinMs).filter(({ group }) => group === name);
    return services.map(({ instance }) => instance);
  }
}
