/** What stands at the other end of exec and webhook in a test: it does what the lines say. */
import assert from 'node:assert/strict';
import { addressOf } from '#libs/domain/address.ts';
import { parsePrefix, prefixContains } from '#libs/domain/prefix.ts';
import type { Rule } from '#services/enforcer/targets/target.ts';

export type Line =
  | { readonly action: 'reset' }
  | { readonly action: 'end'; readonly lines: number }
  | ({ readonly action: 'put' } & Rule)
  | ({ readonly action: 'remove' } & Pick<Rule, 'key' | 'scope' | 'value' | 'remediation'>);

export class Receiver {
  readonly rules = new Map<string, Rule>();

  take(batch: string): void {
    let lines = 0;
    for (const line of linesOf(batch)) {
      if (line.action === 'end') {
        assert.equal(line.lines, lines);
        lines = 0;
        continue;
      }
      lines++;
      if (line.action === 'reset') this.rules.clear();
      else if (line.action === 'put') this.rules.set(line.key, line);
      else this.rules.delete(line.key);
    }
    assert.equal(lines, 0, 'a batch without an end');
  }

  /** The id of the decision that refuses a client; who is let through is not refused, and time is one's own. */
  refusal(address: string): string | undefined {
    const words = addressOf(address)!;
    const about = [...this.rules.values()].filter(
      ({ value, untilMs }) => untilMs > Date.now() && prefixContains(parsePrefix(value)!, words),
    );
    if (about.some(({ remediation }) => remediation === 'allow')) return undefined;
    // That of the longest prefix.
    return about.sort((a, b) => parsePrefix(b.value)!.bits - parsePrefix(a.value)!.bits)[0]?.decisionId;
  }
}

export function linesOf(batch: string): Line[] {
  return batch
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}
