/** The gRPC sides of a decision service, put together. */
import { Authentication } from '#libs/rpc/authentication.ts';
import { Rpc } from '#libs/rpc/server.ts';
import { splitEndpoint } from '#libs/service/health.ts';
import type { ServiceContext } from '#libs/service/service.ts';
import type { Access } from '../access.ts';
import { Backup } from '../by-hand/backup.ts';
import { ByHand } from '../by-hand/by-hand.ts';
import type { DecisionConfig } from '../config.ts';
import type { Deciding } from '../deciding.ts';
import type { Foundation } from '../foundation.ts';
import { AnalyzerPlane } from './analyzer-plane.ts';
import { AuditPlane } from './audit-plane.ts';
import { ControlPlane, type ControlPlaneOptions } from './control-plane.ts';
import { Enforcers } from './enforcers.ts';
import { EvidenceReader } from './evidence.ts';
import { Explanations } from './explanations.ts';
import { GuardPlane } from './guard-plane.ts';
import { NotificationPlane } from './notification-plane.ts';
import { PolicyPlane } from './policy-plane.ts';
import { Reports } from './reports.ts';
import { ScenarioPlane } from './scenario-plane.ts';
import { Tap } from './tap.ts';

export interface PlaneSettings {
  readonly own: DecisionConfig;
  readonly access: Access;
  /** Folder of scenarios of one's own. */
  readonly scenarios: string | undefined;
}

export class Planes {
  readonly control: ControlPlane;
  readonly byHand: ByHand;
  readonly #services: ReturnType<ControlPlane['services']>;

  /** @param signal ends what listens */
  constructor(
    context: ServiceContext,
    { own, access, scenarios }: PlaneSettings,
    foundation: Foundation,
    { notifications, guard, extending }: Deciding,
    signal: AbortSignal,
  ) {
    const { clock, instance } = context;
    const { ledger, asns, audit, board, book, store, sets, pseudonyms } = foundation;
    const rpc = openRpc(context, own, access, foundation);
    this.byHand = new ByHand({ ...foundation, clock });
    const enforcers = new Enforcers((refusals) => extending.hear(refusals));
    this.control = openControlPlane(
      context,
      own,
      foundation,
      { rpc, byHand: this.byHand, enforcers },
      signal,
    );
    this.#services = [
      ...this.control.services(),
      new ScenarioPlane({ rpc, ...sets }).service(),
      new AnalyzerPlane({ rpc, audit, cluster: store.cluster, stores: store.own, board }).service(),
      new PolicyPlane({ rpc, audit, book, scenarios, clock }).service(),
      new NotificationPlane({ rpc, notifications, instance, clock }).service(),
      new AuditPlane(rpc, audit, { asns, pseudonyms }).service(),
      new Backup(rpc, ledger, audit).service(),
      new GuardPlane({ rpc, audit, ...guard.parts }).service(),
    ] as ReturnType<ControlPlane['services']>;
  }

  /** What a gRPC server is given. */
  services(): ReturnType<ControlPlane['services']> {
    return this.#services;
  }
}

function openRpc(
  { log }: ServiceContext,
  { listen }: DecisionConfig,
  access: Access,
  { metrics }: Foundation,
): Rpc {
  return new Rpc({
    authentication: new Authentication({
      find: (token) => access.find(token),
      // Nobody beyond this machine is answered without a token.
      anonymous: isLoopback(listen) ? 'viewer' : undefined,
      onDenied: () => {
        metrics.refused.value++;
      },
    }),
    log,
  });
}

function openControlPlane(
  { bus, clock, log, instance }: ServiceContext,
  { limits }: DecisionConfig,
  { ledger, asns, pseudonyms, metrics, board }: Foundation,
  { rpc, byHand, enforcers }: Pick<ControlPlaneOptions, 'rpc' | 'byHand' | 'enforcers'>,
  signal: AbortSignal,
): ControlPlane {
  const { announcements, payloadMax } = bus;
  const ownGroups = () => board.ownGroups();
  return new ControlPlane({
    ...{ rpc, ledger, asns, pseudonyms, byHand, enforcers, board, clock, metrics },
    reports: new Reports({ instance, enforcers, announcements, payloadMax, clock, log }, signal),
    explanations: new Explanations({ instance, announcements, clock, log, ownGroups }, signal),
    evidence: new EvidenceReader(bus.streams, clock),
    tap: new Tap(bus.streams, ledger.replica),
    watchersMax: limits.watchers,
  });
}

/** Whether nobody but this machine can call. */
function isLoopback(listen: string): boolean {
  const { host } = splitEndpoint(listen);
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
