import type { ChangedFrame } from '../../core/link/frames.ts';
import type { KioskDocuments } from '../kiosk.ts';
import { createOneByOne } from '../onebyone.ts';
import type { Cancel, Clock } from '../ports.ts';
import { createGatherer } from './gatherer.ts';
import type { HubLine, KeptScreens, ScreenKeep, ScreenName } from './ports.ts';

/** What the hub hands out for the screen of this box. */
export interface Screens {
  /** Shows what was kept, for a start without the hub. Never rejects. */
  load(): Promise<void>;
  /** Asks for what has changed; pictures follow when nobody waits for them. Never rejects. */
  fetch(line: HubLine, changed: Omit<ChangedFrame, 'type'>): Promise<void>;
  stop(): void;
}

interface Wanted {
  line: HubLine;
  changed: Omit<ChangedFrame, 'type'>;
}

const PAUSE_MS = 2_000;
const PAUSE_MAX_MS = 60_000;

interface Deps {
  clock: Pick<Clock, 'after' | 'monoMs'>;
  keep: ScreenKeep;
  /** Those that this box takes from its hub. */
  names: readonly ScreenName[];
  /** Votes wait for the hub: pictures do, too. */
  isBusy: () => boolean;
  onShow: (documents: Partial<KioskDocuments>) => void;
  log: { warn: (fields: object, message: string) => void };
}

/**
 * A document counts at once, so that what organisers hid leaves the screen whatever comes of the rest; what it shows
 * with a picture that has not come yet waits for that.
 */
export function createScreens({ clock, keep, names, isBusy, onShow, log }: Deps): Screens {
  let held: KeptScreens = { wall: null, results: null, images: null };
  /** As the hub named them last. */
  const versions: Partial<Record<ScreenName, string>> = {};
  const unsaved = new Set<ScreenName>();
  let cancelRetry: Cancel = () => {};
  /** What the hub said last, and by which line; an older word is not gone on with. */
  let wanted: Wanted | null = null;
  let loading: Promise<void> | null = null;
  const afterOthers = createOneByOne();
  const gatherer = createGatherer({
    ...{ clock, keep, isBusy, log },
    wanted: () => wantedBy(held),
    onCome: show,
  });

  function show(): void {
    const documents = visible(held, gatherer.has);
    onShow(Object.fromEntries(names.map((name) => [name, documents[name]])));
  }

  async function take<N extends ScreenName>(name: N, line: HubLine): Promise<void> {
    const ask = line[name] as (etag: string | null) => ReturnType<HubLine[N]>;
    const handed = await ask(held[name]?.etag ?? null);
    if (handed.kind === 'new' || (handed.kind === 'none' && held[name] !== null)) {
      held = { ...held, [name]: handed.kind === 'none' ? null : { etag: handed.etag, value: handed.value } };
      unsaved.add(name);
      show();
    }
    if (!unsaved.has(name)) return;
    await afterOthers(() => keep.save(name, held[name]));
    unsaved.delete(name);
  }

  async function read(): Promise<void> {
    try {
      const [kept] = await Promise.all([keep.load(), gatherer.load()]);
      for (const name of names) {
        held = { ...held, [name]: kept[name] };
        if (kept[name] !== null) versions[name] = kept[name].etag;
      }
      show();
    } catch (error) {
      log.warn({ err: error }, 'what the screen showed before cannot be read');
    }
  }

  async function follow<N extends ScreenName>(name: N, version: string | undefined, line: HubLine) {
    if (version === undefined || version === versions[name]) return;
    try {
      await take(name, line);
      versions[name] = version;
    } catch (error) {
      log.warn({ err: error, document: name }, 'what the hub shows on screens could not be taken over yet');
    }
  }

  /** What did not come is asked for until it has: it may be the word that the wall is empty now. */
  async function pursue(mine: Wanted, pauseMs: number): Promise<void> {
    const { line, changed } = mine;
    await Promise.all(names.map((name) => follow(name, changed[name], line)));
    gatherer.gather(line);
    const isLeft = names.some((name) => changed[name] !== undefined && changed[name] !== versions[name]);
    if (!isLeft || mine !== wanted) return;
    cancelRetry = clock.after(pauseMs, () => void pursue(mine, Math.min(2 * pauseMs, PAUSE_MAX_MS)));
  }

  return {
    load() {
      loading ??= read();
      return loading;
    },
    async fetch(line, changed) {
      await loading; // what was kept must not replace what is newer
      cancelRetry();
      wanted = { line, changed };
      await pursue(wanted, PAUSE_MS);
    },
    stop() {
      wanted = null;
      cancelRetry();
      gatherer.stop();
    },
  };
}

/** Of these documents, what has all of its pictures. */
function visible({ wall, results, images }: KeptScreens, has: (digest: string) => boolean): KioskDocuments {
  return {
    wall: wall && { ...wall.value, posts: wall.value.posts.filter((post) => post.pictures.every(isThere)) },
    results: results?.value ?? null,
    images: images && { images: images.value.images.filter(isThere) },
  };

  function isThere({ digest }: { digest: string }): boolean {
    return has(digest);
  }
}

/** In the order in which people see them. */
function wantedBy({ wall, images }: KeptScreens): Map<string, 'wall' | 'images'> {
  const wanted = new Map<string, 'wall' | 'images'>();
  for (const { pictures } of wall?.value.posts ?? [])
    for (const { digest } of pictures) wanted.set(digest, 'wall');
  for (const { digest } of images?.value.images ?? []) wanted.set(digest, wanted.get(digest) ?? 'images');
  return wanted;
}
