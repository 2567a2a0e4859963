/** What the targets of a test really hold, each asked in its own way and by none of Weir's code. */
import { readFileSync } from 'node:fs';
import type { Decision } from '#libs/domain/decision.ts';
import { entryOf } from '#services/enforcer/targets/nginx/entry.ts';
import { THROTTLE } from '#services/enforcer/targets/nginx/options.ts';
import { elementOf } from '#services/enforcer/targets/packets/elements.ts';
import type { TestNginx } from './nginx.ts';
import type { TwoHosts } from './two-hosts.ts';

/** By element, in the target's own words, until when it is held (Unix ms), and what is done about it. */
export type Holdings = ReadonlyMap<string, { readonly untilMs: number; readonly does: string }>;

/** For `server` of an nginx: tells all of the dictionary that is asked. */
export const DUMP = `location = /dump { content_by_lua_block {
  ngx.update_time()
  local rules = require('weir.state').dictionaries[require('weir.state').active()]
  for _, key in ipairs(rules:get_keys(0)) do
    local value, ttl = rules:get(key), rules:ttl(key)
    if value and key ~= 'weir:boot' then
      ngx.say((key:gsub('.', function(c) return ('%02x'):format(c:byte()) end)), '\\t',
        ('%.0f'):format((ngx.now() + ttl) * 1000), '\\t', value)
    end
  end
} }`;

export async function heldByNginx(nginx: TestNginx): Promise<Holdings> {
  const { body } = await nginx.ask({ path: '/dump' });
  const rows = body.split('\n').filter(Boolean);
  return new Map(
    rows.map((row) => {
      const [key, until, does] = row.split('\t');
      return [key, { untilMs: Number(until), does }];
    }),
  );
}

export function heldByNftables(hosts: TwoHosts): Holdings {
  interface Listed {
    readonly set?: {
      readonly name: string;
      readonly elem?: readonly { readonly elem: { readonly val: string; readonly expires: number } }[];
    };
  }
  const nowMs = Date.now();
  const { nftables } = JSON.parse(hosts.runNft('-j', 'list', 'table', 'inet', 'weir')) as {
    nftables: readonly Listed[];
  };
  return new Map(
    nftables.flatMap(({ set }) =>
      (set?.elem ?? []).map(({ elem }) => {
        const held = { untilMs: nowMs + elem.expires * 1000, does: set?.name ?? '' };
        return [`${set?.name} ${elem.val}`, held] as const;
      }),
    ),
  );
}

/** A file of the format plain; it says nothing of times, which are not compared then. */
export function heldByFile(path: string): Holdings {
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
  return new Map(lines.map((line) => [line, { untilMs: Number.NaN, does: 'block' }]));
}

/** What nginx should hold of decisions in force. */
export function dueInNginx(decisions: readonly Decision[]): Holdings {
  return new Map(
    decisions.flatMap((decision) => {
      const { scope } = decision;
      if (scope === 'asn') return [];
      const entry = entryOf({ key: '', decisionId: decision.id, ...decision, scope }, THROTTLE, 0);
      if (!entry) return [];
      const [, , hex, until, status, letter, id, ...rate] = entry.line.trim().split(' ');
      const does = [`${letter}${status}${id}`, ...rate].join(' ');
      return [[hex, { untilMs: Number(until), does }] as const];
    }),
  );
}

export function dueInNftables(decisions: readonly Decision[]): Holdings {
  return new Map(
    decisions.filter(isPlain).flatMap((decision) => {
      const { scope, value, remediation } = decision;
      const element = scope === 'asn' ? undefined : elementOf({ scope, value, remediation });
      if (!element) return [];
      const { set, address } = element;
      return [[`${set} ${address}`, { untilMs: decision.untilMs, does: set }] as const];
    }),
  );
}

/** As long as nobody is allowed within a network that is blocked. */
export function dueInFile(decisions: readonly Decision[]): Holdings {
  const blocks = decisions.filter(({ remediation }) => remediation === 'block').filter(isPlain);
  return new Map(blocks.map(({ value, untilMs }) => [value, { untilMs, does: 'block' }]));
}

function isPlain({ scope, remediation }: Decision): boolean {
  return (scope === 'ip' || scope === 'prefix') && (remediation === 'block' || remediation === 'allow');
}

export interface ComparisonOptions {
  readonly nowMs: number;
  /** What ends so soon may be gone from one side and not yet from the other; times may differ by so much. */
  readonly slackMs: number;
  /** Longer than that is given to the target bit by bit. */
  readonly longestMs?: number | undefined;
}

/** Some while ago the longest time ended so much earlier. */
const LONGEST_SLACK_MS = 3_600_000;

/** In words, each element of which there is one too many, too few, or another. */
export function differences(due: Holdings, held: Holdings, options: ComparisonOptions): string[] {
  const { nowMs, slackMs, longestMs = Number.POSITIVE_INFINITY } = options;
  const found: string[] = [];
  const endsSoon = (untilMs: number) => untilMs <= nowMs + slackMs;
  for (const [key, { untilMs, does }] of due) {
    const own = held.get(key);
    const expectedMs = Math.min(untilMs, nowMs + longestMs);
    if (!own) {
      if (!endsSoon(untilMs)) found.push(`missing: ${key} ${does}`);
    } else if (own.does !== does) found.push(`other: ${key} does ${own.does} instead of ${does}`);
    else if (Math.abs(own.untilMs - expectedMs) > (untilMs > expectedMs ? LONGEST_SLACK_MS : slackMs))
      found.push(`time: ${key} until ${own.untilMs} instead of ${expectedMs}`);
  }
  for (const [key, { untilMs, does }] of held)
    if (!due.has(key) && !endsSoon(untilMs)) found.push(`too many: ${key} ${does}`);
  return found;
}
