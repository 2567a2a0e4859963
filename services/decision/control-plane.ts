/** The gRPC side of the decision service. */
import type { Clock } from '#libs/clock/clock.ts';
import { addressOf } from '#libs/domain/address.ts';
import { type Decision, isEnforced } from '#libs/domain/decision.ts';
import { parsePrefix, prefixContains } from '#libs/domain/prefix.ts';
import { guessScope, ledgerKey, parseSubject } from '#libs/domain/scope.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { decisionsDefinition, inspectorDefinition } from '#libs/rpc/definitions.ts';
import type { Rpc, ServiceDefinition } from '#libs/rpc/server.ts';
import { decisionToMessage } from '#libs/wire/decision.ts';
import { remediationNames, scopeNames } from '#libs/wire/enums.ts';
import { weir } from '#proto';
import type { Enforcers } from './enforcers.ts';
import type { Explanations } from './explanations.ts';
import type { Guard } from './guard.ts';
import { Imports } from './import.ts';
import type { Ledger } from './ledger.ts';
import { lift } from './merge.ts';
import type { DecisionMetrics } from './metrics.ts';
import type { Reports } from './reports.ts';
import type { StatusBoard } from './status-board.ts';
import { watchLedger } from './watch.ts';
import { cut, fulfilled, subjectOf, wishOf } from './wish.ts';

const LIST_LIMIT = 1000;
const LIST_LIMIT_MAX = 100_000;
/** Entries in a message: some hundred bytes each, a few KB with much evidence. */
const EXPORT_CHUNK = 200;

export interface ControlPlaneOptions {
  readonly rpc: Rpc;
  readonly ledger: Ledger;
  readonly guard: Guard;
  readonly enforcers: Enforcers;
  readonly reports: Reports;
  readonly board: StatusBoard;
  readonly explanations: Explanations;
  readonly clock: Clock;
  readonly metrics: DecisionMetrics;
  readonly watchersMax: number;
}

export class ControlPlane {
  readonly #options: ControlPlaneOptions;
  readonly #imports: Imports;
  #watchers = 0;

  constructor(options: ControlPlaneOptions) {
    const { ledger, guard, clock } = options;
    this.#options = options;
    this.#imports = new Imports({ ledger, whyNot: guard.whyNot, clock });
  }

  get watchers(): number {
    return this.#watchers;
  }

