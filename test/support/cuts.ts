/** State as the bytes of cuts, and back. */
import { Cut } from '#libs/actor/cut.ts';
import { Image } from '#libs/actor/image.ts';
import type { Stateful } from '#libs/actor/slots.ts';

/** A cut that was stored. */
export function cutOf(slots: readonly Stateful[], kind: 'base' | 'delta'): Uint8Array {
  const cut = new Cut(slots, 1, kind);
  const bytes = bytesOf(cut);
  cut.end(true);
  return bytes;
}

/** All that a cut has to give. */
export function bytesOf(cut: Cut): Uint8Array {
  return Buffer.concat(Array.from(cut.pieces(), (piece) => Buffer.from(piece)));
}

/** Gives `slots` what the cuts hold. Returns the names of those that were dropped. */
export function restoreSlots(slots: readonly Stateful[], cuts: readonly Uint8Array[]): string[] {
  const image = new Image();
  for (const cut of cuts) image.add(cut);
  const dropped: string[] = [];
  for (const _ of image.restore(slots, (name) => dropped.push(name)));
  return dropped;
}
