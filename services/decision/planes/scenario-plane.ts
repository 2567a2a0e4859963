/** The gRPC side of the scenario sets: what holds, what held, and changing it. */
import type { Catalog, SetRecord } from '#libs/catalog/catalog.ts';
import type { Compile } from '#libs/catalog/scenario-sets.ts';
import {
  effectiveTexts,
  type ScenarioChanges,
  type SetContent,
  withChanges,
} from '#libs/catalog/set-content.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { MODES, type Mode } from '#libs/domain/mode.ts';
import { WORDS } from '#libs/domain/name.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { scenariosDefinition } from '#libs/rpc/definitions.ts';
import type { Rpc, ServiceDefinition } from '#libs/rpc/server.ts';
import { modeNames } from '#libs/wire/enums.ts';
import type { weir } from '#proto';

const HISTORY_LIMIT = 20;
const HISTORY_LIMIT_MAX = 1000;
const WHAT_MAX = 500;
/** Of texts of one change; a list alone may have half as many. */
const CHARACTERS_MAX = 128 * 1024 * 1024;

export interface ScenarioPlaneOptions {
  readonly rpc: Rpc;
  readonly catalog: Catalog;
  readonly compile: Compile;
  readonly clock: Clock;
  /** Of this software. */
  readonly release: string;
}

type Change = weir.v1.ChangeScenariosRequest;

export class ScenarioPlane {
  readonly #options: ScenarioPlaneOptions;

  constructor(options: ScenarioPlaneOptions) {
    this.#options = options;
  }

  /** What a gRPC server is given. */
  service() {
    const { rpc } = this.#options;
    return {
      definition: scenariosDefinition as ServiceDefinition,
      handlers: {
        get: rpc.call((request: weir.v1.GetScenariosRequest) => this.#get(request.number)),
        change: rpc.exchange(
          async (
            requests: AsyncIterable<Change>,
            send: (reply: weir.v1.ChangeScenariosReply.$Properties) => Promise<void>,
            { name },
          ) => send(await this.#change(await joined(requests), name)),
        ),
        history: rpc.call((request: weir.v1.ScenarioHistoryRequest) => this.#history(request.limit)),
      },
    };
  }

  async #get(number: number): Promise<weir.v1.GetScenariosReply.$Properties> {
    const { catalog, compile } = this.#options;
    const record = number === 0 ? await catalog.latest() : await catalog.find(number);
    if (!record) throw new WeirError('missing', number === 0 ? NO_SET : `there is no scenario set ${number}`);
    const content = await catalog.content(record.number);
    const texts = effectiveTexts(content);
    const { set, problems } = compile(texts);
    const { scenarios, modes } = content.changes;
    return {
      set: infoOf(record),
      scenarios: Object.entries(texts.scenarios).map(([name, yaml]) => {
        const { version = '', mode = 'off' } = set.all.find((each) => each.name === name) ?? {};
        return {
          name,
          yaml,
          version,
          mode: mode === 'off' ? 0 : modeNames.toWire(mode),
          off: mode === 'off',
          changed: Object.hasOwn(scenarios, name) || Object.hasOwn(modes, name),
        };
      }),
      lists: Object.keys(texts.lists),
      problems: [...problems],
    };
  }

  async #change(request: Change, token: string): Promise<weir.v1.ChangeScenariosReply.$Properties> {
    const { catalog, clock, release } = this.#options;
    let warnings: readonly string[] = [];
    const change = (content: SetContent | undefined) => {
      if (!content) throw new WeirError('missing', NO_SET);
      const changed = withChanges(content, changesOf(request, content));
      warnings = this.#check(content, changed, request);
      return request.dryRun || JSON.stringify(changed) === JSON.stringify(content) ? undefined : changed;
    };
    const origin = { release, madeMs: clock.now(), by: request.author, what: whatOf(request), token };
    const record = await catalog.change(change, origin);
    return { set: record ? infoOf(record) : null, warnings: [...warnings] };
  }

  /** @throws WeirError `invalid` with everything that would be wrong and is not yet */
  #check(before: SetContent, after: SetContent, { modes }: Change): readonly string[] {
    const { compile } = this.#options;
    const texts = effectiveTexts(after);
    for (const name of Object.keys(modes)) {
      if (!Object.hasOwn(texts.scenarios, name))
        throw new WeirError('invalid', `there is no scenario ${name}`);
    }
    const known = new Set(compile(effectiveTexts(before)).problems);
    const { problems, warnings } = compile(texts);
    const found = problems.filter((problem) => !known.has(problem));
    if (found.length > 0) throw new WeirError('invalid', found.join('\n'));
    return warnings;
  }

