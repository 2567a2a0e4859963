/** The decision service: detections in, the ledger and its control plane out. */
import { Repeated } from '#libs/clock/repeated.ts';
import type { ServiceConfig } from '#libs/config/service-config.ts';
import { serveRpc } from '#libs/rpc/server.ts';
import type { Service, ServiceContext } from '#libs/service/service.ts';
import { logError } from '#libs/telemetry/logging.ts';
import { Access } from './access.ts';
import { asnAlarms } from './alarms.ts';
import type { DecisionConfig } from './config.ts';
import { Deciding } from './deciding.ts';
import { layFoundation } from './foundation.ts';
import { roomAlarms } from './ledger/room.ts';
import { cutBack } from './partitions/detections.ts';
import { Planes } from './planes/planes.ts';

const CUT_BACK_EVERY_MS = 30_000;

export async function startDecision(
  context: ServiceContext,
  config: ServiceConfig<DecisionConfig>,
): Promise<Service> {
  const { bus, clock, log } = context;
  const { own, scenarios } = config;
  const access = new Access(own, clock);
  const stopping = new AbortController();
  const { signal } = stopping;
  const foundation = await layFoundation(context, config, signal);
  const { ledger, book, trips, metrics, store, allowList, asnDatabase } = foundation;
  const following = ledger.run(signal);
  while (!ledger.current) await clock.sleep(10);
  const deciding = new Deciding(context, own, foundation);
  const planes = new Planes(context, { own, access, scenarios }, foundation, deciding, signal);
  metrics.show(
    planes.control,
    deciding.partitions,
    deciding.crawlers,
    planes.byHand,
    asnDatabase,
    deciding.extending,
    access,
  );
  const cuttingBack = new Repeated({
    clock,
    everyMs: CUT_BACK_EVERY_MS,
    work: () => cutBack(bus.streams, store.map.partitions),
    onError: (error) => logError(log, error, 'cutting back'),
  });
  const server = await serveRpc({ address: own.listen, setting: 'decision.listen' }, planes.services());
  log.info({ listen: own.listen, entries: ledger.replica.count }, 'control plane is open');
  return {
    notReady: () => (ledger.current ? '' : 'the ledger is being read'),
    status: () => ({
      partitions: deciding.partitions.status(),
      alarms: [
        ...roomAlarms(ledger.fill),
        ...access.alarms(),
        ...(book.alarm === '' ? [] : [book.alarm]),
        ...asnAlarms({
          database: asnDatabase,
          allowed: allowList.systems(clock.now()),
          isInPolicies: book.set.asksForAsns,
        }),
        ...deciding.guard.alarms(),
        ...deciding.notifications.alarms(),
      ],
    }),
    stop: async () => {
      access.end();
      await Promise.all([book.end(), cuttingBack.stop(), deciding.stop()]);
      await Promise.all([trips.end(), asnDatabase?.end()]);
      stopping.abort();
      await following;
      await server.close();
    },
  };
}
