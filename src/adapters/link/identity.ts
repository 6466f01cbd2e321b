import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Identity } from '../../app/link/ports.ts';
import { replaceFile } from '../durable.ts';
import { identityFile } from './schema.ts';
import { codeOf } from './words.ts';

const SECRET_BYTES = 32;

/** What is known of the hub: SHA-256 of its public key, and whether its certificate is vouched for by others instead. */
export interface Pinned {
  /** Lower-case hex of the SPKI's digest; null while the box is not paired. */
  pin: string | null;
  /** The chain of its certificate was good when it was paired: chain and name are checked, and its key may change. */
  chain: boolean;
}

/** The identity with what only the link may see. */
export interface KeptIdentity extends Identity {
  /** The secret, 64 digits of hex; made durable before it is given for the first time. Rejects with a sentence. */
  secret(): Promise<string>;
  /** Throws with a sentence when the file is out of reach. */
  pinned(): Pinned;
  /** Durable when it resolves; nothing happens when `secret` is not the one any more, for no hub has taken the new one. */
  pinTo(secret: string, pinned: Pinned): Promise<void>;
}

interface Kept extends Pinned {
  secret: string;
}

interface Deps {
  dataDir: string;
  /** Epoch milliseconds, for the name of a damaged file that is put aside. */
  now: () => number;
  /** A sentence for people: the file was damaged, and the box is not paired any more. */
  onDamage: (sentence: string) => void;
}

/** `hub.json` in the data directory: the box's own secret and the hub it is paired with; made at first need. */
export function createIdentity({ dataDir, now, onDamage }: Deps): KeptIdentity {
  const path = join(dataDir, 'hub.json');
  let kept: Kept | null = null;
  /** One write after the other: two drafts of one name would tear each other. */
  let writing: Promise<void> = Promise.resolve();

  let making: Promise<void> | null = null;

  function known(): Kept | null {
    kept ??= read(path, now, onDamage);
    return kept;
  }

  function save(next: Kept): Promise<void> {
    const written = writing.then(() => write(path, next));
    writing = written.catch(() => {});
    return written.then(() => {
      kept = next;
    });
  }

  function pinned(): Pinned {
    const { pin, chain } = known() ?? { pin: null, chain: false };
    return { pin, chain };
  }

  async function make(): Promise<void> {
    await writing;
    if (known() === null) await save({ secret: newSecret(), pin: null, chain: false });
  }

  async function secret(): Promise<string> {
    // By one only: a second secret would take the place of one that was told to a hub.
    making ??= make().finally(() => {
      making = null;
    });
    await making;
    return kept?.secret ?? secret();
  }

  return {
    secret,
    pinned,
    async pinTo(paired, { pin, chain }) {
      if ((await secret()) === paired) await save({ secret: paired, pin, chain });
    },
    isPaired() {
      try {
        return pinned().pin !== null;
      } catch {
        return true; // the file may be good and name a hub: the box must not offer itself to another one
      }
    },
    forget: () => save({ secret: newSecret(), pin: null, chain: false }),
  };
}

function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString('hex');
}

/** Null when there is none, or none that can be used; throws when it may be good and cannot be read. */
function read(path: string, now: () => number, onDamage: (sentence: string) => void): Kept | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new Error(`Which hub this box belongs to cannot be read from ${path} (${code}).`, { cause: error });
  }
  const found = parse(text);
  if (found === null) onDamage(`${putAside(path, now())} The box has to be paired with its hub again.`);
  return found;
}

function parse(text: string): Kept | null {
  try {
    return identityFile.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function putAside(path: string, at: number): string {
  const aside = `${path}.bad-${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  try {
    renameSync(path, aside);
    return `Which hub this box belongs to is damaged; the file is kept as ${aside}.`;
  } catch (error) {
    return `Which hub this box belongs to is damaged, and ${path} cannot be put aside (${codeOf(error)}).`;
  }
}

function write(path: string, kept: Kept): Promise<void> {
  return replaceFile(path, `${JSON.stringify(kept)}\n`, 0o600);
}
