/** Calling the control plane: whichever of its replicas answers. */
import type { weir } from '#proto';
import type { Clock } from '../clock/clock.ts';
import { failureOf, WeirError } from '../errors/weir-error.ts';
import { Connection, type Method } from './connection.ts';
import {
  analyzersDefinition,
  auditDefinition,
  decisionsDefinition,
  guardDefinition,
  inspectorDefinition,
  ledgerDefinition,
  notificationsDefinition,
  policiesDefinition,
  scenariosDefinition,
} from './definitions.ts';

const CALL_TIMEOUT_MS = 10_000;
/** Where there are others to ask. */
const ATTEMPT_TIMEOUT_MS = 4000;
/** Between two answers of a long call. */
const EXCHANGE_PATIENCE_MS = 30_000;

type V1 = typeof weir.v1;
type Reply<K extends keyof V1> = V1[K] extends { decode(bytes: Uint8Array): infer T } ? T : never;

export class ControlPlane {
  readonly #connections: readonly Connection[];
  /** Which of them is asked; the next when it does not answer. */
  #at = 0;

  /**
   * @param addresses of the replicas, `host:port`, at least one
   * @param token asked for at each call; without one, only calls that change nothing are allowed
   */
  constructor(addresses: readonly string[], clock: Clock, token: () => string | undefined = () => undefined) {
    this.#connections = addresses.map((address) => new Connection(address, clock, token));
  }

  list(request: weir.v1.ListDecisionsRequest.$Properties): Promise<Reply<'ListDecisionsReply'>> {
    return this.#call(decisionsDefinition.list, request);
  }

  /** Entries, however many, in parts. @throws WeirError when the replica stops to answer before the end */
  async *export(request: weir.v1.ExportRequest.$Properties): AsyncGenerator<Reply<'ExportReply'>> {
    const at = await this.#answering();
    yield* this.#connections[at].exchange(decisionsDefinition.export, [request], EXCHANGE_PATIENCE_MS);
  }

  add(request: weir.v1.AddDecisionRequest.$Properties): Promise<Reply<'AddDecisionReply'>> {
    return this.#call(decisionsDefinition.add, request);
  }

  extend(request: weir.v1.ExtendDecisionRequest.$Properties): Promise<Reply<'ExtendDecisionReply'>> {
    return this.#call(decisionsDefinition.extend, request);
  }

  delete(request: weir.v1.DeleteDecisionRequest.$Properties): Promise<Reply<'DeleteDecisionReply'>> {
    return this.#call(decisionsDefinition.delete, request);
  }

  /**
   * Adds many entries, of which one replica is told: what it has answered is done. Whoever is interrupted calls again.
   * @throws WeirError when it does not answer, or will not
   */
  async *import(requests: Iterable<weir.v1.ImportRequest.$Properties>): AsyncGenerator<Reply<'ImportReply'>> {
    const at = await this.#answering();
    yield* this.#connections[at].exchange(decisionsDefinition.import, requests, EXCHANGE_PATIENCE_MS);
  }

  reportApplied(
    request: weir.v1.ReportAppliedRequest.$Properties,
    traceparent = '',
  ): Promise<Reply<'ReportAppliedReply'>> {
    return this.#call(decisionsDefinition.reportApplied, request, traceparent);
  }

  status(): Promise<Reply<'StatusReply'>> {
    return this.#call(inspectorDefinition.status, {});
  }

  /** The ledger as it is stored, in parts. @throws WeirError when the replica stops to answer before the end */
  async *exportLedger(): AsyncGenerator<Reply<'ExportLedgerReply'>> {
    const at = await this.#answering();
    yield* this.#connections[at].exchange(ledgerDefinition.export, [{}], EXCHANGE_PATIENCE_MS);
  }

  /** Stores entries of a backup; as `import`. */
  async *importLedger(
    requests: Iterable<weir.v1.ImportLedgerRequest.$Properties>,
  ): AsyncGenerator<Reply<'ImportLedgerReply'>> {
    const at = await this.#answering();
    yield* this.#connections[at].exchange(ledgerDefinition.import, requests, EXCHANGE_PATIENCE_MS);
  }

  audit(request: weir.v1.ListAuditRequest.$Properties): Promise<Reply<'ListAuditReply'>> {
    return this.#call(auditDefinition.list, request);
  }

  analyzers(): Promise<Reply<'ListAnalyzersReply'>> {
    return this.#call(analyzersDefinition.list, {});
  }

