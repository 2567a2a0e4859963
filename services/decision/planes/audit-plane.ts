/** The gRPC side of the audit: who changed what. */
import type { AuditLog, AuditRecord } from '#libs/audit/audit-log.ts';
import { auditDefinition } from '#libs/rpc/definitions.ts';
import type { Rpc, ServiceDefinition } from '#libs/rpc/server.ts';
import { scopeNames } from '#libs/wire/enums.ts';
import type { weir } from '#proto';
import type { Asns } from '../asn/asns.ts';
import { aboutFilter } from './about.ts';

const LIMIT = 100;
const LIMIT_MAX = 10_000;

export class AuditPlane {
  readonly #rpc: Rpc;
  readonly #audit: AuditLog;
  readonly #asns: Asns;

  constructor(rpc: Rpc, audit: AuditLog, asns: Asns) {
    this.#rpc = rpc;
    this.#audit = audit;
    this.#asns = asns;
  }

  /** What a gRPC server is given. */
  service() {
    return {
      definition: auditDefinition as ServiceDefinition,
      handlers: { list: this.#rpc.read((request: weir.v1.ListAuditRequest) => this.#list(request)) },
    };
  }

  async #list({ value, limit }: weir.v1.ListAuditRequest): Promise<weir.v1.ListAuditReply.$Properties> {
    const max = Math.min(limit === 0 ? LIMIT : limit, LIMIT_MAX);
    const { records, searchedToMs } = await this.#audit.search(filterOf(value, this.#asns), max);
    return { records: [...records], searchedToMs };
  }
}

function filterOf(value: string, asns: Asns): (record: AuditRecord) => boolean {
  if (value.trim() === '') return () => true;
  const isAbout = aboutFilter(value, asns);
  return ({ subjects }) =>
    (subjects ?? []).some((each) =>
      isAbout({ scope: scopeNames.fromWire(each.scope), value: each.value ?? '' }),
    );
}
