/** The gRPC side of the audit: who changed what. */
import type { AuditLog, AuditRecord } from '#libs/audit/audit-log.ts';
import { auditDefinition } from '#libs/rpc/definitions.ts';
import type { Rpc, ServiceDefinition } from '#libs/rpc/server.ts';
import { scopeNames } from '#libs/wire/enums.ts';
import type { weir } from '#proto';
import { aboutFilter, type Names } from './about.ts';

const LIMIT = 100;
const LIMIT_MAX = 10_000;

export class AuditPlane {
  readonly #rpc: Rpc;
  readonly #audit: AuditLog;
  readonly #names: Names;

  constructor(rpc: Rpc, audit: AuditLog, names: Names) {
    this.#rpc = rpc;
    this.#audit = audit;
    this.#names = names;
  }

  /** What a gRPC server is given. */
  service() {
    return {
      definition: auditDefinition as ServiceDefinition,
      handlers: { list: this.#rpc.call((request: weir.v1.ListAuditRequest) => this.#list(request)) },
    };
  }

  async #list({ value, limit }: weir.v1.ListAuditRequest): Promise<weir.v1.ListAuditReply.$Properties> {
    const max = Math.min(limit === 0 ? LIMIT : limit, LIMIT_MAX);
    const { records, searchedToMs } = await this.#audit.search(filterOf(value, this.#names), max);
    return { records: [...records], searchedToMs };
  }
}

function filterOf(value: string, names: Names): (record: AuditRecord) => boolean {
  if (value.trim() === '') return () => true;
  const isAbout = aboutFilter(value, names);
  return ({ subjects }) =>
    (subjects ?? []).some((each) =>
      isAbout({ scope: scopeNames.fromWire(each.scope), value: each.value ?? '' }),
    );
}
