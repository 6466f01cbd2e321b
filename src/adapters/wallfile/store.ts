import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../app/ports.ts';
import { PICTURES_MAX_BYTES, type WallStore } from '../../app/wall/ports.ts';
import { codeOf, replaceFile } from '../durable.ts';
import {
  type Content,
  contentOf,
  EMPTY,
  textOf,
  withoutRuling,
  withPosts,
  withRules,
  withRuling,
} from './content.ts';
import { createPictureFolder } from './pictures.ts';

export interface WallFileOptions {
  /** Where `wall.json` and the folder `wall` lie; created when absent. */
  dataDir: string;
  clock: Pick<Clock, 'wallAt' | 'monoMs'>;
  log: { warn(fields: object, message: string): void };
  picturesMaxBytes?: number;
}

/**
 * The wall of a box that works alone, in files. Read at the first call and kept in memory; a change is in memory once
 * it is on the disk. A file that cannot be understood is put aside under a name with the date, said in the log, and the
 * wall starts empty.
 */
export function createWallFile(options: WallFileOptions): WallStore {
  const { dataDir, clock, picturesMaxBytes = PICTURES_MAX_BYTES } = options;
  const path = join(dataDir, 'wall.json');
  const folder = createPictureFolder(join(dataDir, 'wall'), picturesMaxBytes);
  const inTurn = createTurns();
  let known: Content | null = null;
  let leased: { holder: string; untilMs: number } | null = null;

  async function load(): Promise<Content> {
    known ??= await read(path, options);
    return known;
  }

  async function write(content: Content): Promise<void> {
    if (content === known) return;
    await mkdir(dataDir, { recursive: true, mode: 0o750 });
    await replaceFile(path, textOf(content));
    known = content;
  }

  return {
    posts: () => inTurn(async () => [...(await load()).lines.values()].map(({ post }) => post)),
    savePosts: (posts) => inTurn(async () => write(withPosts(await load(), posts))),
    rulings: () => inTurn(async () => [...(await load()).rulings]),
    addRuling: (ruling, by) =>
      inTurn(async () => {
        const { content, kept } = withRuling(await load(), ruling, by);
        await write(content);
        return kept;
      }),
    undoRuling: (number, by) =>
      inTurn(async () => {
        const content = withoutRuling(await load(), number, by);
        if (content !== null) await write(content);
        return content !== null;
      }),
    rules: () => inTurn(async () => (await load()).rules),
    saveRules: (rules, by) => inTurn(async () => write(withRules(await load(), rules, by))),
    savePicture: ({ digest }, bytes, keep) => inTurn(() => folder.save(digest, bytes, keep)),
    picture: (digest) => folder.read(digest),
    async lease(holder, forMs) {
      const nowMs = clock.monoMs();
      if (leased !== null && leased.holder !== holder && nowMs < leased.untilMs) return false;
      leased = { holder, untilMs: nowMs + forMs };
      return true;
    },
  };
}

/** Runs tasks one after the other, in the order of the calls. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(task: () => Promise<T>): Promise<T> => {
    const done = last.then(task);
    last = done.catch(() => {});
    return done;
  };
}

async function read(path: string, options: WallFileOptions): Promise<Content> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return EMPTY;
    // The file itself may be good: what is written over it would be lost.
    throw new Error(`cannot read ${path} (${codeOf(error)}).`, { cause: error });
  }
  try {
    return contentOf(text);
  } catch (error) {
    await putAside(path, error, options);
    return EMPTY;
  }
}

/** Rejects when the file stays where it is: then it must not be written over. */
async function putAside(path: string, why: unknown, { clock, log }: WallFileOptions): Promise<void> {
  const stamp = new Date(clock.wallAt()).toISOString().slice(0, 19).replace(/[-:]/g, '');
  const aside = `${path}.bad-${stamp}Z`;
  try {
    await rename(path, aside);
  } catch (error) {
    throw new Error(`${path} is damaged, and cannot be put aside (${codeOf(error)}).`, { cause: error });
  }
  log.warn(
    { err: why, path: aside },
    `The wall cannot be read; the file is kept as ${aside}. The wall starts empty.`,
  );
}
