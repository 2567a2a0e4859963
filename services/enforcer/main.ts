import { runService } from '#libs/service/service.ts';
import { enforcerConfig } from './config.ts';
import { startEnforcer } from './enforcer.ts';

await runService({ section: 'enforcer', schema: enforcerConfig, start: startEnforcer });
