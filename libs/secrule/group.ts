/** Which rules belong to which key: collections with the same one share a scenario, others can't look at each other. */
import { collectionOf, TX } from '../collection/name.ts';
import { fieldsOfKey } from '../collection/program.ts';
import type { Remark } from './fragment.ts';
import { inOrder, readsOf, withoutUseless, writesOf } from './order.ts';
import type { Piece } from './piece.ts';

export interface Group {
  /** Keys by collection. */
  readonly collections: ReadonlyMap<string, string>;
  readonly pieces: readonly Piece[];
}

/** @param collections keys by collection; @returns the groups that deny something, their rules in order */
export function groupsOf(
  pieces: readonly Piece[],
  collections: ReadonlyMap<string, string>,
  add: (problem: Remark) => void,
): readonly Group[] {
  const fieldsOf = (collection: string) => fieldsOfKey(collections.get(collection) ?? '').join(' and ');
  const bound = boundVariables(pieces);
  const readBy = (piece: Piece) => distinct(collectionsRead(piece, bound).map(fieldsOf));
  for (const piece of pieces) {
    const read = readBy(piece);
    const written = distinct(keptOf(writesOf(piece)).map(fieldsOf));
    const all = distinct([...read, ...written]);
    if (read.length === 0 || all.length === 1) continue;
    const keys = all.map((each) => each || 'nothing').join('; ');
    const reason = 'and keys are counted in different places';
    add(piece.at.remark(`this rule joins collections that have different keys (by ${keys}), ${reason}`));
  }
  const keys = distinct([...collections.keys()].map(fieldsOf));
  const widest = keys.toSorted((a, b) => rank(b) - rank(a))[0];
  if (widest === undefined) {
    const denial = pieces.find(({ deny }) => deny !== 0);
    if (denial)
      add(denial.at.remark('no rule says whom this is about: write SecAction "initcol:ip=%{remote_addr}"'));
  }
  return keys.flatMap((key) => {
    const isOwn = (variable: string) =>
      collectionOf(variable) === TX || fieldsOf(collectionOf(variable)) === key;
    const own = pieces
      .filter((piece) => readBy(piece).every((each) => each === key))
      .map((piece) => ({
        ...piece,
        actions: piece.actions.filter(({ variable }) => isOwn(variable)),
        deny: readBy(piece).length > 0 || key === widest ? piece.deny : 0,
      }));
    const useful = withoutUseless(own);
    if (!useful.some(({ deny }) => deny !== 0)) return [];
    const used = new Set(useful.flatMap((piece) => keptOf([...readsOf(piece), ...writesOf(piece)])));
    const named = [...collections].filter(([name]) =>
      used.size > 0 ? used.has(name) : fieldsOf(name) === key,
    );
    return [{ collections: new Map(named), pieces: inOrder(useful) }];
  });
}

/** What denies without looking at a collection is about the client, as narrowly as there is a key for it. */
function rank(key: string): number {
  return (key.includes('client.ip') ? 100 : 0) + key.length;
}

/** TX variables that depend on what is remembered: by name, the collections. */
function boundVariables(pieces: readonly Piece[]): ReadonlyMap<string, ReadonlySet<string>> {
  const bound = new Map<string, Set<string>>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const piece of pieces) {
      const read = collectionsRead(piece, bound);
      for (const variable of writesOf(piece)) {
        if (collectionOf(variable) !== TX) continue;
        const known = bound.get(variable) ?? new Set();
        for (const collection of read) {
          if (!known.has(collection)) grown = true;
          known.add(collection);
        }
        bound.set(variable, known);
      }
    }
  }
  return bound;
}

function collectionsRead(piece: Piece, bound: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  return readsOf(piece).flatMap((name) => {
    const collection = collectionOf(name);
    return collection === TX ? [...(bound.get(name) ?? [])] : [collection];
  });
}

/** The collections of variables that are remembered. */
function keptOf(variables: readonly string[]): string[] {
  return variables.map(collectionOf).filter((collection) => collection !== TX);
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
