/** What ipset prints. */

export interface SetHeader {
  /** Type and settings, among which is a number that is another one for each set that is made. */
  readonly form: string;
  /** Addresses that it holds. */
  readonly count: number;
}

/** Of `ipset list -n`. */
export function readNames(listing: string): Set<string> {
  return new Set(listing.split('\n').filter((line) => line !== ''));
}

/** Of `ipset list -t`: by name. */
export function readHeaders(listing: string): Map<string, SetHeader> {
  const headers = new Map<string, SetHeader>();
  for (const block of listing.split('\n\n')) {
    const fields = new Map(block.split('\n').map((line) => splitAt(line, ': ')));
    const name = fields.get('Name');
    if (name === undefined) continue;
    // It grows with what it holds.
    const form = `${fields.get('Type')} ${fields.get('Header')?.replace(/ hashsize \d+/, '')}`;
    headers.set(name, { form, count: Number(fields.get('Number of entries')) });
  }
  return headers;
}

export function countsOf(headers: readonly (readonly [string, SetHeader])[]): Map<string, number> {
  return new Map(headers.map(([name, { count }]) => [name, count]));
}

/** Of `ipset save NAME`: for how long still, ms; infinite for what has no end. */
export function readElements(listing: string): Map<string, number> {
  const elements = new Map<string, number>();
  for (const line of listing.split('\n')) {
    const [verb, , address, word, seconds] = line.split(' ');
    if (verb !== 'add') continue;
    const isEndless = word !== 'timeout' || seconds === '0';
    elements.set(address, isEndless ? Number.POSITIVE_INFINITY : Number(seconds) * 1000);
  }
  return elements;
}

function splitAt(line: string, separator: string): [string, string] {
  const at = line.indexOf(separator);
  return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + separator.length)];
}
