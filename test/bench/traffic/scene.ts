/** Where actors play: the site, the time, and what is known about who they are. */
import type { Addresses } from './addresses.ts';
import type { Dice } from './dice.ts';
import type { Site } from './site.ts';
import type { Truth } from './truth.ts';

export interface Scene {
  readonly site: Site;
  readonly addresses: Addresses;
  readonly truth: Truth;
  readonly dice: Dice;
  /** Event time, Unix ms. */
  readonly startMs: number;
  readonly endMs: number;
}

/** Some moment of the scene, that leaves so much time before its end. */
export function moment(scene: Scene, dice: Dice, leaveMs = 0): number {
  return dice.between(scene.startMs, Math.max(scene.startMs + 1, scene.endMs - leaveMs));
}

export const SECOND_MS = 1000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
