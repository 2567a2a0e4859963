/** Putting a scenario or a policy into shadow mode for everybody, and telling whether it is still so. */
import type { Catalog } from '#libs/catalog/catalog.ts';
import type { Compile } from '#libs/catalog/scenario-sets.ts';
import { effectiveTexts, type SetContent, withChanges } from '#libs/catalog/set-content.ts';
import type { Clock } from '#libs/clock/clock.ts';
import type { PolicyBook } from '../policies/policy-book.ts';
import type { Trip } from './trip.ts';

export interface ModeSwitchOptions {
  readonly catalog: Catalog;
  readonly compile: Compile;
  readonly book: PolicyBook;
  readonly clock: Clock;
  /** Of this software. */
  readonly release: string;
}

const AUTHOR = 'guard';

export class ModeSwitch {
  readonly #options: ModeSwitchOptions;
  /** The last set that was looked into. */
  #seen: { readonly number: number; readonly content: SetContent } | undefined;

  constructor(options: ModeSwitchOptions) {
    this.#options = options;
  }

  /**
   * @returns false where there is no mode to change: of a scenario of an analyzer of one's own, of a version that judges no
   * more, and of a policy that is gone
   * @throws WeirError `unavailable`, `conflict`
   */
  putInShadow(trip: Trip): Promise<boolean> {
    return trip.kind === 'policy' ? this.#policy(trip) : this.#scenario(trip);
  }

  /** Whether it is as the guard has left it. @throws WeirError `unavailable` */
  async isInShadow({ kind, name }: Trip): Promise<boolean> {
    if (kind === 'policy') {
      const policy = this.#options.book.set.policies.find((each) => each.name === name);
      return policy !== undefined && policy.mode !== 'enforce';
    }
    const content = await this.#latest();
    const mode = content && effectiveTexts(content).modes[name];
    return mode === 'shadow' || mode === 'off';
  }

  async #policy({ name, why }: Trip): Promise<boolean> {
    const { book, clock } = this.#options;
    const isThere = () => book.set.policies.some((each) => each.name === name);
    if (!isThere()) return false;
    await book.change(({ modes }) => {
      if (modes[name] === 'shadow' || modes[name] === 'off' || !isThere()) return undefined;
      const what = `${name}: shadow - it blocked ${why}`;
      return { modes: { ...modes, [name]: 'shadow' }, madeMs: clock.now(), by: AUTHOR, what };
    });
    return true;
  }

  async #scenario({ name, version, why }: Trip): Promise<boolean> {
    const { catalog, compile, clock, release } = this.#options;
    let isChanged = false;
    const what = `${name}: shadow - it blocked ${why}`;
    await catalog.change(
      (content) => {
        const texts = content && effectiveTexts(content);
        const found = texts && compile(texts).set.all.find((each) => each.name === name);
        const mode = texts?.modes[name];
        const isEnforcing = found?.version === version && found.mode === 'enforce';
        // It may be the own change of which no answer came.
        isChanged = isEnforcing || mode === 'shadow' || mode === 'off';
        return content && isEnforcing ? withChanges(content, { modes: { [name]: 'shadow' } }) : undefined;
      },
      { release, madeMs: clock.now(), by: AUTHOR, what },
    );
    return isChanged;
  }

  async #latest(): Promise<SetContent | undefined> {
    const { catalog } = this.#options;
    const record = await catalog.latest();
    if (record && record.number !== this.#seen?.number) {
      this.#seen = { number: record.number, content: await catalog.content(record.number) };
    }
    return this.#seen?.content;
  }
}
