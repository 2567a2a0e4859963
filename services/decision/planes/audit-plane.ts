/** The gRPC side of the audit: who changed what. */
import type { AuditLog, AuditRecord } from '#libs/audit/audit-log.ts';
import { auditDefinition } from '#libs/rpc/definitions.ts';
import type { Rpc, ServiceDefinition } from '#libs/rpc/server.ts';
import { scopeNames } from '#libs/wire/enums.ts';
import { weir } from '#proto';
import { aboutFilter, type Names } from './about.ts';

const LIMIT = 100;
const LIMIT_MAX = 10_000;
/** Of one reply, of the 4 MB that callers take by default. */
const BYTES_MAX = 3 * 1024 * 1024;

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
    return fitting(records, searchedToMs);
  }
}

/** As many of them, the newest first, as fit into a message: one of an import may be large. */
function fitting(
  records: readonly AuditRecord[],
  searchedToMs: number,
): Required<Pick<weir.v1.ListAuditReply.$Properties, 'records' | 'searchedToMs'>> {
  let bytes = 0;
  for (const [index, record] of records.entries()) {
    bytes += weir.v1.AuditRecord.encode(record).finish().length;
    if (bytes > BYTES_MAX && index > 0)
      return { records: records.slice(0, index), searchedToMs: records[index - 1].timeMs ?? 0 };
  }
  return { records: [...records], searchedToMs };
}

function filterOf(value: string, names: Names): (record: AuditRecord) => boolean {
  if (value.trim() === '') return () => true;
  const isAbout = aboutFilter(value, names);
  return ({ subjects }) =>
    (subjects ?? []).some((each) =>
      isAbout({ scope: scopeNames.fromWire(each.scope), value: each.value ?? '' }),
    );
}
