/** A scenario with a program over collections as the file that it is read from. */
import { Document } from 'yaml';
import { formatAction } from '../collection/action.ts';
import { type Program, TIMEOUT_MS } from '../collection/program.ts';
import { formatTest } from '../collection/test-text.ts';
import type { ScenarioDefinition } from '../scenario/scenario.ts';
import { expressionText } from './expression-text.ts';

/** @param remarks stand at its beginning, a comment each */
export function collectionText(
  scenario: ScenarioDefinition,
  program: Program,
  remarks: readonly string[],
): string {
  const { name, description, source, when, severity, cooldownMs, mode } = scenario;
  const document = new Document({
    name,
    description,
    source,
    when: expressionText(when),
    detect: { collection: programText(program) },
    severity,
    cooldown: seconds(cooldownMs),
    mode,
  });
  if (remarks.length > 0) document.commentBefore = remarks.map((remark) => ` ${oneLine(remark)}`).join('\n');
  return document.toString({ lineWidth: 0 });
}

function programText({ app, collections, rules, store, refused, timeoutMs }: Program) {
  return {
    application: app,
    initcol: collections,
    rules: rules.map(({ when, tests, actions, deny }) => ({
      ...(when && { when: expressionText(when) }),
      ...(tests.length > 0 && { if: tests.map(formatTest) }),
      ...(actions.length > 0 && { do: actions.map(formatAction) }),
      ...(deny !== undefined && { deny }),
    })),
    ...(store !== 'persistent' && { store }),
    ...(refused !== 'skip' && { refused }),
    ...(timeoutMs !== TIMEOUT_MS && { timeout: seconds(timeoutMs) }),
  };
}

function seconds(ms: number): string {
  return `${ms / 1000}s`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, ' ');
}
