/** What it costs to mark the pages of state that change. */
import { Pages } from '#libs/actor/pages.ts';
import { seededRandom } from '#libs/clock/random.ts';
import { detectOf, stateOf } from './snapshot-owners.ts';
import { Batches, START_MS } from './snapshot-traffic.ts';

export interface MarkingResult {
  /** CPU of the whole pipeline. */
  readonly us_per_event: number;
  readonly us_per_event_unmarked: number;
}

/** The pipeline over the same batches with and without marking the pages that change, taking turns. */
export function benchMarking(events = 500_000, addresses = 200_000, rounds = 7): MarkingResult {
  const batches = new Batches(0);
  const random = seededRandom(2);
  const messages: Uint8Array[] = [];
  for (let i = 0; i < events; i++) {
    if (batches.add(Math.floor(random.next() * addresses))) messages.push(batches.finish());
  }
  const touch = Pages.prototype.touch;
  const cost = { marked: Number.POSITIVE_INFINITY, unmarked: Number.POSITIVE_INFINITY };
  for (let round = 0; round < 2 * rounds; round++) {
    const kind = round % 2 === 0 ? 'marked' : 'unmarked';
    Pages.prototype.touch = kind === 'marked' ? touch : () => {};
    const us = cpuUsOf(messages) / events;
    if (round > 1) cost[kind] = Math.min(cost[kind], us);
  }
  Pages.prototype.touch = touch;
  return {
    us_per_event: Number(cost.marked.toFixed(3)),
    us_per_event_unmarked: Number(cost.unmarked.toFixed(3)),
  };
}

function cpuUsOf(messages: readonly Uint8Array[]): number {
  const detect = detectOf(stateOf(0, 1, 1_000_000));
  const before = process.cpuUsage();
  for (const [i, data] of messages.entries()) {
    const sequence = i + 1;
    detect.receive({ subject: '', sequence, storedMs: START_MS, data, pending: 0, header: () => '' });
  }
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
