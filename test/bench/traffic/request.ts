/** One request as a web server logs it, and who sends it. */
import type { Dice } from './dice.ts';
import type { Answer, Site } from './site.ts';

export interface Request {
  /** When it ended, which is when it is logged; Unix ms. */
  readonly timeMs: number;
  readonly address: string;
  readonly host: string;
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly protocol: string;
  readonly status: number;
  /** Of the body of the answer. */
  readonly bytes: number;
  /** Of the request with its body. */
  readonly requestBytes: number;
  /** How long it took. */
  readonly seconds: number;
  readonly agent: string;
  readonly referer: string;
  /** What was sent instead when the server could make nothing of it: then it logs no method and no target. */
  readonly garbled: string;
  /** Whether it is part of an attack. */
  readonly bad: boolean;
}

/** What about a request is not as usual. */
export type Particular = Partial<Omit<Request, 'timeMs' | 'address' | 'target'>>;

const HEADER_BYTES = 480;

/** A program that sends requests from one address. */
export class Client {
  readonly address: string;
  readonly dice: Dice;
  readonly #site: Site;
  readonly #usual: Particular;

  /** @param usual what is so with all of its requests */
  constructor(address: string, site: Site, dice: Dice, usual: Particular) {
    this.address = address;
    this.dice = dice;
    this.#site = site;
    this.#usual = usual;
  }

  /** The same program with something else about it. */
  as(other: Particular, address = this.address): Client {
    return new Client(address, this.#site, this.dice, { ...this.#usual, ...other });
  }

  /** Sends a request; the site answers unless `particular` says how. */
  ask(timeMs: number, target: string, particular: Particular = {}): Request {
    const method = particular.method ?? this.#usual.method ?? 'GET';
    const host = particular.host ?? this.#usual.host ?? '';
    const answer: Answer = this.#site.answer({ host, method, target, timeMs }, this.dice);
    return {
      timeMs,
      address: this.address,
      host,
      method,
      target,
      protocol: 'HTTP/2.0',
      requestBytes: HEADER_BYTES + target.length + (method === 'GET' ? 0 : 60),
      agent: '',
      referer: '',
      garbled: '',
      bad: false,
      ...answer,
      ...this.#usual,
      ...particular,
    };
  }
}