  /** What a gRPC server is given. */
  services() {
    const { rpc, board, explanations } = this.#options;
    const handlers = {
      list: rpc.read((request: weir.v1.ListDecisionsRequest) => this.#list(request)),
      export: rpc.stream(
        (
          request: weir.v1.ExportRequest,
          send: (reply: weir.v1.ExportReply.$Properties) => Promise<void>,
          signal: AbortSignal,
        ) => this.#export(request, send, signal),
      ),
      add: rpc.write((request: weir.v1.AddDecisionRequest) => this.#add(request)),
      delete: rpc.write((request: weir.v1.DeleteDecisionRequest) => this.#delete(request)),
      reportApplied: rpc.write((request: weir.v1.ReportAppliedRequest) => this.#reportApplied(request)),
      import: rpc.exchange(
        (
          requests: AsyncIterable<weir.v1.ImportRequest>,
          send: (reply: weir.v1.ImportReply.$Properties) => Promise<void>,
        ) => this.#imports.run(requests, send),
      ),
      watch: rpc.stream(
        (
          request: weir.v1.WatchRequest,
          send: (reply: weir.v1.WatchReply.$Properties) => Promise<void>,
          signal: AbortSignal,
        ) => this.#watch(request, send, signal),
      ),
    };
    const inspector = {
      status: rpc.read(() => ({ services: board.services() })),
      explain: rpc.read(({ address }: weir.v1.ExplainRequest) => explanations.ask(address)),
    };
    return [
      { definition: decisionsDefinition as ServiceDefinition, handlers },
      { definition: inspectorDefinition as ServiceDefinition, handlers: inspector },
    ];
  }

  #list(request: weir.v1.ListDecisionsRequest): weir.v1.ListDecisionsReply.$Properties {
    const { ledger, enforcers, clock } = this.#options;
    const nowMs = clock.now();
    const matches = filterOf(request);
    const found: Decision[] = [];
    for (const { decision } of ledger.replica.entries()) {
      if ((request.all || isEnforced(decision, nowMs)) && matches(decision)) found.push(decision);
    }
    found.sort((a, b) => b.updatedMs - a.updatedMs);
    const limit = Math.min(request.limit === 0 ? LIST_LIMIT : request.limit, LIST_LIMIT_MAX);
    const shown = found.slice(0, limit);
    return {
      decisions: shown.map(decisionToMessage),
      applied: enforcers.appliedOf(shown.map(({ id }) => id)),
      total: found.length,
      enforcers: enforcers.states,
      token: ledger.replica.token,
    };
  }

  async #export(
    request: weir.v1.ExportRequest,
    send: (reply: weir.v1.ExportReply.$Properties) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const { ledger, clock } = this.#options;
    if (!ledger.current) throw new WeirError('unavailable', 'the ledger is being read');
    const nowMs = clock.now();
    const remediation =
      request.remediation === 0 ? undefined : remediationNames.fromWire(request.remediation);
    let decisions: weir.v1.Decision.$Properties[] = [];
    for (const { decision } of ledger.replica.entries()) {
      if (!request.all && !isEnforced(decision, nowMs)) continue;
      if (remediation !== undefined && decision.remediation !== remediation) continue;
      decisions.push(decisionToMessage(decision));
      if (decisions.length < EXPORT_CHUNK) continue;
      await send({ decisions });
      // Everything else gets a turn between two parts.
      await clock.yield();
      if (signal.aborted) return;
      decisions = [];
    }
    await send({ decisions });
  }

  async #add(request: weir.v1.AddDecisionRequest): Promise<weir.v1.AddDecisionReply.$Properties> {
    const { ledger, guard, clock } = this.#options;
    const nowMs = clock.now();
    const wish = wishOf(request, request, guard.whyNot, nowMs);
    if (typeof wish === 'string') throw new WeirError('invalid', wish);
    const decision = await ledger.change(wish.key, (entry) => fulfilled(entry, wish, nowMs));
    return { decision: decision ? decisionToMessage(decision) : null };
  }

  async #delete(request: weir.v1.DeleteDecisionRequest): Promise<weir.v1.DeleteDecisionReply.$Properties> {
    const { ledger, clock } = this.#options;
    const subject = subjectOf(request.scope, request.value);
    if (typeof subject === 'string') throw new WeirError('invalid', subject);
    const allow = request.remediation === weir.v1.Remediation.REMEDIATION_ALLOW;
    const by = { author: cut(request.author), reason: cut(request.reason) };
    const decision = await ledger.change(
      ledgerKey(subject, allow),
      (entry) => entry && lift(entry, by, clock.now()),
    );
    return { decision: decision ? decisionToMessage(decision) : null };
  }

  async #watch(
    request: weir.v1.WatchRequest,
    send: (reply: weir.v1.WatchReply.$Properties) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const { ledger, clock, watchersMax } = this.#options;
    if (!ledger.current) throw new WeirError('unavailable', 'the ledger is being read');
    if (this.#watchers >= watchersMax)
      throw new WeirError('full', `there are ${watchersMax} watchers already`);
    const { token } = request;
    const from = token ? { incarnation: token.incarnation ?? '', revision: token.revision ?? 0 } : undefined;
    this.#watchers++;
    try {
      await watchLedger(ledger, from, clock, send, signal);
    } finally {
      this.#watchers--;
    }
  }

  #reportApplied(request: weir.v1.ReportAppliedRequest): weir.v1.ReportAppliedReply.$Properties {
    const { reports, metrics } = this.#options;
    reports.take(request);
    for (const { ingestedMs, appliedMs } of request.applied) {
      metrics.applied.value++;
      if (ingestedMs && appliedMs) metrics.enforcedMs.record(appliedMs - ingestedMs);
    }
    return {};
  }
}

function filterOf(request: weir.v1.ListDecisionsRequest): (decision: Decision) => boolean {
  const scope = request.scope === 0 ? undefined : scopeNames.fromWire(request.scope);
  const value = request.value.trim();
  const address = value === '' ? undefined : addressOf(value);
  const canonical = value === '' ? undefined : parseSubject(scope ?? guessScope(value), value);
  const wanted = typeof canonical === 'object' ? canonical.value : value;
  return (decision) => {
    if (scope !== undefined && decision.scope !== scope) return false;
    if (value === '' || decision.value === wanted) return true;
    if (!address) return false;
    if (decision.scope === 'prefix') {
      const prefix = parsePrefix(decision.value);
      return prefix !== undefined && prefixContains(prefix, address);
    }
    return decision.value.startsWith(`${wanted} `);
  };
}
