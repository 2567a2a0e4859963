/** The port to messages that nobody stores: heartbeats of status, read by whoever listens at the moment. */
export interface Announcements {
  /** Sends to whoever listens; lost when nobody does or the bus is away. */
  announce(subject: string, data: Uint8Array): void;
  /** Calls `handler` for each announcement whose subject matches `filter` (NATS wildcards), until `signal`. */
  listen(filter: string, handler: (subject: string, data: Uint8Array) => void, signal: AbortSignal): void;
}
