/** Decisions on the wire and in the ledger's store. */
import { weir } from '#proto';
import type { Contribution, Decision, Extension } from '../domain/decision.ts';
import { messageOf, WeirError } from '../errors/weir-error.ts';
import { evidenceFromMessage, stagesFromMessage } from './detection.ts';
import { modeNames, remediationNames, scopeNames, stateNames } from './enums.ts';

export function encodeDecision(decision: Decision): Uint8Array {
  return weir.v1.Decision.encode(decisionToMessage(decision)).finish();
}

/** @throws WeirError `corrupt` when the bytes are no decision. */
export function decodeDecision(bytes: Uint8Array): Decision {
  try {
    return decisionFromMessage(weir.v1.Decision.decode(bytes));
  } catch (error) {
    throw new WeirError('corrupt', `decision: ${messageOf(error)}`);
  }
}

export function decisionToMessage(decision: Decision): weir.v1.Decision.$Properties {
  return {
    ...decision,
    scope: scopeNames.toWire(decision.scope),
    state: stateNames.toWire(decision.state),
    remediation: remediationNames.toWire(decision.remediation),
    mode: modeNames.toWire(decision.mode),
    contributions: decision.contributions.map((contribution) => ({
      ...contribution,
      mode: modeNames.toWire(contribution.mode),
      remediation: remediationNames.toWire(contribution.remediation),
      evidence: [...contribution.evidence],
    })),
  };
}

/** @throws WeirError `invalid` when an enumeration has a value this version does not know. */
export function decisionFromMessage(message: weir.v1.Decision.$Properties): Decision {
  return {
    id: message.id ?? '',
    scope: scopeNames.fromWire(message.scope),
    value: message.value ?? '',
    state: stateNames.fromWire(message.state),
    remediation: remediationNames.fromWire(message.remediation),
    statusCode: message.statusCode ?? 0,
    mode: modeNames.fromWire(message.mode),
    withheld: message.withheld ?? '',
    createdMs: message.createdMs ?? 0,
    updatedMs: message.updatedMs ?? 0,
    untilMs: message.untilMs ?? 0,
    liftedMs: message.liftedMs ?? 0,
    strikes: message.strikes ?? 0,
    forgetMs: message.forgetMs ?? 0,
    intense: message.intense ?? false,
    contributions: (message.contributions ?? []).map(contributionFromMessage),
    traceparent: message.traceparent ?? '',
    stages: stagesFromMessage(message.stages),
  };
}

function contributionFromMessage(message: weir.v1.Contribution.$Properties): Contribution {
  return {
    scenario: message.scenario ?? '',
    version: message.version ?? '',
    detection: message.detection ?? '',
    openedMs: message.openedMs ?? 0,
    rev: message.rev ?? 0,
    untilMs: message.untilMs ?? 0,
    mode: modeNames.fromWire(message.mode),
    lastSeenMs: message.lastSeenMs ?? 0,
    events: message.events ?? 0,
    evidence: (message.evidence ?? []).map(evidenceFromMessage),
    author: message.author ?? '',
    reason: message.reason ?? '',
    policy: message.policy ?? '',
    // What former releases have stored was all there was.
    remediation: message.remediation ? remediationNames.fromWire(message.remediation) : 'block',
    intense: message.intense ?? false,
    ...(message.severity ? { severity: message.severity } : {}),
    successful: message.successful ?? false,
    revokedMs: message.revokedMs ?? 0,
    fixed: message.fixed ?? false,
    ...(message.extension ? { extension: extensionFromMessage(message.extension) } : {}),
  };
}

function extensionFromMessage(message: weir.v1.Extension.$Properties): Extension {
  return {
    untilMs: message.untilMs ?? 0,
    lastSeenMs: message.lastSeenMs ?? 0,
    refused: message.refused ?? 0,
  };
}
