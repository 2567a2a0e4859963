import { runService } from '#libs/service/service.ts';
import { startAnalyzer } from './analyzer.ts';
import { analyzerConfig, checkAnalyzer } from './config.ts';

await runService({ section: 'analyzer', schema: analyzerConfig, check: checkAnalyzer, start: startAnalyzer });
