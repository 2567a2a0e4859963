/** Rendezvous hashing: every shard has one owner among the members, and a member that comes or goes moves only its share. */
import { SeededHash } from '../domain/hash.ts';

// Not a secret: all members must agree, and nobody outside can choose members or shards.
const hash = new SeededHash(Uint8Array.of(0x57, 0x65, 0x69, 0x72, 1, 2, 3, 4));

/** The member that should own `shard`; undefined when there is none. */
export function targetOwner(shard: number, members: readonly string[]): string | undefined {
  let owner: string | undefined;
  let highest = -1;
  for (const member of members) {
    const name = Buffer.from(`${member}/${shard}`);
    const score = hash.bytes(name, 0, name.length);
    if (score > highest || (score === highest && owner !== undefined && member < owner)) {
      highest = score;
      owner = member;
    }
  }
  return owner;
}
