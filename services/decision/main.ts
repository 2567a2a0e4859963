import { runService } from '#libs/service/service.ts';
import { decisionConfig } from './config.ts';
import { startDecision } from './decision.ts';

await runService({ section: 'decision', schema: decisionConfig, start: startDecision });
