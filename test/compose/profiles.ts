/** The two ways in which compose.yaml is brought up, and what each is expected to bear. */
import { OWN_ANALYZERS } from './own-analyzers.ts';

/** An nginx with the services beside it: what reads its log, and what tells it whom to refuse. */
export interface Edge {
  readonly nginx: string;
  readonly collector: string;
  readonly enforcer: string;
  /** What compose.yaml calls its port. */
  readonly portVariable: string;
}

export interface Profile {
  readonly name: string;
  /** Folder of its configuration. */
  readonly config: string;
  /** Arguments of docker-compose that choose it. */
  readonly arguments: readonly string[];
  readonly edges: readonly Edge[];
  /** While one of these is away, new attackers are banned all the same. */
  readonly spare: readonly string[];
}

const FIRST: Edge = {
  nginx: 'nginx',
  collector: 'collector',
  enforcer: 'enforcer',
  portVariable: 'WEIR_PORT',
};
const SECOND: Edge = {
  nginx: 'nginx-2',
  collector: 'collector-2',
  enforcer: 'enforcer-2',
  portVariable: 'WEIR_PORT_2',
};

export const PROFILES: readonly Profile[] = [
  {
    name: 'single',
    config: 'deploy/compose',
    arguments: [],
    edges: [FIRST],
    spare: ['jaeger', ...OWN_ANALYZERS],
  },
  {
    name: 'cluster',
    config: 'deploy/compose/cluster',
    arguments: ['--env-file', 'deploy/compose/cluster.env'],
    edges: [FIRST, SECOND],
    spare: [
      'nats',
      'nats-2',
      'nats-3',
      'analyzer',
      'analyzer-2',
      'analyzer-3',
      'decision',
      'decision-2',
      'jaeger',
      ...OWN_ANALYZERS,
    ],
  },
];
