/** Which destination a line goes to: by its virtual host. */

export interface Routed {
  /** `example.org`, or `*.example.org` for all below it; undefined for what goes nowhere else. */
  readonly hosts?: readonly string[] | undefined;
}

export class Routes {
  readonly #exact = new Map<string, number>();
  /** By what is behind `*.`. */
  readonly #below = new Map<string, number>();
  readonly #rest: number;

  /** @param destinations one of which is without hosts. Of two that name the same host the first counts */
  constructor(destinations: readonly Routed[]) {
    this.#rest = destinations.findIndex(({ hosts }) => hosts === undefined);
    destinations.forEach(({ hosts = [] }, i) => {
      for (const host of hosts) {
        const isBelow = host.startsWith('*.');
        const known = isBelow ? this.#below : this.#exact;
        const name = isBelow ? host.slice(2) : host;
        if (!known.has(name)) known.set(name, i);
      }
    });
  }

  /** Whether all lines go to the same destination. */
  get isOne(): boolean {
    return this.#exact.size === 0 && this.#below.size === 0;
  }

  /** Place of the destination of lines whose host is not known. */
  get rest(): number {
    return this.#rest;
  }

  /**
   * The longest name that fits counts.
   * @param host as a client sent it: in any case, maybe with a port, maybe nonsense
   * @returns the place of its destination among those that were given
   */
  of(host: string): number {
    const name = nameOf(host);
    const exact = this.#exact.get(name);
    if (exact !== undefined) return exact;
    for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      const below = this.#below.get(name.slice(dot + 1));
      if (below !== undefined) return below;
    }
    return this.#rest;
  }
}

function nameOf(host: string): string {
  const colon = host.indexOf(':');
  const name = colon < 0 ? host : host.slice(0, colon);
  return (name.endsWith('.') ? name.slice(0, -1) : name).toLowerCase();
}
