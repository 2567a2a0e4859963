/** The requests of very many actors in one order of time, of which only those are awake whose time has come. */
import type { Request } from './request.ts';

/** Somebody who sends requests from some time on. */
export interface Actor {
  /** No request of it is earlier; Unix ms. */
  readonly startMs: number;
  /** In order of time. */
  readonly requests: Iterator<Request>;
}

interface Awake {
  request: Request;
  readonly actor: Actor;
  /** Where the actor stands among all: decides between requests of the same time. */
  readonly order: number;
}

/** All requests before `endMs`. */
export function* merge(actors: readonly Actor[], endMs: number): Generator<Request> {
  const sleeping = actors
    .map((actor, order) => ({ actor, order }))
    .sort((a, b) => b.actor.startMs - a.actor.startMs || b.order - a.order);
  const heap: Awake[] = [];
  for (;;) {
    let next = sleeping.at(-1);
    while (next && (heap.length === 0 || next.actor.startMs <= heap[0].request.timeMs)) {
      sleeping.pop();
      const first = next.actor.requests.next();
      if (!first.done && first.value.timeMs < endMs) up(heap, { ...next, request: first.value });
      next = sleeping.at(-1);
    }
    if (heap.length === 0) return;
    const [{ request, actor }] = heap;
    yield request;
    const following = actor.requests.next();
    if (!following.done && following.value.timeMs < endMs) {
      heap[0].request = following.value;
      down(heap, heap[0]);
    } else {
      const last = heap.pop();
      if (last && heap.length > 0) down(heap, last);
    }
  }
}

function up(heap: Awake[], awake: Awake): void {
  let at = heap.push(awake) - 1;
  while (at > 0) {
    const parent = (at - 1) >>> 1;
    if (!isBefore(awake, heap[parent])) break;
    heap[at] = heap[parent];
    at = parent;
  }
  heap[at] = awake;
}

/** Puts one in at the top, where there is room. */
function down(heap: Awake[], awake: Awake): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child++;
    if (!isBefore(heap[child], awake)) break;
    heap[at] = heap[child];
    at = child;
  }
  heap[at] = awake;
}

function isBefore(a: Awake, b: Awake): boolean {
  return a.request.timeMs < b.request.timeMs || (a.request.timeMs === b.request.timeMs && a.order < b.order);
}
