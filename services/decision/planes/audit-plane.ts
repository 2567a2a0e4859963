/** The gRPC side of the audit: who changed what. */
import type { AuditLog, AuditRecord } from '#libs/audit/audit-log.ts';
import { auditDefinition } from '#libs/rpc/definitions.ts';
import type { Rpc, ServiceDefinition } from '#libs/rpc/server.ts';
import { scopeNames } from '#libs/wire/enums.ts';
import type { weir } from '#proto';
import type { Pseudonyms } from '../redaction/pseudonyms.ts';
import { aboutFilter } from './about.ts';

const LIMIT = 100;
const LIMIT_MAX = 10_000;

export class AuditPlane {
  readonly #rpc: Rpc;
  readonly #audit: AuditLog;
  readonly #pseudonyms: Pseudonyms;

  constructor(rpc: Rpc, audit: AuditLog, pseudonyms: Pseudonyms) {
    this.#pseudonyms = pseudonyms;
    this.#rpc = rpc;
    this.#audit = audit;
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
    const { records, searchedToMs } = await this.#audit.search(filterOf(value, this.#pseudonyms), max);
    return { records: [...records], searchedToMs };
  }
}

function filterOf(value: string, pseudonyms: Pseudonyms): (record: AuditRecord) => boolean {
  if (value.trim() === '') return () => true;
  const isAbout = aboutFilter(value, pseudonyms);
  return ({ subjects }) =>
    (subjects ?? []).some((each) =>
      isAbout({ scope: scopeNames.fromWire(each.scope), value: each.value ?? '' }),
    );
}
