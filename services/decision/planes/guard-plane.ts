/** The gRPC side of the guard: what it has stopped, letting go of it, and taking back by hand. */
import type { AuditLog } from '#libs/audit/audit-log.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { MANUAL } from '#libs/domain/decision.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { guardDefinition } from '#libs/rpc/definitions.ts';
import type { Rpc, ServiceDefinition } from '#libs/rpc/server.ts';
import type { weir } from '#proto';
import type { Activity, GuardSettings } from '../guard/judgement.ts';
import { isOpen, type Trip } from '../guard/trip.ts';
import type { TripBook } from '../guard/trip-book.ts';
import type { Revocation } from '../ledger/revocation.ts';
import type { Cause } from '../ledger/revoke.ts';
import { WIDENING } from '../widening/widening.ts';

const TEXT_MAX = 500;

export interface GuardPlaneOptions {
  readonly rpc: Rpc;
  readonly audit: AuditLog;
  readonly settings: GuardSettings;
  readonly trips: TripBook;
  readonly revocation: Revocation;
  readonly activity: () => Activity | undefined;
  readonly clock: Clock;
}

export class GuardPlane {
  readonly #options: GuardPlaneOptions;
  /** What is being taken back, which a caller asks for again and again until all is done: noted once. */
  #noted = '';

  constructor(options: GuardPlaneOptions) {
    this.#options = options;
  }

  /** What a gRPC server is given. */
  service() {
    const { rpc } = this.#options;
    return {
      definition: guardDefinition as ServiceDefinition,
      handlers: {
        revoke: rpc.call((request: weir.v1.RevokeRequest, { name }) => this.#revoke(request, name)),
        state: rpc.call(() => this.#state()),
        release: rpc.call((request: weir.v1.ReleaseRequest, { name }) => this.#release(request, name)),
      },
    };
  }

  async #revoke(request: weir.v1.RevokeRequest, token: string): Promise<weir.v1.RevokeReply.$Properties> {
    const { revocation, audit } = this.#options;
    const cause = causeOf(request);
    const by = { author: request.author.slice(0, TEXT_MAX), reason: request.reason.slice(0, TEXT_MAX) };
    if (request.dryRun) return revocation.preview(cause, by);
    const record = { ...by, what: textOf(request), token };
    const text = JSON.stringify(record);
    if (this.#noted !== text) await audit.record('revoke', record);
    const revoked = await revocation.run(cause, by);
    this.#noted = revoked.left > 0 ? text : '';
    return revoked;
  }

  #state(): weir.v1.GuardStateReply.$Properties {
    const { settings, trips, activity } = this.#options;
    const now = activity();
    return {
      mode: settings.mode,
      ...(now && { clients: now.clients, successfulClients: now.successful }),
      trips: trips.trips.map(messageOf),
    };
  }

  async #release(
    { name, author }: weir.v1.ReleaseRequest,
    token: string,
  ): Promise<weir.v1.ReleaseReply.$Properties> {
    const { trips, audit, clock } = this.#options;
    const nowMs = clock.now();
    const isMeant = (trip: Trip) => trip.name === name && isOpen(trip, nowMs);
    const step = { releasedMs: nowMs, releasedBy: author.slice(0, TEXT_MAX) };
    const released = (all: readonly Trip[]) => {
      if (!all.some(isMeant)) {
        throw new WeirError(
          'missing',
          `the guard has not stopped ${JSON.stringify(name.slice(0, 100))}; see weir guard list`,
        );
      }
      return all.map((trip) => (isMeant(trip) ? { ...trip, ...step } : trip));
    };
    // Fails when there is nothing to let go, before it is noted.
    await trips.change((all) => void released(all));
    await audit.record('release', { author: step.releasedBy, what: name, token });
    await trips.change(released);
    const isReleased = (trip: Trip) => trip.name === name && trip.releasedMs === nowMs;
    return { released: trips.trips.filter(isReleased).map(messageOf) };
  }
}

/** @throws WeirError `invalid` */
function causeOf({ scenario, version, policy }: weir.v1.RevokeRequest): Cause {
  if ((scenario === '') === (policy === '')) {
    throw new WeirError('invalid', 'name a scenario or a policy, one of them');
  }
  if (policy !== '' && version !== '') throw new WeirError('invalid', 'a policy has no version');
  if (scenario === MANUAL) {
    throw new WeirError('invalid', 'what people decided is taken back one by one: weir decisions delete');
  }
  if (scenario === WIDENING || policy === WIDENING) {
    throw new WeirError('invalid', 'it follows from those who are blocked: take that back, and it ends');
  }
  if (policy !== '') return { policy };
  return version === '' ? { scenario } : { scenario, version };
}

function textOf({ scenario, version, policy }: weir.v1.RevokeRequest): string {
  if (policy !== '') return `policy ${policy}`;
  return version === '' ? scenario : `${scenario}@${version}`;
}

function messageOf(trip: Trip): weir.v1.GuardTrip.$Properties {
  const { kind, name, version, atMs, why, stops, lifted, doneMs, releasedMs, releasedBy } = trip;
  return { kind, name, version, atMs, why, stopped: stops, lifted, done: doneMs > 0, releasedMs, releasedBy };
}
