/** Where the keys of interest are in a JSON line: a tree of objects, each with the keys that mean something in it. */

/** What a key stands for in an object. */
export interface Member {
  /** Of the key’s value; the place behind all slots when it has none. */
  readonly slot: number;
  /** The object that the key leads into, or ROOT when it leads nowhere. */
  readonly child: number;
}

/** The object that is the line. */
export const ROOT = 0;
const FIRST = '[0]';
/** Objects that keys lead into; a byte holds their number. */
const OBJECTS_MAX = 255;

export class JsonPaths {
  /** By object, the object it is in. */
  readonly parents: number[] = [ROOT];
  /** By slot: 1 where the first element of an array is meant. */
  readonly takesFirst: Uint8Array;
  /** By object, its keys: their UTF-8 bytes as Latin-1. */
  readonly #members: Map<string, Member>[] = [new Map()];
  readonly #other: Member;
  readonly #ignoresCase: boolean;

  /** @param paths keys of interest: `status`, `request.uri`, `headers.User-Agent[0]` (JsonKeys); the slot is the index. */
  constructor(paths: readonly string[], ignoresCase = false) {
    this.#ignoresCase = ignoresCase;
    this.#other = { slot: paths.length, child: ROOT };
    this.takesFirst = new Uint8Array(paths.length + 1);
    for (const [slot, path] of paths.entries()) {
      if (path.endsWith(FIRST)) this.takesFirst[slot] = 1;
      this.#add(path.endsWith(FIRST) ? path.slice(0, -FIRST.length) : path, slot);
    }
  }

  get objects(): number {
    return this.parents.length;
  }

  memberOf(object: number, key: string): Member {
    return this.#members[object].get(this.#ignoresCase ? key.toLowerCase() : key) ?? this.#other;
  }

  /** The slots whose values are in an object, at any depth. */
  slotsBelow(object: number): number[] {
    return [...this.#members[object].values()].flatMap(({ slot, child }) => [
      ...(slot === this.#other.slot ? [] : [slot]),
      ...(child === ROOT ? [] : this.slotsBelow(child)),
    ]);
  }

  #add(path: string, slot: number): void {
    const names = path.split('.');
    let object = ROOT;
    for (const name of names.slice(0, -1)) object = this.#childOf(object, name);
    this.#set(object, names.at(-1) ?? '', { slot });
    // A key that has a dot itself.
    if (names.length > 1) this.#set(ROOT, path, { slot });
  }

  #childOf(object: number, name: string): number {
    const known = this.memberOf(object, latin1(name)).child;
    if (known !== ROOT) return known;
    const child = this.#members.length;
    if (child > OBJECTS_MAX) throw new RangeError(`keys lead into more than ${OBJECTS_MAX} objects`);
    this.#members.push(new Map());
    this.parents.push(object);
    this.#set(object, name, { child });
    return child;
  }

  #set(object: number, name: string, member: Partial<Member>): void {
    const key = latin1(this.#ignoresCase ? name.toLowerCase() : name);
    this.#members[object].set(key, { ...this.memberOf(object, key), ...member });
  }
}

function latin1(text: string): string {
  return Buffer.from(text).toString('latin1');
}
