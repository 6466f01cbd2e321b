/** What a program did to the files of one directory, in order; names without the directory. */
export type DiskEvent = NameEvent | ContentEvent | { kind: 'sync-directory' };

type NameEvent =
  | { kind: 'create'; name: string }
  | { kind: 'remove'; name: string }
  | { kind: 'rename'; name: string; to: string };

type ContentEvent =
  | { kind: 'write'; name: string; offset: number; data: Buffer }
  | { kind: 'truncate'; name: string; size: number }
  | { kind: 'sync'; name: string };

/** Files by name, as a computer finds them after the power came back. */
export type DiskState = Map<string, Buffer>;

const SECTOR = 512; // bytes that a disk writes whole or not at all

type Change = { offset: number; data: Buffer } | { size: number };

interface File {
  /** What survives anything. */
  durable: Buffer;
  /** What only the kernel holds. */
  pending: Change[];
}

/**
 * A directory on a disk that promises only what was synced, after a journaling file system such as ext4:
 * - a synced write survives; of those that were not, each may be kept, dropped or torn at 512 bytes,
 *   whatever the order in which they were made;
 * - bytes that a write does not cover are not harmed by it (SQLite calls this powersafe overwrite);
 * - names appear, change and vanish in their order, but any number of the last such changes may be lost
 *   until the directory is synced, also of files that were synced themselves.
 */
export class Disk {
  #names = new Map<string, File>();
  #durableNames = new Map<string, File>();
  #pendingNames: ((names: Map<string, File>) => void)[] = [];

  apply(event: DiskEvent): void {
    if (event.kind === 'sync-directory') {
      this.#durableNames = new Map(this.#names);
      this.#pendingNames = [];
    } else if (event.kind === 'create' || event.kind === 'remove' || event.kind === 'rename') {
      const change = this.#nameChange(event);
      change(this.#names);
      this.#pendingNames.push(change);
    } else this.#changeContent(event);
  }

  /** True while a crash may find the disk in more than one state. */
  get uncertain(): boolean {
    return this.#pendingNames.length > 0 || [...this.#names.values()].some((file) => file.pending.length > 0);
  }

  /** One of the states in which a crash may leave the disk now. */
  crash(random: () => number): DiskState {
    const names = new Map(this.#durableNames);
    const kept = Math.floor(random() * (this.#pendingNames.length + 1));
    for (const change of this.#pendingNames.slice(0, kept)) change(names);
    const keep = drawFate(random);
    return new Map(
      [...names].map(([name, file]) => [name, replay(file.durable, file.pending.flatMap(keep))]),
    );
  }

  #nameChange(event: NameEvent): (names: Map<string, File>) => void {
    if (event.kind === 'remove') return (names) => void names.delete(event.name);
    if (event.kind === 'create') {
      const file = this.#names.get(event.name) ?? { durable: Buffer.alloc(0), pending: [] };
      return (names) => void names.set(event.name, file);
    }
    return (names) => {
      const file = names.get(event.name);
      if (file !== undefined) names.set(event.to, file);
      names.delete(event.name);
    };
  }

  #changeContent(event: ContentEvent): void {
    const file = this.#names.get(event.name);
    if (file === undefined) return;
    if (event.kind === 'write') file.pending.push({ offset: event.offset, data: event.data });
    else if (event.kind === 'truncate') file.pending.push({ size: event.size });
    else {
      file.durable = replay(file.durable, file.pending);
      file.pending = [];
    }
  }
}

/** What becomes of each unsynced change: all dropped, all kept, or drawn for each. */
function drawFate(random: () => number): (change: Change) => Change[] {
  const fate = random();
  if (fate < 0.2) return () => [];
  if (fate < 0.3) return (change) => [change];
  const torn = fate < 0.7;
  return (change) => {
    if (torn && 'data' in change) return sectors(change).filter(() => random() < 0.5);
    return random() < 0.5 ? [change] : [];
  };
}

function sectors({ offset, data }: { offset: number; data: Buffer }): { offset: number; data: Buffer }[] {
  const pieces = [];
  for (let at = offset; at < offset + data.length; ) {
    const end = Math.min(offset + data.length, (Math.floor(at / SECTOR) + 1) * SECTOR);
    pieces.push({ offset: at, data: data.subarray(at - offset, end - offset) });
    at = end;
  }
  return pieces;
}

function replay(content: Buffer, changes: readonly Change[]): Buffer {
  let result = content;
  let owned = false;
  for (const change of changes) {
    const size = 'size' in change ? change.size : Math.max(result.length, change.offset + change.data.length);
    if (size !== result.length || !owned) {
      const next = Buffer.alloc(size);
      result.copy(next, 0, 0, size);
      result = next;
      owned = true;
    }
    if ('data' in change) change.data.copy(result, change.offset);
  }
  return result;
}
