/** Detections on the wire. */
import { weir } from '#proto';
import type { Detection, Escalation, Evidence, Occasion, Remedy, Stages } from '../domain/detection.ts';
import { messageOf, WeirError } from '../errors/weir-error.ts';
import { modeNames } from './enums.ts';

export function encodeDetection(detection: Detection): Uint8Array {
  return weir.v1.Detection.encode({
    ...detection,
    mode: modeNames.toWire(detection.mode),
    key: [...detection.key],
    evidence: [...detection.evidence],
    labels: Object.entries(detection.labels).map(([kind, values]) => ({ kind, values: [...values] })),
  }).finish();
}

/** @throws WeirError `corrupt` when the bytes are no detection. */
export function decodeDetection(bytes: Uint8Array): Detection {
  try {
    return detectionFromMessage(weir.v1.Detection.decode(bytes));
  } catch (error) {
    throw new WeirError('corrupt', `detection: ${messageOf(error)}`);
  }
}

/** @throws WeirError `invalid` when an enumeration has a value this version does not know. */
export function detectionFromMessage(message: weir.v1.Detection.$Properties): Detection {
  return {
    id: message.id ?? '',
    rev: message.rev ?? 0,
    scenario: message.scenario ?? '',
    version: message.version ?? '',
    mode: modeNames.fromWire(message.mode),
    severity: message.severity ?? '',
    key: (message.key ?? []).map(({ field, value }) => ({ field: field ?? '', value: value ?? '' })),
    openedMs: message.openedMs ?? 0,
    firstSeenMs: message.firstSeenMs ?? 0,
    lastSeenMs: message.lastSeenMs ?? 0,
    events: message.events ?? 0,
    peakPerSecond: message.peakPerSecond ?? 0,
    closed: message.closed ?? false,
    forgeable: message.forgeable ?? false,
    evidence: (message.evidence ?? []).map(evidenceFromMessage),
    ...(message.remedy && { remedy: remedyFromMessage(message.remedy) }),
    ...(message.escalation && { escalation: escalationFromMessage(message.escalation) }),
    labels: Object.fromEntries((message.labels ?? []).map(({ kind, values }) => [kind ?? '', values ?? []])),
    occasion: occasionFromMessage(message.occasion),
    shard: message.shard ?? 0,
    traceparent: message.traceparent ?? '',
    stages: stagesFromMessage(message.stages),
  };
}

function occasionFromMessage(message: weir.v1.Occasion.$Properties | null | undefined): Occasion {
  const { source, host, userAgent, successful } = message ?? {};
  return {
    source: source ?? '',
    host: host ?? '',
    userAgent: userAgent ?? '',
    successful: successful ?? false,
  };
}

function remedyFromMessage(message: weir.v1.Remedy.$Properties): Remedy {
  return { statusCode: message.statusCode ?? 0, untilMs: message.untilMs ?? 0 };
}

function escalationFromMessage(message: weir.v1.Escalation.$Properties): Escalation {
  const { severity, over, withinMs } = message;
  return { severity: severity ?? '', over: over ?? 0, withinMs: withinMs ?? 0 };
}

export function evidenceFromMessage(message: weir.v1.Evidence.$Properties): Evidence {
  return {
    shard: message.shard ?? 0,
    sequence: message.sequence ?? 0,
    row: message.row ?? 0,
    timeMs: message.timeMs ?? 0,
    summary: message.summary ?? '',
  };
}

export function stagesFromMessage(message: weir.v1.Stages.$Properties | null | undefined): Stages {
  return {
    eventMs: message?.eventMs ?? 0,
    ingestedMs: message?.ingestedMs ?? 0,
    publishedMs: message?.publishedMs ?? 0,
    storedMs: message?.storedMs ?? 0,
    detectedMs: message?.detectedMs ?? 0,
    decidedMs: message?.decidedMs ?? 0,
  };
}
