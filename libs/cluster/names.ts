/** Names on the bus, in one place. */
import type { KeyValueSpec } from '../bus/key-value.ts';
import type { StreamSpec } from '../bus/streams.ts';
import type { BusConfig, ClusterConfig } from '../config/service-config.ts';

const MB = 1024 ** 2;

export const SNAPSHOTS = 'weir-snapshots';
export const DETECTIONS = 'weir-detections';
export const QUARANTINE = 'weir-quarantine';
export const AUDIT = 'weir-audit';
export const AUDIT_SUBJECT = 'weir.audit';
export const REDACTED_AUDIT = 'weir-redacted-audit';
export const REDACTED_AUDIT_SUBJECT = 'weir.redacted-audit';

/** In a shard's stream: from this message on, the scenario set of this number judges. */
export const SCENARIO_SET_HEADER = 'Weir-Scenario-Set';

export const eventStream = (shard: number): string => `weir-events-${shard}`;
export const eventSubject = (shard: number): string => `weir.events.${shard}`;
export const detectionSubject = (partition: number): string => `weir.detections.${partition}`;
/** Of the messages of `stream` that are in quarantine. */
export const quarantineSubject = (stream: string): string => `weir.quarantine.${stream}`;
export const statusSubject = (service: string, instance: string): string =>
  `weir.status.${service}.${instance}`;
export const STATUS_FILTER = 'weir.status.*.*';
/** What enforcers have told this decision service, for the others. */
export const reportSubject = (instance: string): string => `weir.reports.${instance}`;
export const REPORT_FILTER = 'weir.reports.*';

/** A decision service asks what is known of an address; whoever owns its shard answers under the same name and number. */
export const explainSubject = (instance: string, number: number): string =>
  `weir.explain.ask.${instance}.${number}`;
export const EXPLAIN_FILTER = 'weir.explain.ask.*.*';
export const explainAnswerSubject = (asked: string): string => asked.replace('.ask.', '.answer.');
export const explainAnswerFilter = (instance: string): string => `weir.explain.answer.${instance}.*`;

export function eventStreamSpec(shard: number, cluster: ClusterConfig, bus: BusConfig): StreamSpec {
  return {
    name: eventStream(shard),
    subjects: [eventSubject(shard)],
    maxBytes: cluster.eventsMax,
    replicas: bus.replicas,
  };
}

export function detectionStreamSpec(bus: BusConfig): StreamSpec {
  return { name: DETECTIONS, subjects: ['weir.detections.>'], maxBytes: 256 * MB, replicas: bus.replicas };
}

export function snapshotSpec(bus: BusConfig): Omit<StreamSpec, 'subjects'> {
  return { name: SNAPSHOTS, maxBytes: 1024 * MB, replicas: bus.replicas };
}

/** Those of analyzers of one's own: they can't fill what the others need. */
export function ownSnapshotSpec(bus: BusConfig): Omit<StreamSpec, 'subjects'> {
  return { name: 'weir-own-snapshots', maxBytes: 1024 * MB, replicas: bus.replicas };
}

/** The texts of scenario sets. */
export function scenarioSetSpec(bus: BusConfig): Omit<StreamSpec, 'subjects'> {
  return { name: 'weir-scenario-sets', maxBytes: 512 * MB, replicas: bus.replicas };
}

/** Messages that end whoever applies them, with the reason in their headers. */
export function quarantineSpec(bus: BusConfig): StreamSpec {
  return { name: QUARANTINE, subjects: ['weir.quarantine.>'], maxBytes: 64 * MB, replicas: bus.replicas };
}

/** Who changed what by hand or by configuration. */
export function auditStreamSpec(bus: BusConfig): StreamSpec {
  return {
    name: AUDIT,
    subjects: [AUDIT_SUBJECT],
    maxBytes: 64 * MB,
    replicas: bus.replicas,
    whenFull: 'drop-oldest',
  };
}

/** The same records, older and without addresses. */
export function redactedAuditStreamSpec(bus: BusConfig): StreamSpec {
  return { ...auditStreamSpec(bus), name: REDACTED_AUDIT, subjects: [REDACTED_AUDIT_SUBJECT] };
}

/** How far each shard has come. Apart from the cluster's bucket, because nobody watches it. */
export function headsBucket(bus: BusConfig): KeyValueSpec {
  return { bucket: 'weir-heads', maxBytes: 64 * MB, replicas: bus.replicas };
}

/** Likewise, for analyzers of one's own. */
export function ownHeadsBucket(bus: BusConfig): KeyValueSpec {
  return { bucket: 'weir-own-heads', maxBytes: 256 * MB, replicas: bus.replicas };
}

/** Members, leases and the shard map. */
export function clusterBucket(bus: BusConfig): KeyValueSpec {
  return { bucket: 'weir-cluster', maxBytes: 64 * MB, replicas: bus.replicas };
}

/** The ledger of decisions. */
export function ledgerBucket(bus: BusConfig): KeyValueSpec {
  return { bucket: 'weir-decisions', maxBytes: 512 * MB, replicas: bus.replicas };
}
