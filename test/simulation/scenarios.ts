/** The scenarios of the simulated cluster. They are compiled once for all its processes: that takes real time. */
import { compileTexts, textsOf } from '#libs/catalog/compile.ts';
import type { Compile } from '#libs/catalog/scenario-sets.ts';
import { digestOf } from '#libs/catalog/set-content.ts';
import { loadScenarios } from '#libs/language/built-in.ts';
import type { ScenarioSource } from '#services/analyzer/analyzer.ts';

/** Those that the simulated attackers trip: every one more makes each of thousands of restarts slower. */
const NAMES = ['http-flood', 'log4shell', 'login-bruteforce', 'login-distributed', 'scanner-probing'];

const pack = loadScenarios();
const texts = textsOf(pack, {});
const compiled = new Map<string, ReturnType<Compile>>();

export const SCENARIOS = pack.scenarios.filter(({ name }) => NAMES.includes(name));

export const SCENARIO_SOURCE: ScenarioSource = {
  base: { ...texts, scenarios: Object.fromEntries(NAMES.map((name) => [name, texts.scenarios[name]])) },
  compile: (wanted) => {
    const digest = digestOf(wanted);
    const known = compiled.get(digest) ?? compileTexts(wanted);
    compiled.set(digest, known);
    return known;
  },
};
