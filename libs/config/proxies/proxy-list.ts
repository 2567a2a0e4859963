/** The networks of a service that stands in front of web servers. */
export interface ProxyList {
  /** When the networks were taken from their publisher's list, as a date. They change: who wants to be sure looks there. */
  readonly taken: string;
  readonly source: string;
  /** Separated by blanks. */
  readonly prefixes: string;
}
