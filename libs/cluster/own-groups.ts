/**
 * The groups of analyzers of one's own, which the cluster knows of from their first start until somebody removes them. All of
 * them are one record. As long as a group is on it, streams keep for a while what the group has not read yet.
 */
import { CURRENT, type KeyValue, type KeyValueEntry } from '../bus/key-value.ts';
import type { Objects } from '../bus/objects.ts';
import { WeirError } from '../errors/weir-error.ts';
import type { ClusterView } from './cluster-view.ts';
import { ownGroup } from './groups.ts';
import { readHead } from './head.ts';
import { changeJson, fromJson } from './json-value.ts';

const RECORD = 'own-groups';
/** Each has a head for every shard in a bucket that they share. */
export const OWN_GROUPS_MAX = 16;

export interface OwnGroup {
  readonly name: string;
  /** When it was started for the first time, Unix ms. */
  readonly sinceMs: number;
}

/** Puts a group on the record, unless it is there. @throws WeirError `full` when there are too many; `unavailable` */
export async function registerGroup(cluster: KeyValue, group: OwnGroup): Promise<void> {
  await changeGroups(cluster, (groups) => {
    if (groups.some(({ name }) => name === group.name)) return undefined;
    if (groups.length < OWN_GROUPS_MAX) return [...groups, group];
    throw new WeirError(
      'full',
      `the cluster knows ${OWN_GROUPS_MAX} analyzers of one's own: take one that is not run any more away with weir analyzers remove NAME`,
    );
  });
}

/** In the order of their first start. */
export async function readGroups(cluster: KeyValue): Promise<readonly OwnGroup[]> {
  return groupsOf(await cluster.get(RECORD));
}

/** What they have stored, besides the cluster's bucket. */
export interface OwnGroupStores {
  readonly heads: KeyValue;
  readonly snapshots: Objects;
}

/**
 * Takes a group off the record, and removes what it has stored; its leases stay, since no epoch may be used again.
 * @returns whether it was on the record
 */
export async function forgetGroup(
  cluster: KeyValue,
  { heads, snapshots }: OwnGroupStores,
  name: string,
): Promise<boolean> {
  let isKnown = false;
  await changeGroups(cluster, (groups) => {
    isKnown = groups.some((group) => group.name === name);
    return isKnown ? groups.filter((group) => group.name !== name) : undefined;
  });
  if (!isKnown) return false;
  await snapshots.deleteUnder(name);
  await forgetUnder(heads, `head.${name}.`);
  await forgetUnder(cluster, `member.${ownGroup(name).members}.`);
  return true;
}

/**
 * Up to which message of its stream a shard is sealed in all groups on the record; Infinity when there are none.
 * @param heads those of the groups
 * @param incarnation of the stream
 */
export async function sealedByOwnGroups(
  view: ClusterView,
  heads: KeyValue,
  shard: number,
  incarnation: string,
): Promise<number> {
  const sealed = groupsOf(view.get(RECORD)).map(async ({ name }) => {
    const head = await readHead(heads, shard, name);
    return head?.incarnation === incarnation ? head.sequence : 0;
  });
  return Math.min(Number.POSITIVE_INFINITY, ...(await Promise.all(sealed)));
}

async function changeGroups(
  cluster: KeyValue,
  change: (groups: readonly OwnGroup[]) => readonly OwnGroup[] | undefined,
): Promise<void> {
  await changeJson(cluster, RECORD, (entry) => change(groupsOf(entry)));
}

function groupsOf(entry: KeyValueEntry | undefined): readonly OwnGroup[] {
  return entry && !entry.deleted ? fromJson<readonly OwnGroup[]>(entry) : [];
}

async function forgetUnder(store: KeyValue, prefix: string): Promise<void> {
  const end = new AbortController();
  const found: KeyValueEntry[] = [];
  for await (const entry of store.watch(end.signal)) {
    if (entry === CURRENT) break;
    if (entry.key.startsWith(prefix)) found.push(entry);
  }
  end.abort();
  for (const { key, revision } of found) await store.forget(key, revision);
}
