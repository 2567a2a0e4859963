/**
 * What a session wants to know of the requests of a batch. All of it follows from single values of columns, so it is found
 * out once for each different value.
 */
import type { SeededHash } from '../domain/hash.ts';
import { extension, isStatic } from '../match/fields.ts';
import { pathTemplate } from '../match/path-template.ts';
import { HASH_WORDS } from '../match/value.ts';
import type { Batch } from '../wire/batch.ts';
import { TEXT_INDEX } from '../wire/row.ts';
import type { TextColumn } from '../wire/text-column.ts';
import { EMPTY, type Texts } from './texts.ts';

/** What pages and the programs behind them use. */
const USUAL_METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

const scratch = new Uint32Array(HASH_WORDS);

export interface PathValue {
  readonly isAsset: boolean;
  readonly hash: number;
  readonly templateHash: number;
  /** Number of the template's text; EMPTY for an asset. */
  readonly template: number;
}

export interface AgentValue {
  readonly hash: Uint32Array;
  readonly text: number;
}

/** Reads the columns of one batch; to be closed, since it uses texts. */
export class RequestValues {
  readonly #hash: SeededHash;
  readonly #texts: Texts;
  readonly #path: TextColumn;
  readonly #agent: TextColumn;
  readonly #host: TextColumn;
  readonly #method: TextColumn;
  readonly #referer: TextColumn;
  readonly #paths: PathValue[] = [];
  readonly #agents: AgentValue[] = [];
  readonly #hosts: number[] = [];
  readonly #isUsual: boolean[] = [];

  constructor(batch: Batch, hash: SeededHash, texts: Texts) {
    this.#hash = hash;
    this.#texts = texts;
    this.#path = batch.texts[TEXT_INDEX.path];
    this.#agent = batch.texts[TEXT_INDEX.user_agent];
    this.#host = batch.texts[TEXT_INDEX.host];
    this.#method = batch.texts[TEXT_INDEX.method];
    this.#referer = batch.texts[TEXT_INDEX.referer];
  }

  path(at: number): PathValue {
    const value = this.#path.index[at];
    this.#paths[value] ??= this.#readPath(value);
    return this.#paths[value];
  }

  agent(at: number): AgentValue {
    const value = this.#agent.index[at];
    this.#agents[value] ??= this.#readAgent(value);
    return this.#agents[value];
  }

  /** Number of the host's text. */
  host(at: number): number {
    const value = this.#host.index[at];
    this.#hosts[value] ??= this.#texts.take(this.#host.text(value));
    return this.#hosts[value];
  }

  isUsualMethod(at: number): boolean {
    const value = this.#method.index[at];
    this.#isUsual[value] ??= USUAL_METHODS.has(this.#method.text(value));
    return this.#isUsual[value];
  }

  hasReferer(at: number): boolean {
    return this.#referer.index[at] !== 0;
  }

  /** Gives up the texts: those that no session has taken over are forgotten. */
  close(): void {
    for (const path of this.#paths) if (path) this.#texts.drop(path.template);
    for (const agent of this.#agents) if (agent) this.#texts.drop(agent.text);
    for (const host of this.#hosts) if (host) this.#texts.drop(host);
  }

  #readPath(value: number): PathValue {
    const isAsset = isStatic(this.#path.derived(value, extension));
    const template = this.#path.derived(value, pathTemplate);
    this.#path.hash(value, this.#hash, scratch, 0);
    const hash = scratch[0];
    // A path that is its own template need not be hashed twice.
    if (template !== this.#path.text(value)) {
      this.#path.derivedHash(value, pathTemplate, this.#hash, scratch, 0);
    }
    const text = isAsset ? EMPTY : this.#texts.take(template);
    return { isAsset, hash, templateHash: scratch[0], template: text };
  }

  #readAgent(value: number): AgentValue {
    const hash = new Uint32Array(HASH_WORDS);
    this.#agent.hash(value, this.#hash, hash, 0);
    return { hash, text: this.#texts.take(this.#agent.text(value)) };
  }
}
