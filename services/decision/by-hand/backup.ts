/** The gRPC side of backups: the ledger as it is stored, out and in. */
import type { AuditLog } from '#libs/audit/audit-log.ts';
import { isRedactedKey, ledgerKey } from '#libs/domain/scope.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { ledgerDefinition } from '#libs/rpc/definitions.ts';
import type { Rpc, ServiceDefinition } from '#libs/rpc/server.ts';
import { decodeDecision } from '#libs/wire/decision.ts';
import type { weir } from '#proto';
import { inParallel } from '../ledger/in-parallel.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { hasAddress } from '../redaction/pseudonyms.ts';
import { authorOf } from './wish.ts';

/** Entries in a message of a backup: some hundred bytes each, a few KB with much evidence. */
const EXPORT_CHUNK = 200;
const IMPORT_CHUNK_MAX = 1000;
const PARALLEL_MAX = 64;

type Request = weir.v1.ImportLedgerRequest;
type Reply = weir.v1.ImportLedgerReply.$Properties;

export class Backup {
  readonly #rpc: Rpc;
  readonly #ledger: Ledger;
  readonly #audit: AuditLog;
  #importing = false;

  constructor(rpc: Rpc, ledger: Ledger, audit: AuditLog) {
    this.#rpc = rpc;
    this.#ledger = ledger;
    this.#audit = audit;
  }

  /** What a gRPC server is given. */
  service() {
    type Send<T> = (reply: T) => Promise<void>;
    return {
      definition: ledgerDefinition as ServiceDefinition,
      handlers: {
        export: this.#rpc.stream(
          (_: unknown, send: Send<weir.v1.ExportLedgerReply.$Properties>, signal: AbortSignal) =>
            this.#export(send, signal),
        ),
        import: this.#rpc.exchange((requests: AsyncIterable<Request>, send: Send<Reply>, { name }) =>
          this.import(requests, send, name),
        ),
      },
    };
  }

  async #export(
    send: (reply: weir.v1.ExportLedgerReply.$Properties) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    let entries: { key: string; value: Uint8Array }[] = [];
    for await (const entry of this.#ledger.stored(signal)) {
      entries.push(entry);
      if (entries.length < EXPORT_CHUNK) continue;
      await send({ entries });
      entries = [];
    }
    await send({ entries });
  }

  /**
   * @param token name of the caller's
   * @throws WeirError `invalid` for what is no entry, `full`, `unavailable`; what has been answered until then is done
   */
  async import(
    requests: AsyncIterable<Request>,
    send: (reply: Reply) => Promise<void>,
    token = '',
  ): Promise<void> {
    if (this.#importing) throw new WeirError('full', 'a backup is being imported already');
    this.#importing = true;
    const counts = { added: 0, replaced: 0, kept: 0 };
    let by: { author: string; what: string; token: string } | undefined;
    try {
      for await (const { author, what, entries } of requests) {
        if (!by) {
          by = {
            author: authorOf({ author, reason: '' }).author,
            what: authorOf({ author, reason: what }).reason,
            token,
          };
          await this.#audit.record('restore', by);
        }
        const reply = await this.#restore(entries);
        for (const name of ['added', 'replaced', 'kept'] as const) counts[name] += reply[name];
        await send(reply);
      }
    } finally {
      this.#importing = false;
      if (by) await this.#audit.record('restored', { author: by.author, counts, token });
    }
  }

  async #restore(entries: readonly weir.v1.StoredEntry.$Properties[]) {
    if (entries.length > IMPORT_CHUNK_MAX)
      throw new WeirError('invalid', `a request has ${IMPORT_CHUNK_MAX} entries at most`);
    const counts = { added: 0, replaced: 0, kept: 0 };
    const read = entries.map((entry) => readEntry(entry));
    await inParallel(read, PARALLEL_MAX, async ({ key, value, decision }) => {
      let wasThere = false;
      const next = (entry: typeof decision | undefined) => {
        wasThere = entry !== undefined;
        return entry && entry.updatedMs >= decision.updatedMs ? undefined : decision;
      };
      const change = await this.#ledger.change(key, next, () => value);
      counts[!change ? 'kept' : wasThere ? 'replaced' : 'added']++;
    });
    return counts;
  }
}

function readEntry(entry: weir.v1.StoredEntry.$Properties) {
  const key = entry.key ?? '';
  const value = entry.value ?? new Uint8Array(0);
  const decision = decodeDecision(value);
  const isRedacted = isRedactedKey(key) && !hasAddress(decision);
  if (!isRedacted && ledgerKey(decision, decision.remediation === 'allow') !== key)
    throw new WeirError('invalid', `an entry about ${decision.value} is not at ${key.slice(0, 60)}`);
  return { key, value, decision };
}
