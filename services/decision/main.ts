import { runService } from '#libs/service/service.ts';
import { checkDecision, decisionConfig } from './config.ts';
import { startDecision } from './decision.ts';

await runService({ section: 'decision', schema: decisionConfig, check: checkDecision, start: startDecision });
