import { runService } from '#libs/service/service.ts';
import { startCollector } from './collector.ts';
import { collectorConfig } from './config.ts';

await runService({ section: 'collector', schema: collectorConfig, start: startCollector });
