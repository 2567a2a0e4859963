/** What the NATS client throws, as the classes Weir acts on. */
import { JetStreamApiError, JetStreamError } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';
import { type FailureClass, messageOf, WeirError } from '../../errors/weir-error.ts';

/** JetStream API error codes (nats-server errors.json). */
const API_CODES: Readonly<Record<number, FailureClass>> = {
  10014: 'missing', // consumer not found
  10037: 'missing', // no message found
  10054: 'invalid', // message size exceeds maximum allowed
  10059: 'missing', // stream not found
  10071: 'conflict', // wrong last sequence
  10164: 'conflict', // wrong last sequence, unspecified
  10077: 'full', // maximum bytes exceeded
  10122: 'full', // maximum messages exceeded
  10047: 'full', // insufficient storage resources
};

/** What an operation of the client has thrown, with what was tried. */
export function translate(what: string, error: unknown): WeirError {
  if (error instanceof WeirError) return error;
  return new WeirError(classOf(error), `${what}: ${messageOf(error)}`, {}, error);
}

function classOf(error: unknown): FailureClass {
  if (error instanceof JetStreamApiError) return API_CODES[error.code] ?? 'unavailable';
  if (error instanceof errors.InvalidArgumentError) return 'invalid';
  if (error instanceof errors.AuthorizationError || error instanceof errors.PermissionViolationError)
    return 'denied';
  // No responders, time-outs, a connection that is closed or just coming back, an election: all may pass.
  if (error instanceof JetStreamError) return 'unavailable';
  return error instanceof Error && error.name in CLIENT_ERRORS ? 'unavailable' : 'bug';
}

const CLIENT_ERRORS: Readonly<Record<string, true>> = {
  TimeoutError: true,
  RequestError: true,
  NoRespondersError: true,
  ConnectionError: true,
  ClosedConnectionError: true,
  DrainingConnectionError: true,
  ProtocolError: true,
  JetStreamNotEnabled: true,
};
