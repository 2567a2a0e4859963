/** Who visits without harm, and how many of each there are among a thousand. */
import type { Dice } from '../dice.ts';
import type { Actor } from '../merge.ts';
import type { Scene } from '../scene.ts';
import { atHome, codeTrouble, developer, forgetful, heavyTransfer, household } from './people.ts';
import { app, openTab, staleCredentials } from './programs.ts';
import { author, feedReader, preview, probe, searchEngine, smallCrawler } from './robots.ts';
import { buildMachine, callback, integration } from './servers.ts';
import { carrier, office } from './shared.ts';

interface InnocentKind {
  readonly kind: string;
  /** Visitors of a thousand. */
  readonly perThousand: number;
  /** How many visitors are cast together; 1 unless given. */
  readonly together?: readonly [min: number, max: number];
  cast(scene: Scene, dice: Dice, kind: string, visitors: number): Actor[];
}

const KINDS: readonly InnocentKind[] = [
  { kind: 'home', perThousand: 443.5, cast: atHome },
  { kind: 'household-ipv6', perThousand: 140, together: [1, 4], cast: household },
  { kind: 'carrier-nat', perThousand: 130, together: [40, 120], cast: carrier },
  { kind: 'office-nat', perThousand: 100, together: [20, 80], cast: office },
  { kind: 'native-app', perThousand: 90, cast: app },
  { kind: 'forgetful', perThousand: 25, cast: forgetful },
  { kind: 'open-tab', perThousand: 20, cast: openTab },
  { kind: 'stale-credentials', perThousand: 6, cast: staleCredentials },
  { kind: 'code-trouble', perThousand: 5, cast: codeTrouble },
  { kind: 'developer', perThousand: 4, cast: developer },
  { kind: 'heavy-transfer', perThousand: 3, cast: heavyTransfer },
  { kind: 'integration', perThousand: 4, cast: integration },
  { kind: 'callback', perThousand: 1, cast: callback },
  { kind: 'build-machine', perThousand: 1, cast: buildMachine },
  { kind: 'search-engine', perThousand: 8, together: [2, 8], cast: searchEngine },
  { kind: 'link-preview', perThousand: 8, cast: preview },
  { kind: 'feed-reader', perThousand: 7, cast: feedReader },
  { kind: 'monitoring-probe', perThousand: 3, cast: probe },
  { kind: 'blog-author', perThousand: 1, cast: author },
  { kind: 'small-crawler', perThousand: 0.5, cast: smallCrawler },
];

/** At least one of each kind, and of those that share an address a whole one. */
export function castInnocents(scene: Scene, visitors: number): Actor[] {
  return KINDS.flatMap(({ kind, perThousand, together = [1, 1], cast }) => {
    const actors: Actor[] = [];
    let left = Math.max(1, Math.round((visitors * perThousand) / 1000));
    for (let group = 0; left > 0; group++) {
      const dice = scene.dice.fork(`${kind} ${group}`);
      const size = dice.whole(...together);
      actors.push(...cast(scene, dice, kind, size));
      left -= size;
    }
    return actors;
  });
}
