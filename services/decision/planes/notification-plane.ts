/** The gRPC side of the notifications: trying a channel. */
import type { Clock } from '#libs/clock/clock.ts';
import { notificationsDefinition } from '#libs/rpc/definitions.ts';
import type { Rpc, ServiceDefinition } from '#libs/rpc/server.ts';
import type { weir } from '#proto';
import type { Notifications } from '../notifications/notifications.ts';

export interface NotificationPlaneOptions {
  readonly rpc: Rpc;
  readonly notifications: Pick<Notifications, 'test'>;
  /** Of this replica. */
  readonly instance: string;
  readonly clock: Clock;
}

export class NotificationPlane {
  readonly #options: NotificationPlaneOptions;

  constructor(options: NotificationPlaneOptions) {
    this.#options = options;
  }

  /** What a gRPC server is given. */
  service() {
    const { rpc } = this.#options;
    return {
      definition: notificationsDefinition as ServiceDefinition,
      handlers: { test: rpc.call(({ name }: weir.v1.TestNotificationRequest) => this.#test(name)) },
    };
  }

  async #test(name: string): Promise<weir.v1.TestNotificationReply.$Properties> {
    const { notifications, clock, instance } = this.#options;
    const startMs = clock.elapsed();
    const error = await notifications.test(name);
    return { error, tookMs: clock.elapsed() - startMs, instance };
  }
}
