/** What goes wrong, and when: drawn from the seed. */
import type { Random } from '#libs/clock/random.ts';
import { eventStream } from '#libs/cluster/names.ts';
import { SHARDS } from './nodes.ts';
import type { Node, World } from './world.ts';

interface Fault {
  readonly name: string;
  /** How often it is drawn, compared with the others. */
  readonly weight: number;
  /** Begins; whatever it does ends by itself. */
  readonly strike: (world: World, forMs: (least: number, most: number) => number) => string;
}

const any = (world: World, nodes: readonly Node[] = world.nodes): Node =>
  nodes[Math.floor(world.random.next() * nodes.length)];

/** A fault of the link of one node's present process. */
function ofLink(
  name: string,
  weight: number,
  [least, most]: readonly [number, number],
  begin: (node: Node, world: World) => void,
  end: (node: Node) => void,
): Fault {
  return {
    name,
    weight,
    strike: (world, forMs) => {
      const node = any(world);
      const { process } = node;
      const lasting = forMs(least, most);
      begin(node, world);
      world.clock.after(lasting, () => {
        if (node.process === process) end(node);
      });
      return `${node.name} for ${lasting} ms`;
    },
  };
}

const FAULTS: readonly Fault[] = [
  {
    name: 'kill',
    weight: 4,
    strike: (world, forMs) => {
      const node = any(world);
      const afterMs = forMs(50, 3000);
      world.kill(node, afterMs);
      return `${node.name}, back after ${afterMs} ms`;
    },
  },
  {
    name: 'terminate',
    weight: 2,
    strike: (world, forMs) => {
      const node = any(world);
      void world.stop(node, forMs(50, 1000));
      return node.name;
    },
  },
  ofLink(
    'pause',
    4,
    [100, 7000],
    ({ process }) => process.pause(),
    ({ process }) => process.resume(),
  ),
  ofLink(
    'cut',
    3,
    [200, 9000],
    ({ link }) => {
      link.faults.cut = true;
    },
    ({ link }) => {
      link.faults.cut = false;
    },
  ),
  ofLink(
    'break',
    2,
    [50, 2000],
    ({ link }) => link.break(),
    ({ link }) => link.restore(),
  ),
  ofLink(
    'loss',
    3,
    [500, 5000],
    ({ link }, { random }) => {
      link.faults.loss = 0.05 + 0.3 * random.next();
    },
    ({ link }) => {
      link.faults.loss = 0;
    },
  ),
  ofLink(
    'delay',
    2,
    [500, 5000],
    ({ link }, { random }) => {
      link.faults.delayMs = 20 + 300 * random.next();
    },
    ({ link }) => {
      link.faults.delayMs = 1;
    },
  ),
  {
    name: 'pause in a snapshot',
    weight: 3,
    strike: (world, forMs) => {
      const node = any(world, [...world.of('analyzer'), ...world.of('own')]);
      const { process } = node;
      const lasting = forMs(2000, 7000);
      const atWorst = world.random.next() < 0.5;
      const snapshots = node.role === 'own' ? 'weir-own-snapshots' : 'weir-snapshots';
      world.trap(node, snapshots, () => {
        process.pause();
        world.clock.after(lasting, () => process.resume());
        if (atWorst) world.onTakeOver(node, () => process.resume());
      });
      return `${node.name} for ${lasting} ms`;
    },
  },
  {
    name: 'kill at a message',
    weight: 3,
    strike: (world, forMs) => {
      const node = any(world, [...world.of('collector'), ...world.of('analyzer'), ...world.of('own')]);
      const afterMs = forMs(50, 3000);
      world.trap(node, 'weir.', () => world.clock.after(0, () => world.kill(node, afterMs)));
      return `${node.name}, back after ${afterMs} ms`;
    },
  },
  {
    name: 'no leader',
    weight: 1,
    strike: ({ server, clock }, forMs) => {
      const lasting = forMs(200, 8000);
      server.leaderless = true;
      clock.after(lasting, () => {
        server.leaderless = false;
      });
      return `for ${lasting} ms`;
    },
  },
  {
    name: 'server restart',
    weight: 1,
    strike: ({ nodes, clock }, forMs) => {
      const lasting = forMs(60, 1000);
      for (const { link } of nodes) link.break();
      clock.after(lasting, () => {
        for (const { link } of nodes) link.restore();
      });
      return `for ${lasting} ms`;
    },
  },
  {
    name: 'stale reads',
    weight: 2,
    strike: ({ server, clock }, forMs) => {
      const lasting = forMs(1000, 5000);
      server.stale = 0.5;
      clock.after(lasting, () => {
        server.stale = 0;
      });
      return `for ${lasting} ms`;
    },
  },
  {
    name: 'slow disk',
    weight: 1,
    strike: (world, forMs) => {
      const { platter, name } = any(world, world.of('collector'));
      const lasting = forMs(500, 4000);
      platter.delayMs = 300;
      world.clock.after(lasting, () => {
        platter.delayMs = 0;
      });
      return `${name} for ${lasting} ms`;
    },
  },
  {
    name: 'full disk',
    weight: 1,
    strike: (world, forMs) => {
      const { platter, name } = any(world, world.of('collector'));
      const lasting = forMs(500, 4000);
      platter.capacity = platter.used;
      world.clock.after(lasting, () => {
        platter.capacity = Number.POSITIVE_INFINITY;
      });
      return `${name} for ${lasting} ms`;
    },
  },
];

/** What takes away what was stored: nobody can find what is gone, but everybody must get over it. */
const LOSSES: readonly Fault[] = [
  {
    name: 'purge',
    weight: 1,
    strike: ({ server, random }) => {
      const stream = eventStream(Math.floor(random.next() * SHARDS));
      const { streams } = server.memory;
      void streams
        .state(stream)
        .then(({ lastSequence }) => streams.purge(stream, { before: lastSequence + 1 }))
        .catch(() => {});
      return stream;
    },
  },
  {
    name: 'stream gone',
    weight: 1,
    strike: ({ server, random }) => {
      const stream = eventStream(Math.floor(random.next() * SHARDS));
      try {
        server.memory.streams.remove(stream);
      } catch {
        // It is gone already.
      }
      return stream;
    },
  },
];

/**
 * Plans `count` faults between `fromMs` and `toMs` from now.
 * @param lossy whether some of them take away what was stored
 */
export function planFaults(world: World, count: number, fromMs: number, toMs: number, lossy: boolean): void {
  const { random } = world;
  for (let i = 0; i < count; i++) {
    const fault = draw(random, lossy && random.next() < 0.3 ? LOSSES : FAULTS);
    world.clock.after(fromMs + random.next() * (toMs - fromMs), () => {
      const what = fault.strike(world, (least, most) => Math.round(least + random.next() * (most - least)));
      world.onFault(`${fault.name}: ${what}`);
    });
  }
}

function draw(random: Random, faults: readonly Fault[]): Fault {
  let left = random.next() * faults.reduce((sum, { weight }) => sum + weight, 0);
  for (const fault of faults) {
    left -= fault.weight;
    if (left <= 0) return fault;
  }
  return faults[0];
}
