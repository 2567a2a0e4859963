/** What becomes of a finding: enforced, only recorded, or not looked for at all. */
export const MODES = ['enforce', 'shadow', 'off'] as const;
export type Mode = (typeof MODES)[number];
/** The modes a published detection can have. */
export type ActiveMode = Exclude<Mode, 'off'>;
