/** What a file source has to tell besides lines: for the log, and for people who wonder where lines are. */

export interface FileNotice {
  readonly kind: /** Nothing is at the path, now. */
    | 'missing'
    /** A file is read from its beginning or end. */
    | 'begun'
    /** A file is read on from where it was left. */
    | 'resumed'
    /** Another file is at the path; the one before is read to its end. */
    | 'rotated'
    /** A rotated file has been read to its end. */
    | 'ended'
    /** A file was emptied or written anew in place: what was in it and not yet read is lost. */
    | 'truncated'
    /** A file was rotated before it was ever seen at the path; it is read now. */
    | 'missed'
    /** What was read last is gone or compressed: the rest of it is not read. */
    | 'lost'
    /** The system gives no notice of changes; they are seen a tenth of a second later. */
    | 'unwatched';
  readonly path: string;
  /** Of the file, if it has one yet. */
  readonly identity?: string;
  /** The first line that is read, or that was not. */
  readonly position?: number;
}
