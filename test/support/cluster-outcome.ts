/** What a cluster made of its logs, compared with what one process makes of them to which nothing happens. */
import { isEnforceable } from '#libs/domain/decision.ts';
import { type Detection, NO_STAGES } from '#libs/domain/detection.ts';
import type { ControlPlane } from '#libs/rpc/client.ts';
import { scopeNames } from '#libs/wire/enums.ts';
import type { Cluster } from './cluster.ts';
import { names } from './cluster-files.ts';
import type { LoadWriter } from './cluster-load.ts';
import { expectedOutcome } from './expected.ts';
import { seedOf, storedDetections } from './streams.ts';

const POLL_MS = 200;
/** Without any progress for so long, what is missing counts as lost. */
const PATIENCE_MS = 20_000;
/** Key shards wait for lines that are late; how long, of a log that has ended, is known a minute later. */
const KEY_PATIENCE_MS = 100_000;
/** What is as it should be must stay so. */
const STABLE_MS = 1000;
const LIST_MAX = 100_000;

export interface Outcome {
  readonly lines: number;
  /** Below 0: some were counted twice. */
  readonly events_lost: number;
  readonly detections: number;
  readonly detections_missing: number;
  /** Several for one (scenario, key, opening), or one revision in two versions, or one that should not be there. */
  readonly detections_doubled: number;
  /** The same revision stored again, byte for byte in what it says: harmless. */
  readonly detections_repeated: number;
  readonly bans: number;
  /** Missing in the ledger, or with an enforcer. */
  readonly bans_lost: number;
}

/** Call it once the load has ended: waits until everything has been worked off. */
export async function outcomeOf(cluster: Cluster, loads: readonly LoadWriter[]): Promise<Outcome> {
  const lines = loads.reduce((sum, load) => sum + load.lines, 0);
  const seed = await seedOf(cluster.view.bus);
  const expected = await Promise.all(loads.map(({ file }) => expectedOutcome(file, seed)));
  const detections = expected.flatMap((each) => each.detections);
  const decisions = expected.flatMap((each) => each.decisions.filter(isEnforceable));
  const bans = new Set(decisions.map(({ scope, value }) => banOf(scope, value)));
  await cluster.ready();
  const events = await settled(cluster, () => eventsOf(cluster), lines);
  let compared = compareDetections(detections, []);
  const compare = async () => {
    compared = compareDetections(detections, await storedDetections(cluster.view.bus));
    return compared.detections_missing;
  };
  await settled(cluster, compare, 0, KEY_PATIENCE_MS);
  const missingBans = await settled(
    cluster,
    () => cluster.ask((plane) => bansMissing(cluster, plane, bans)),
    0,
  );
  return {
    lines,
    events_lost: lines - events,
    detections: detections.length,
    ...compared,
    bans: bans.size,
    bans_lost: missingBans,
  };
}

/** Asks for a number until it is `wanted` and stays so, or does not change any more. */
async function settled(
  cluster: Cluster,
  ask: () => Promise<number>,
  wanted: number,
  patienceMs = PATIENCE_MS,
): Promise<number> {
  const { clock } = cluster;
  let last = Number.NaN;
  let sinceMs = clock.elapsed();
  for (;;) {
    const now = await ask();
    if (now !== last) sinceMs = clock.elapsed();
    last = now;
    if (clock.elapsed() - sinceMs > (now === wanted ? STABLE_MS : patienceMs)) return now;
    await clock.sleep(POLL_MS);
  }
}

/** Events that the shards have counted; none as long as there is a shard without an owner, or a service that is silent. */
export async function eventsOf({ view, size }: Cluster): Promise<number> {
  const complete =
    view.owners().size === size.shards + size.keyShards &&
    names('analyzer', size.analyzers).every((name) => view.isHeard(name));
  return complete ? view.total('weir_analyzer_events') : -1;
}

/** Bans that are not in force in the ledger, or not with an enforcer. */
async function bansMissing(
  { view, size }: Cluster,
  plane: ControlPlane,
  bans: ReadonlySet<string>,
): Promise<number> {
  const { decisions } = await plane.list({ limit: LIST_MAX });
  const inForce = new Set(
    decisions.map(({ scope, value }) => banOf(scopeNames.fromWire(scope), value ?? '')),
  );
  const missing = [...bans].filter((ban) => !inForce.has(ban)).length;
  const held = names('enforcer', size.enforcers).map(
    (name) => view.status(name)?.numbers.weir_enforcer_held ?? 0,
  );
  return Math.max(missing, ...held.map((count) => bans.size - count));
}

function banOf(scope: string, value: string): string {
  return `${scope} ${value}`;
}

export function compareDetections(expected: readonly Detection[], found: readonly Detection[]) {
  const wanted = new Set(expected.map(({ id }) => id));
  const ids = new Set(found.map(({ id }) => id));
  const revisions = new Map<string, string>();
  const doubled = new Set([...ids].filter((id) => !wanted.has(id)));
  let repeated = 0;
  for (const detection of found) {
    const revision = `${detection.id}-${detection.rev}`;
    const content = contentOf(detection);
    const known = revisions.get(revision);
    if (known === undefined) revisions.set(revision, content);
    else if (known === content) repeated++;
    else doubled.add(detection.id);
  }
  return {
    detections_missing: [...wanted].filter((id) => !ids.has(id)).length,
    detections_doubled: doubled.size,
    detections_repeated: repeated,
  };
}

/** What a detection says, without when and by whom it was said. */
function contentOf(detection: Detection): string {
  return JSON.stringify({ ...detection, traceparent: '', stages: NO_STAGES });
}
