/** The port to a disk: folders and files, as far as state that outlasts a process needs them. */

export interface Disk {
  /** Changes whenever the machine is started; empty where that can't be known. */
  readonly bootId: string;

  /** Makes a folder, and those above it, unless it is there. */
  makeFolder(folder: string): Promise<void>;

  /** Names in a folder, sorted. */
  list(folder: string): Promise<string[]>;

  /** Opens a file for reading and writing: a new one, which must not be there yet, or one that is. */
  open(file: string, which: 'new' | 'existing'): Promise<DiskFile>;

  /** The whole content; undefined when there is no such file. */
  read(file: string): Promise<Buffer | undefined>;

  /** Replaces the whole content: whatever happens, afterwards the file has either the old one or the new one. */
  replace(file: string, content: string): Promise<void>;

  /** Adds to the end of a file, which is made unless it is there. Returns its new size, bytes. */
  append(file: string, content: string): Promise<number>;

  rename(file: string, to: string): Promise<void>;

  /** Does nothing when there is no such file. */
  remove(file: string): Promise<void>;
}

/** What is written survives the end of the process at once, that of the machine after `sync`. */
export interface DiskFile {
  size(): Promise<number>;

  /** Bytes from `position` on; fewer than `length` at the end of the file. */
  read(position: number, length: number): Promise<Buffer>;

  /** Writes all of `bytes`, or throws and may have written some. */
  write(position: number, bytes: Uint8Array): Promise<void>;

  truncate(length: number): Promise<void>;

  sync(): Promise<void>;

  close(): Promise<void>;
}
