/** The gRPC services of proto/weir/v1 as grpc-js wants them (its ServiceDefinition), over the generated encoders. */
import { weir } from '#proto';
import { type MethodName, pathOf } from './roles.ts';

interface Codec<T> {
  encode(message: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): T;
}

const { v1 } = weir;

export const decisionsDefinition = {
  list: unary('Decisions/List', v1.ListDecisionsRequest, v1.ListDecisionsReply),
  export: streaming('Decisions/Export', v1.ExportRequest, v1.ExportReply),
  add: unary('Decisions/Add', v1.AddDecisionRequest, v1.AddDecisionReply),
  extend: unary('Decisions/Extend', v1.ExtendDecisionRequest, v1.ExtendDecisionReply),
  delete: unary('Decisions/Delete', v1.DeleteDecisionRequest, v1.DeleteDecisionReply),
  import: {
    ...streaming('Decisions/Import', v1.ImportRequest, v1.ImportReply),
    requestStream: true as const,
  },
  watch: streaming('Decisions/Watch', v1.WatchRequest, v1.WatchReply),
  reportApplied: unary('Decisions/ReportApplied', v1.ReportAppliedRequest, v1.ReportAppliedReply),
};

export const ledgerDefinition = {
  export: {
    ...unary('Ledger/Export', v1.ExportLedgerRequest, v1.ExportLedgerReply),
    responseStream: true as const,
  },
  import: {
    ...unary('Ledger/Import', v1.ImportLedgerRequest, v1.ImportLedgerReply),
    requestStream: true as const,
    responseStream: true as const,
  },
};

export const auditDefinition = {
  list: unary('Audit/List', v1.ListAuditRequest, v1.ListAuditReply),
};

export const inspectorDefinition = {
  status: unary('Inspector/Status', v1.StatusRequest, v1.StatusReply),
  explain: unary('Inspector/Explain', v1.ExplainRequest, v1.ExplainReply),
  evidence: unary('Inspector/Evidence', v1.EvidenceRequest, v1.EvidenceReply),
  tap: streaming('Inspector/Tap', v1.TapRequest, v1.TapReply),
};

export const analyzersDefinition = {
  list: unary('Analyzers/List', v1.ListAnalyzersRequest, v1.ListAnalyzersReply),
  remove: unary('Analyzers/Remove', v1.RemoveAnalyzerRequest, v1.RemoveAnalyzerReply),
};

export const guardDefinition = {
  revoke: unary('Guard/Revoke', v1.RevokeRequest, v1.RevokeReply),
  state: unary('Guard/State', v1.GuardStateRequest, v1.GuardStateReply),
  release: unary('Guard/Release', v1.ReleaseRequest, v1.ReleaseReply),
};

export const policiesDefinition = {
  get: unary('Policies/Get', v1.GetPoliciesRequest, v1.GetPoliciesReply),
  change: unary('Policies/Change', v1.ChangePoliciesRequest, v1.ChangePoliciesReply),
};

export const scenariosDefinition = {
  get: unary('Scenarios/Get', v1.GetScenariosRequest, v1.GetScenariosReply),
  change: {
    ...streaming('Scenarios/Change', v1.ChangeScenariosRequest, v1.ChangeScenariosReply),
    requestStream: true as const,
  },
  history: unary('Scenarios/History', v1.ScenarioHistoryRequest, v1.ScenarioHistoryReply),
};

export const notificationsDefinition = {
  test: unary('Notifications/Test', v1.TestNotificationRequest, v1.TestNotificationReply),
};

/** One question, many replies. */
function streaming<Request, Reply>(method: MethodName, request: Codec<Request>, reply: Codec<Reply>) {
  return { ...unary(method, request, reply), responseStream: true as const };
}

function unary<Request, Reply>(method: MethodName, request: Codec<Request>, reply: Codec<Reply>) {
  return {
    path: pathOf(method),
    requestStream: false as const,
    responseStream: false as const,
    requestSerialize: (message: object) => Buffer.from(request.encode(message).finish()),
    requestDeserialize: (bytes: Buffer) => request.decode(bytes),
    responseSerialize: (message: object) => Buffer.from(reply.encode(message).finish()),
    responseDeserialize: (bytes: Buffer) => reply.decode(bytes),
  };
}
