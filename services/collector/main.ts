import { runProcess } from '#libs/service/process.ts';
import { runService } from '#libs/service/service.ts';
import { startCollector } from './collector.ts';
import { collectorConfig } from './config.ts';
import { relayConfig } from './relay/config.ts';
import { startRelay } from './relay/relay.ts';

const args = process.argv.slice(2);
const others = args.filter((arg) => arg !== '--relay');

if (others.length < args.length)
  await runProcess({ section: 'relay', schema: relayConfig, args: others, start: startRelay });
else await runService({ section: 'collector', schema: collectorConfig, args, start: startCollector });
