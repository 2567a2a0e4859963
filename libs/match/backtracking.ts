/** How long an engine that tries one way after another takes at most to find out that a pattern is nowhere in a text. */
import { TEXT_BYTES_MAX } from '../wire/dictionary.ts';
import type { Pattern, Range } from './pattern.ts';

/** The most steps for the longest text. */
export function stepsOf(pattern: Pattern): number {
  const { steps } = effortOf(pattern);
  return isAnchored(pattern) ? steps : steps * TEXT_BYTES_MAX;
}

/** From one place of the text, at most. */
interface Effort {
  readonly steps: number;
  /** In how many ways it can match. */
  readonly ways: number;
}

/** What a match begins with. */
interface First {
  readonly ranges: readonly Range[];
  /** Or it may be empty. */
  readonly isOptional: boolean;
}

const NOTHING: Effort & First = { steps: 0, ways: 1, ranges: [], isOptional: true };

function effortOf(pattern: Pattern): Effort {
  switch (pattern.kind) {
    case 'set':
    case 'at':
      return { steps: 1, ways: 1 };
    case 'sequence':
      return pattern.of.reduceRight(
        (rest, part) => ({ ...followed(part, rest), ...firstOf([part], rest) }),
        NOTHING,
      );
    case 'choice':
      return choiceEffort(pattern.of);
    case 'repeat':
      return repeatEffort(effortOf(pattern.of), pattern.min, Math.min(pattern.max, TEXT_BYTES_MAX));
  }
}

/** The rest is tried again for each way in which the first can match, beyond its first character or not. */
function followed(part: Pattern, rest: Effort & First): Effort {
  const effort = effortOf(part);
  const isDecided =
    part.kind === 'repeat' && effortOf(part.of).ways === 1 && areApart([firstOfOne(part.of), rest]);
  // Where another turn can begin, the rest can't: there is only one way to leave.
  if (isDecided) return { steps: effort.steps + effort.ways + rest.steps, ways: rest.ways };
  return then(effort, rest);
}

function then(first: Effort, rest: Effort): Effort {
  return { steps: first.steps + first.ways * rest.steps, ways: first.ways * rest.ways };
}

function repeatEffort(each: Effort, min: number, max: number): Effort {
  if (each.ways === 1) return { steps: (max + 1) * each.steps, ways: max - Math.min(min, max) + 1 };
  let all: Effort = { steps: each.steps, ways: min === 0 ? 1 : 0 };
  let turns: Effort = { steps: 0, ways: 1 };
  for (let times = 1; times <= max && Number.isFinite(all.steps); times++) {
    turns = then(turns, each);
    all = { steps: all.steps + turns.steps, ways: all.ways + (times >= min ? turns.ways : 0) };
  }
  return all;
}

/** Of branches that begin with different characters at most one gets beyond its first. */
function choiceEffort(branches: readonly Pattern[]): Effort {
  const each = branches.map((branch) => ({ ...effortOf(branch), ...firstOfOne(branch) }));
  const together = each.map((one) => each.filter((other) => one === other || !areApart([one, other])));
  const most = (of: 'steps' | 'ways') =>
    Math.max(...together.map((some) => some.reduce((sum, one) => sum + one[of], 0)));
  return { steps: branches.length + most('steps'), ways: most('ways') };
}

/** What the parts, one behind the other and then the rest, begin with. */
function firstOf(parts: readonly Pattern[], rest: First): First {
  return parts.reduceRight((behind, part) => {
    const { ranges, isOptional } = firstOfOne(part);
    return isOptional
      ? { ranges: [...ranges, ...behind.ranges], isOptional: behind.isOptional }
      : { ranges, isOptional };
  }, rest);
}

function firstOfOne(pattern: Pattern): First {
  switch (pattern.kind) {
    case 'set':
      return { ranges: pattern.ranges, isOptional: false };
    case 'at':
      return { ranges: [], isOptional: true };
    case 'sequence':
      return firstOf(pattern.of, NOTHING);
    case 'choice': {
      const firsts = pattern.of.map(firstOfOne);
      return {
        ranges: firsts.flatMap(({ ranges }) => ranges),
        isOptional: firsts.some(({ isOptional }) => isOptional),
      };
    }
    case 'repeat': {
      const first = firstOfOne(pattern.of);
      return pattern.min === 0 ? { ...first, isOptional: true } : first;
    }
  }
}

/** Whether none can be empty, and no two begin with the same character. */
function areApart(firsts: readonly First[]): boolean {
  return firsts.every(
    (first, i) =>
      !first.isOptional && firsts.slice(0, i).every((other) => isApart(first.ranges, other.ranges)),
  );
}

function isApart(some: readonly Range[], others: readonly Range[]): boolean {
  return some.every(([from, to]) => others.every(([first, last]) => to < first || last < from));
}

/** Whether it can match at the beginning of a text only. */
function isAnchored(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'at':
      return pattern.place === 'start';
    case 'sequence':
      return pattern.of.length > 0 && isAnchored(pattern.of[0]);
    case 'choice':
      return pattern.of.every(isAnchored);
    default:
      return false;
  }
}