  async #history(limit: number): Promise<weir.v1.ScenarioHistoryReply.$Properties> {
    const max = Math.min(limit === 0 ? HISTORY_LIMIT : limit, HISTORY_LIMIT_MAX);
    return { sets: (await this.#options.catalog.history(max)).map(infoOf) };
  }
}

/** One change of its parts. @throws WeirError `invalid` when it is too large */
async function joined(parts: AsyncIterable<Change>): Promise<Change> {
  let change: Change | undefined;
  let characters = 0;
  for await (const part of parts) {
    for (const text of [...Object.values(part.scenarios), ...Object.values(part.lists)])
      characters += text.length;
    if (characters > CHARACTERS_MAX)
      throw new WeirError('invalid', `a change of scenarios has ${CHARACTERS_MAX} characters at most`);
    if (change) append(change, part);
    else change = part;
  }
  if (!change) throw new WeirError('invalid', 'a change of scenarios says what is to be changed');
  return change;
}

function append(change: Change, part: Change): void {
  for (const kind of ['scenarios', 'lists'] as const)
    for (const [name, text] of Object.entries(part[kind]))
      change[kind][name] = (Object.hasOwn(change[kind], name) ? change[kind][name] : '') + text;
  Object.assign(change.modes, part.modes);
}

const NO_SET = 'this cluster has no scenarios yet: start an analyzer';

function infoOf({ number, release, madeMs, by, what }: SetRecord): weir.v1.ScenarioSetInfo.$Properties {
  return { number, release, madeMs, by, what };
}

/** An empty text takes the change back: to the base, or away where there is none. */
function changesOf(request: Change, { base }: SetContent): ScenarioChanges {
  return {
    scenarios: changed(request.scenarios, base.scenarios, 'scenario'),
    lists: changed(request.lists, base.lists, 'list'),
    modes: changed(modesOf(request.modes), base.modes, 'scenario'),
  };
}

function changed<T extends string>(
  wanted: Readonly<Record<string, T | ''>>,
  base: Readonly<Record<string, T>>,
  what: string,
): Record<string, T | null> {
  return Object.fromEntries(
    Object.entries(wanted).map(([name, value]) => {
      if (!WORDS.test(name))
        throw new WeirError(
          'invalid',
          `${what} ${JSON.stringify(name)}: a name is lower-case words joined by -`,
        );
      return [name, value === '' ? (base[name] ?? null) : value];
    }),
  );
}

function modesOf(wanted: Readonly<Record<string, string>>): Record<string, Mode | ''> {
  return Object.fromEntries(
    Object.entries(wanted).map(([name, value]) => {
      const mode = MODES.find((each) => each === value);
      if (!mode && value !== '') throw new WeirError('invalid', `mode ${value}: use ${MODES.join(', ')}`);
      return [name, mode ?? ''];
    }),
  );
}

function whatOf({ scenarios, lists, modes, reason }: Change): string {
  const parts = [
    ...Object.entries(scenarios).map(
      ([name, text]) => `${text === '' ? 'without changes to' : 'changed'} ${name}`,
    ),
    ...Object.entries(lists).map(
      ([name, text]) => `${text === '' ? 'without changes to' : 'changed'} list ${name}`,
    ),
    ...Object.entries(modes).map(([name, mode]) => `${name}: ${mode === '' ? 'its own mode' : mode}`),
  ];
  return [parts.join(', '), reason]
    .filter((text) => text !== '')
    .join(' - ')
    .slice(0, WHAT_MAX);
}
