/** The gRPC side of the decision service. */
import type { Clock } from '#libs/clock/clock.ts';
import { addressOf } from '#libs/domain/address.ts';
import {
  type Contribution,
  type Decision,
  isEnforced,
  MANUAL,
  type Remediation,
} from '#libs/domain/decision.ts';
import { NO_STAGES } from '#libs/domain/detection.ts';
import { parsePrefix, prefixContains } from '#libs/domain/prefix.ts';
import type { Protection } from '#libs/domain/protection.ts';
import { guessScope, ledgerKey, parseSubject, type Scope, type Subject } from '#libs/domain/scope.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { decisionsDefinition, inspectorDefinition } from '#libs/rpc/definitions.ts';
import type { Rpc, ServiceDefinition } from '#libs/rpc/server.ts';
import { decisionToMessage } from '#libs/wire/decision.ts';
import { remediationNames, scopeNames } from '#libs/wire/enums.ts';
import { weir } from '#proto';
import type { Enforcers } from './enforcers.ts';
import type { EvidenceReader } from './evidence.ts';
import type { Explanations } from './explanations.ts';
import type { Ledger } from './ledger.ts';
import { contribute, lift } from './merge.ts';
import type { DecisionMetrics } from './metrics.ts';
import type { Reports } from './reports.ts';
import type { StatusBoard } from './status-board.ts';
import { watchLedger } from './watch.ts';

const LIST_LIMIT = 1000;
const LIST_LIMIT_MAX = 100_000;
const REASON_MAX = 500;
/** What targets can do today. */
const ENFORCED: readonly Remediation[] = ['block', 'throttle', 'allow'];

export interface ControlPlaneOptions {
  readonly rpc: Rpc;
  readonly ledger: Ledger;
  readonly protection: Protection;
  readonly enforcers: Enforcers;
  readonly reports: Reports;
  readonly board: StatusBoard;
  readonly explanations: Explanations;
  readonly evidence: EvidenceReader;
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
    const { rpc, board, explanations } = this.#options;
    const handlers = {
      list: rpc.read((request: weir.v1.ListDecisionsRequest) => this.#list(request)),
      add: rpc.write((request: weir.v1.AddDecisionRequest) => this.#add(request)),
      delete: rpc.write((request: weir.v1.DeleteDecisionRequest) => this.#delete(request)),
      reportApplied: rpc.write((request: weir.v1.ReportAppliedRequest) => this.#reportApplied(request)),
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
      evidence: rpc.read((request: weir.v1.EvidenceRequest) => this.#evidence(request)),
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
      hits: enforcers.hits.of(shown.map(({ id }) => id)),
      total: found.length,
      enforcers: enforcers.states,
      token: ledger.replica.token,
    };
  }

  async #add(request: weir.v1.AddDecisionRequest): Promise<weir.v1.AddDecisionReply.$Properties> {
    const { ledger, protection, clock } = this.#options;
    const subject = subjectOf(request.scope, request.value);
    const remediation = request.remediation === 0 ? 'block' : remediationNames.fromWire(request.remediation);
    if (!ENFORCED.includes(remediation)) {
      throw new WeirError('invalid', `no target can ${remediation} yet; use ${ENFORCED.join(' or ')}`);
    }
    if (!(request.durationMs > 0))
      throw new WeirError('invalid', 'the duration must be positive, such as 4h');
    const statusCode = request.statusCode === 0 ? 403 : request.statusCode;
    if (statusCode < 400 || statusCode > 599)
      throw new WeirError('invalid', 'the status code must be 400 to 599');
    const reason = protection.reasonFor(subject);
    if (remediation !== 'allow' && reason !== '') {
      throw new WeirError('invalid', `${subject.value} can't be blocked: it is ${reason}`);
    }
    const nowMs = clock.now();
    const contribution = manual(remediation, nowMs, nowMs + request.durationMs, request);
    const change = {
      subject,
      statusCode,
      contribution,
      protectedBy: '',
      traceparent: '',
      stages: NO_STAGES,
    };
    const key = ledgerKey(subject, remediation === 'allow');
    const decision = await ledger.change(key, (entry) => contribute(entry, change, nowMs));
    return { decision: decision ? decisionToMessage(decision) : null };
  }

  async #delete(request: weir.v1.DeleteDecisionRequest): Promise<weir.v1.DeleteDecisionReply.$Properties> {
    const { ledger, clock } = this.#options;
    const subject = subjectOf(request.scope, request.value);
    const allow = request.remediation === weir.v1.Remediation.REMEDIATION_ALLOW;
    const by = { author: cut(request.author), reason: cut(request.reason) };
    const decision = await ledger.change(
      ledgerKey(subject, allow),
      (entry) => entry && lift(entry, by, clock.now()),
    );
    return { decision: decision ? decisionToMessage(decision) : null };
  }

  async #evidence(request: weir.v1.EvidenceRequest): Promise<weir.v1.EvidenceReply.$Properties> {
    const { ledger, evidence } = this.#options;
    const subject = subjectOf(request.scope, request.value);
    const isAllow = request.remediation === weir.v1.Remediation.REMEDIATION_ALLOW;
    const decision = ledger.get(ledgerKey(subject, isAllow));
    if (!decision) return {};
    return { decision: decisionToMessage(decision), requests: await evidence.of(decision) };
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

function subjectOf(wireScope: number, value: string): Subject {
  const scope: Scope = wireScope === 0 ? guessScope(value) : scopeNames.fromWire(wireScope);
  const subject = parseSubject(scope, value);
  if (typeof subject === 'string') throw new WeirError('invalid', subject);
  return subject;
}

function manual(
  remediation: Remediation,
  nowMs: number,
  untilMs: number,
  by: { author: string; reason: string },
): Contribution {
  return {
    scenario: MANUAL,
    version: '',
    detection: '',
    openedMs: nowMs,
    rev: 1,
    untilMs,
    mode: 'enforce',
    lastSeenMs: nowMs,
    events: 0,
    evidence: [],
    author: cut(by.author),
    reason: cut(by.reason),
    policy: '',
    remediation,
    intense: false,
  };
}

function cut(text: string): string {
  return text.slice(0, REASON_MAX);
}
