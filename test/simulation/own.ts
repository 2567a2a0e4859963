/** An analyzer of one's own in the simulated cluster, with a detector of its own, whose state has to outlive its owners. */
import type { AnalyzerDefinition } from '#libs/sdk/definition.ts';
import { defineDetector } from '#libs/sdk/detector.ts';
import { defineScenario } from '#libs/sdk/scenario.ts';

const PATHS = 5;

/** So many different paths of one client were not there. */
const missingPaths = defineDetector({
  name: 'missing-paths',
  version: 1,
  memory: '1m',
  needs: ['path'],
  state: (slots) => ({ paths: slots.list(PATHS), events: slots.uint32() }),
  judge: (event, { paths, events }) => {
    events.value++;
    const path = event.hash('path');
    if (!paths.includes(path)) paths.push(path);
    return paths.length === PATHS && events.value >= PATHS;
  },
  progress: ({ paths }) => ({ level: paths.length, limit: PATHS - 1 }),
});

export const OWN_ANALYZER: AnalyzerDefinition = {
  name: 'own',
  scenarios: [
    defineScenario({
      name: 'own-probing',
      description: 'One client looks for different things that are not there.',
      when: 'status == 404',
      key: ['client.ip', 'host'],
      detect: missingPaths,
      severity: 'medium',
      mode: 'enforce',
    }),
  ],
};
