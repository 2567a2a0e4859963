/** Names that people give: they stand in files, subjects, metrics and addresses. */

/** Lower-case words joined by `-`. */
export const WORDS = /^[a-z0-9]+(-[a-z0-9]+)*$/;
/** The same, 63 characters at most. */
export const NAME = /^(?=.{1,63}$)[a-z0-9]+(-[a-z0-9]+)*$/;
