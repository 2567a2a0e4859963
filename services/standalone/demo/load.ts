/** The demonstration's load: ordinary visitors all the time, and attackers among them, one after the other. */
import type { Clock } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import { ATTACKS, type Attack, attack } from './attackers.ts';
import { Client } from './client.ts';
import { AGENTS, visit } from './visitors.ts';

const VISITORS = 40;
const ATTACKERS_OF_A_KIND = 3;
/** The first attacker comes after this, the others at this distance. */
const FIRST_ATTACK_MS = 2000;
const BETWEEN_ATTACKS_MS = 900;

export interface Attacker {
  readonly attack: Attack;
  readonly client: Client;
}

export class DemoLoad {
  readonly visitors: readonly Client[];
  readonly attackers: readonly Attacker[];
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>[] = [];
  #begun = 0;

  /** Sends to nginx on `port`. Every client has an address of its own in 127.0.0.0/8. */
  constructor(port: number, clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
    this.visitors = Array.from(
      { length: VISITORS },
      (_, i) => new Client(`127.10.${i + 1}.${20 + i}`, port, AGENTS[i % AGENTS.length]),
    );
    // In turn one of each kind, so that all kinds are seen early.
    this.attackers = Array.from({ length: ATTACKERS_OF_A_KIND }, (_, round) =>
      ATTACKS.map((kind, i) => ({
        attack: kind,
        client: new Client(
          `127.66.${10 * (i + 1) + round}.${6 + round}`,
          port,
          AGENTS[(i + round) % AGENTS.length],
        ),
      })),
    ).flat();
  }

  /** Attackers that have begun. */
  get begun(): readonly Attacker[] {
    return this.attackers.slice(0, this.#begun);
  }

  start(): void {
    const { signal } = this.#stopping;
    for (const client of this.visitors) {
      this.#running.push(
        this.#clock
          .sleep(this.#random.next() * 3000, signal)
          .then(() => visit(client, this.#clock, this.#random, signal)),
      );
    }
    this.attackers.forEach(({ attack: kind, client }, i) => {
      this.#running.push(
        this.#clock.sleep(FIRST_ATTACK_MS + i * BETWEEN_ATTACKS_MS, signal).then(async () => {
          if (signal.aborted) return;
          this.#begun++;
          await attack(client, kind, this.#clock, this.#random, signal);
        }),
      );
    });
  }

  /** Ends the load and waits for the last answers. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running);
    for (const client of this.visitors) client.close();
    for (const { client } of this.attackers) client.close();
  }
}
