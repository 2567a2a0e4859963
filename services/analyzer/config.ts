/** Settings of the analyzer. */
import { type AnalysisSettings, analysisSettings } from '#libs/analysis/settings.ts';
import type { FileMistake, ServiceConfig } from '#libs/config/service-config.ts';
import { unknownScenarios } from '#libs/language/built-in.ts';

export const analyzerConfig = analysisSettings('analyzer-1');

/** Modes are of scenarios that there are. */
export function checkAnalyzer({ scenarios, own }: ServiceConfig<AnalysisSettings>): FileMistake[] {
  const unknown = unknownScenarios(Object.keys(own.modes), scenarios);
  return unknown.map(({ name, message }) => ({ path: ['modes', name], message }));
}