  removeAnalyzer(request: weir.v1.RemoveAnalyzerRequest.$Properties): Promise<Reply<'RemoveAnalyzerReply'>> {
    return this.#call(analyzersDefinition.remove, request);
  }

  scenarios(request: weir.v1.GetScenariosRequest.$Properties): Promise<Reply<'GetScenariosReply'>> {
    return this.#call(scenariosDefinition.get, request);
  }

  /** @param requests parts of one change */
  async changeScenarios(
    requests: Iterable<weir.v1.ChangeScenariosRequest.$Properties>,
  ): Promise<Reply<'ChangeScenariosReply'>> {
    const connection = this.#connections[await this.#answering()];
    for await (const reply of connection.exchange(scenariosDefinition.change, requests, EXCHANGE_PATIENCE_MS))
      return reply;
    throw new WeirError(
      'unavailable',
      'the decision service has not said whether the scenarios were changed',
    );
  }

  scenarioHistory(
    request: weir.v1.ScenarioHistoryRequest.$Properties,
  ): Promise<Reply<'ScenarioHistoryReply'>> {
    return this.#call(scenariosDefinition.history, request);
  }

  policies(): Promise<Reply<'GetPoliciesReply'>> {
    return this.#call(policiesDefinition.get, {});
  }

  changePolicies(request: weir.v1.ChangePoliciesRequest.$Properties): Promise<Reply<'ChangePoliciesReply'>> {
    return this.#call(policiesDefinition.change, request);
  }

  testNotification(
    request: weir.v1.TestNotificationRequest.$Properties,
  ): Promise<Reply<'TestNotificationReply'>> {
    return this.#call(notificationsDefinition.test, request);
  }

  revoke(request: weir.v1.RevokeRequest.$Properties): Promise<Reply<'RevokeReply'>> {
    return this.#call(guardDefinition.revoke, request);
  }

  guard(): Promise<Reply<'GuardStateReply'>> {
    return this.#call(guardDefinition.state, {});
  }

  releaseGuarded(request: weir.v1.ReleaseRequest.$Properties): Promise<Reply<'ReleaseReply'>> {
    return this.#call(guardDefinition.release, request);
  }

  explain(request: weir.v1.ExplainRequest.$Properties): Promise<Reply<'ExplainReply'>> {
    return this.#call(inspectorDefinition.explain, request);
  }

  evidence(request: weir.v1.EvidenceRequest.$Properties): Promise<Reply<'EvidenceReply'>> {
    return this.#call(inspectorDefinition.evidence, request);
  }

  /**
   * What the ledger holds and how it changes, until `signal`, as one replica tells it. However that ends, whoever watches
   * again from where he was is told by the next.
   * @throws WeirError when the stream breaks or ends
   */
  watch(request: weir.v1.WatchRequest.$Properties, signal: AbortSignal): AsyncGenerator<Reply<'WatchReply'>> {
    return this.#stream(decisionsDefinition.watch, request, signal);
  }

  /** What is found and decided, until `signal`. @throws WeirError when the stream breaks or ends */
  tap(request: weir.v1.TapRequest.$Properties, signal: AbortSignal): AsyncGenerator<Reply<'TapReply'>> {
    return this.#stream(inspectorDefinition.tap, request, signal);
  }

  close(): void {
    for (const connection of this.#connections) connection.close();
  }

  async *#stream<T>(method: Method<T>, request: object, signal: AbortSignal): AsyncGenerator<T> {
    const at = this.#at;
    try {
      yield* this.#connections[at].stream(method, request, signal);
    } finally {
      this.#goOn(at);
    }
  }

  /** Every replica is asked once. One that has done the work and could not say so is no harm: changes merge. */
  async #call<T>(method: Method<T>, request: object, traceparent = ''): Promise<T> {
    const timeoutMs = this.#connections.length > 1 ? ATTEMPT_TIMEOUT_MS : CALL_TIMEOUT_MS;
    for (let asked = 1; ; asked++) {
      const at = this.#at;
      try {
        return await this.#connections[at].call(method, request, timeoutMs, traceparent);
      } catch (error) {
        if (failureOf(error) !== 'unavailable') throw error;
        this.#goOn(at);
        if (asked === this.#connections.length) throw error;
      }
    }
  }

  /** A replica that answers now: a call of many messages can't be given to the next in the middle. */
  async #answering(): Promise<number> {
    if (this.#connections.length > 1) await this.status();
    return this.#at;
  }

  /** Leaves a replica that did not answer, unless somebody has already. */
  #goOn(from: number): void {
    if (this.#at === from) this.#at = (from + 1) % this.#connections.length;
  }
}
