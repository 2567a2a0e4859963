/** The gRPC side of the decision service. */
import type { Clock } from '#libs/clock/clock.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { decisionsDefinition, inspectorDefinition } from '#libs/rpc/definitions.ts';
import type { Rpc, ServiceDefinition } from '#libs/rpc/server.ts';
import { decisionToMessage } from '#libs/wire/decision.ts';
import type { weir } from '#proto';
import { type Asns, announcerOf } from '../asn/asns.ts';
import type { ByHand } from '../by-hand/by-hand.ts';
import { entryOf } from '../by-hand/wish.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { DecisionMetrics } from '../metrics.ts';
import type { Pseudonyms } from '../redaction/pseudonyms.ts';
import type { Enforcers } from './enforcers.ts';
import type { EvidenceReader } from './evidence.ts';
import type { Explanations } from './explanations.ts';
import { exportTo, listed } from './listing.ts';
import type { Reports } from './reports.ts';
import type { StatusBoard } from './status-board.ts';
import type { Tap } from './tap.ts';
import { watchLedger } from './watch.ts';

export interface ControlPlaneOptions {
  readonly rpc: Rpc;
  readonly ledger: Ledger;
  readonly asns: Asns;
  readonly byHand: ByHand;
  readonly enforcers: Enforcers;
  readonly reports: Reports;
  readonly board: StatusBoard;
  readonly explanations: Explanations;
  readonly evidence: EvidenceReader;
  readonly tap: Tap;
  readonly pseudonyms: Pseudonyms;
  readonly clock: Clock;
  readonly metrics: DecisionMetrics;
  readonly watchersMax: number;
}

export class ControlPlane {
  readonly #options: ControlPlaneOptions;
  #watchers = 0;

  constructor(options: ControlPlaneOptions) {
    this.#options = options;
  }

  get watchers(): number {
    return this.#watchers;
  }

  /** What a gRPC server is given. */
  services() {
    const { rpc, byHand, board, explanations, asns, tap } = this.#options;
    const handlers = {
      list: rpc.call((request: weir.v1.ListDecisionsRequest) => this.#list(request)),
      export: rpc.stream(
        (
          request: weir.v1.ExportRequest,
          send: (reply: weir.v1.ExportReply.$Properties) => Promise<void>,
          signal: AbortSignal,
        ) => this.#export(request, send, signal),
      ),
      add: rpc.call((request: weir.v1.AddDecisionRequest, { name }) => byHand.add(request, name)),
      extend: rpc.call((request: weir.v1.ExtendDecisionRequest, { name }) => byHand.extend(request, name)),
      delete: rpc.call((request: weir.v1.DeleteDecisionRequest, { name }) => byHand.delete(request, name)),
      reportApplied: rpc.call((request: weir.v1.ReportAppliedRequest) => this.#reportApplied(request)),
      import: rpc.exchange(
        (
          requests: AsyncIterable<weir.v1.ImportRequest>,
          send: (reply: weir.v1.ImportReply.$Properties) => Promise<void>,
          { name },
        ) => byHand.imports.run(requests, send, name),
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
      status: rpc.call(() => ({ services: board.services() })),
      explain: rpc.call(async ({ address }: weir.v1.ExplainRequest) => ({
        ...(await explanations.ask(address)),
        announcedBy: announcerOf(asns, { scope: 'ip', value: address.trim() }),
      })),
      evidence: rpc.call((request: weir.v1.EvidenceRequest) => this.#evidence(request)),
      tap: rpc.stream(
        (
          request: weir.v1.TapRequest,
          send: (reply: weir.v1.TapReply.$Properties) => Promise<void>,
          signal: AbortSignal,
        ) => tap.listen(request, send, signal),
      ),
    };
    return [
      { definition: decisionsDefinition as ServiceDefinition, handlers },
      { definition: inspectorDefinition as ServiceDefinition, handlers: inspector },
    ];
  }

  #list(request: weir.v1.ListDecisionsRequest): weir.v1.ListDecisionsReply.$Properties {
    const { ledger, asns, pseudonyms, enforcers, clock } = this.#options;
    const { shown, total } = listed(ledger.replica, { asns, pseudonyms }, request, clock.now());
    return {
      decisions: shown.map(decisionToMessage),
      ...enforcers.toldOf(shown.map(({ id }) => id)),
      total,
      enforcers: enforcers.states,
      token: ledger.replica.token,
    };
  }

  async #export(
    request: weir.v1.ExportRequest,
    send: (reply: weir.v1.ExportReply.$Properties) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const { ledger, asns, pseudonyms, enforcers, clock } = this.#options;
    if (!ledger.current) throw new WeirError('unavailable', 'the ledger is being read');
    await exportTo(
      ledger.replica,
      { asns, pseudonyms },
      request,
      (ids) => enforcers.toldOf(ids),
      clock,
      send,
      signal,
    );
  }

  async #evidence(request: weir.v1.EvidenceRequest): Promise<weir.v1.EvidenceReply.$Properties> {
    const { ledger, evidence, asns } = this.#options;
    const decision = ledger.get(entryOf(request).key);
    if (!decision) return {};
    return {
      decision: decisionToMessage(decision),
      requests: await evidence.of(decision),
      announcedBy: announcerOf(asns, decision),
    };
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
    const { reports, metrics, clock } = this.#options;
    reports.take(request);
    for (const { ingestedMs, appliedMs } of request.applied) {
      metrics.applied.value++;
      if (ingestedMs && appliedMs) metrics.enforcedMs.record(appliedMs - ingestedMs);
    }
    return { nowMs: clock.now() };
  }
}
