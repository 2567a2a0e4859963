/** Scenarios in code: as in a file, and beyond that with functions of the event and detectors of one's own. */
import type { Mode } from '../domain/mode.ts';
import { messageOf, WeirError } from '../errors/weir-error.ts';
import { type DetectorText, type ScenarioInput, scenarioOf } from '../language/scenario-text.ts';
import { and } from '../match/condition.ts';
import type { ValueField } from '../match/fields.ts';
import {
  defineScenario as define,
  type EventSource,
  type Scenario,
  type Severity,
} from '../scenario/scenario.ts';
import type { OwnDetectorSpec } from './detector.ts';
import { Cursor, type TypedEvent, typedEvent } from './event.ts';

export interface ScenarioSpec {
  /** Lower-case words joined by `-`. */
  readonly name: string;
  /** One sentence: what it finds. */
  readonly description: string;
  /** Default: http. */
  readonly source?: EventSource;
  /** Which events it is about: a condition in CEL, as in a file; all of them without it. */
  readonly when?: string;
  /** Which of those, where a condition can't say it: asked for each of them. Its text is part of the scenario's version. */
  readonly where?: (event: TypedEvent) => boolean;
  /** What they are counted by. One of them is `client.ip`, `client.net` or `client.subnet`. */
  readonly key: readonly ValueField[];
  readonly detect: DetectorText | OwnDetectorSpec;
  /** Default: 10m. */
  readonly cooldown?: string;
  readonly severity: Severity;
  readonly escalate?: NonNullable<ScenarioInput['escalate']>;
  readonly labels?: ScenarioInput['labels'];
  readonly references?: readonly string[];
  /** Default: shadow. */
  readonly mode?: Mode;
}

/**
 * What is probably not meant is a warning of the process.
 * @throws WeirError `config` that tells all that is wrong, as `weir scenarios validate` does
 */
export function defineScenario(spec: ScenarioSpec): Scenario {
  const { name, description, source = 'http', when, where, key, detect, references, ...rest } = spec;
  if (when === undefined && where === undefined) {
    throw new WeirError(
      'config',
      `${name}: write when, a condition in CEL, or where, a function of the event`,
    );
  }
  const own = 'kind' in detect ? detect : undefined;
  const text: ScenarioInput = {
    name,
    description,
    source,
    // Stands for every event, and for the detector, until the scenario is made below.
    when: when ?? 'status >= 0',
    key: [...key],
    detect: 'kind' in detect ? { each: {} } : detect,
    ...rest,
    ...(references && { references: [...references] }),
  };
  const scenario = scenarioOf(text, (problem) => process.emitWarning(problem, 'ScenarioWarning'));
  if (when !== undefined && !where && !own) return scenario;
  try {
    return define({
      ...scenario,
      when: when === undefined ? and() : scenario.when,
      detect: own ?? scenario.detect,
      ...(where && { where: testOf(where) }),
    });
  } catch (error) {
    throw new WeirError('config', messageOf(error));
  }
}

function testOf(where: (event: TypedEvent) => boolean): NonNullable<Scenario['where']> {
  const cursor = new Cursor();
  const event = typedEvent(cursor);
  return {
    text: String(where),
    holds: (batch, at) => {
      cursor.turnTo(batch, at);
      return where(event);
    },
  };
}
