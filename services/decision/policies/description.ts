/** Policies in words, for tables. */
import { formatDuration } from '#libs/domain/duration.ts';
import type { Match, Policy } from './policy.ts';
import { PERMANENT } from './policy-schema.ts';

export function describeMatch({ labels, escalated, ...match }: Match): string {
  const parts = Object.entries({ ...match, ...labels }).map(
    ([what, values]) => `${what} ${values.join(' or ')}`,
  );
  if (escalated !== undefined) parts.push(escalated ? 'escalated' : 'not escalated');
  return parts.length === 0 ? 'everything' : parts.join(', ');
}

export function describeAction({
  remediation,
  statusCode,
  scope,
  durationMs,
  repeat,
  extend,
}: Policy): string {
  const what = remediation === 'block' ? `block with ${statusCode}` : remediation;
  const again = repeat ? `, ${repeat.factor} times as long again up to ${lengthOf(repeat.ceilingMs)}` : '';
  const onwards = extend
    ? `, ${lengthOf(extend.byMs)} more while it asks ${extend.perMinute} times a minute, up to ${lengthOf(extend.ceilingMs)}`
    : '';
  return `${what} by ${scope} for ${lengthOf(durationMs)}${again}${onwards}`;
}

function lengthOf(ms: number): string {
  return ms === Number.POSITIVE_INFINITY ? PERMANENT : formatDuration(ms);
}
