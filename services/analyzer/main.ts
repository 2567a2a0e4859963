import { runService } from '#libs/service/service.ts';
import { startAnalyzer } from './analyzer.ts';
import { analyzerConfig } from './config.ts';

await runService({ section: 'analyzer', schema: analyzerConfig, start: startAnalyzer });
