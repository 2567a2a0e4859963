/** A detector of one's own that uses every kind of slot: more than so many different paths in a row, and twice as many bytes. */
import { defineDetector } from '#libs/sdk/detector.ts';
import { scenario } from './scenarios.ts';

const WITHIN_MS = 4000;

export const rising = (over: number, version = 1) =>
  defineDetector({
    name: 'rising',
    version,
    settings: { over },
    memory: '5s',
    needs: ['path', 'bytes_sent'],
    state: (slots) => ({
      events: slots.uint32(),
      sinceMs: slots.float64(Number.NEGATIVE_INFINITY),
      late: slots.numbers(200),
      paths: slots.list(8),
    }),
    judge: (event, { events, sinceMs, late, paths }) => {
      if (event.timeMs < event.previousMs) late.value++;
      if (event.timeMs - sinceMs.value > WITHIN_MS) {
        sinceMs.value = event.timeMs;
        events.value = 0;
        paths.drop(paths.length);
      }
      events.value++;
      const path = event.hash('path');
      if (!paths.includes(path)) paths.push(path);
      return paths.length > over && event.bytes_sent > 0;
    },
    progress: ({ paths }) => ({ level: paths.length, limit: over }),
  });

export const OWN = scenario({ name: 'own', detect: rising(2) });
