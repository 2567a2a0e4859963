/** A bus as a process sees it that dies, or whose connection is bad. */
import type { Bus } from '#libs/bus/bus.ts';
import type { KeyValue } from '#libs/bus/key-value.ts';
import type { StoredMessage, Streams } from '#libs/bus/streams.ts';
import { WeirError } from '#libs/errors/weir-error.ts';

export interface Mortal {
  readonly bus: Bus;
  /** Resolves when it is dead. */
  readonly death: Promise<'dead'>;
}

/**
 * After so many operations nothing answers any more.
 * @param lastIsDone whether the operation at which it dies has its effect
 */
export function mortal(bus: Bus, operations: number, lastIsDone: boolean): Mortal {
  const death = Promise.withResolvers<'dead'>();
  const never = new Promise<never>(() => {});
  let left = operations;
  const each = async <T>(action: () => Promise<T>): Promise<T> => {
    left--;
    if (left > 0) return action();
    if (left === 0 && lastIsDone) await action().catch(() => {});
    death.resolve('dead');
    return never;
  };
  const read: Streams['read'] = (...from) => untilDead(bus.streams.read(...from), () => left <= 0, never);
  return {
    death: death.promise,
    bus: {
      ...bus,
      streams: guarded<Streams>(bus.streams, each, { read }),
      keyValues: { open: async (spec) => guarded<KeyValue>(await bus.keyValues.open(spec), each) },
    },
  };
}

/** Each operation goes as `fate` says: well, or done but not answered, or not done. */
export function unreliable(bus: Bus, fate: () => 'well' | 'unanswered' | 'lost'): Bus {
  const each = async <T>(action: () => Promise<T>): Promise<T> => {
    const what = fate();
    if (what === 'well') return action();
    if (what === 'unanswered') await action().catch(() => {});
    throw new WeirError('unavailable', 'timed out');
  };
  const read: Streams['read'] = (...from) => bus.streams.read(...from);
  return {
    ...bus,
    streams: guarded<Streams>(bus.streams, each, { read }),
    keyValues: { open: async (spec) => guarded<KeyValue>(await bus.keyValues.open(spec), each) },
  };
}

async function* untilDead(
  messages: AsyncIterable<StoredMessage>,
  isDead: () => boolean,
  never: Promise<never>,
): AsyncGenerator<StoredMessage> {
  for await (const message of messages) {
    if (isDead()) await never;
    yield message;
  }
}

/** The same object, every method of which goes through `each`, but for those in `instead`. */
function guarded<T extends object>(
  of: T,
  each: (action: () => Promise<unknown>) => Promise<unknown>,
  instead: Partial<T> = {},
): T {
  return new Proxy(of, {
    get: (target, name) => {
      if (name in instead) return Reflect.get(instead, name);
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => each(() => value.apply(target, given) as Promise<unknown>);
    },
  });
}
