import type { KeptRuling, WallRules } from '../../src/core/wall/rules.ts';
import type { DeskPost, WallDeskView } from '../../src/core/wall/view.ts';

const SECOND_MS = 1_000;
type Known = Pick<WallDeskView, 'rulings' | 'clearedAt'>;

const LIST_MAX = 200; // longer lists are not sent
const FOLDED_CHARACTERS = 480; // longer ones would push the next posts out of sight
const FOLDED_LINES = 12;

/** How many there are, as far as is known. */
export function countOf(posts: readonly unknown[]): string {
  return posts.length < LIST_MAX ? String(posts.length) : `${LIST_MAX}+`;
}

/** When a post comes on the walls by itself, epoch milliseconds; null when it waits for somebody. */
export function dueAt({ seenAt, standing }: DeskPost, { mode, delayMs }: WallRules): number | null {
  if (mode !== 'delay' || standing.is !== 'waiting') return null;
  return standing.why === 'delay' || standing.why === 'edited' ? seenAt + delayMs : null;
}

/**
 * Those that come on by themselves before those that can wait, and the oldest first: what arrives pushes nothing away
 * from under a finger.
 */
export function inQueueOrder(posts: readonly DeskPost[], rules: WallRules): DeskPost[] {
  const rank = (post: DeskPost) => (dueAt(post, rules) === null ? 1 : 0);
  return [...posts].sort((a, b) => rank(a) - rank(b) || a.seenAt - b.seenAt);
}

/** `1:05`, `12:00`; begun seconds are whole ones. */
export function formatCountdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / SECOND_MS));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Too long to be shown whole before somebody asks. */
export function isLong(text: string): boolean {
  return text.length > FOLDED_CHARACTERS || text.split('\n').length > FOLDED_LINES;
}

/** Where the hub keeps a picture; null for what names none. */
export function pictureAddress(digest: string): string | null {
  return /^[0-9a-f]{64}$/.test(digest) ? `/api/v1/desk/wall/${digest}.webp` : null;
}

/** An address that may be opened; null for any other. */
export function webAddress(url: string | null): string | null {
  return url !== null && URL.canParse(url) && new URL(url).protocol === 'https:' ? url : null;
}

/** A language a browser can make use of; undefined for any other, and where nobody said. */
export function languageTag(language: string | null): string | undefined {
  return language !== null && /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$/i.test(language) ? language : undefined;
}

/** What a ruling is about: a newer one about the same replaces it. */
function aboutOf({ ruling }: KeptRuling): string {
  switch (ruling.kind) {
    case 'approve':
    case 'hide-post':
      return `post ${ruling.post}`;
    case 'hide-author':
    case 'trust-author':
      return `author ${ruling.author}`;
    case 'hide-server':
      return `server ${ruling.server.toLowerCase()}`;
    case 'clear':
      return 'walls';
  }
}

/** What holds about a post, its author, its server or the walls; null where nothing does. @param about `author <id>` */
export function rulingAbout<R extends KeptRuling>(rulings: readonly R[], about: string): R | null {
  const standing = rulings.filter((one) => one.undone === null && aboutOf(one) === about);
  return standing.reduce<R | null>((a, b) => (a === null || b.number > a.number ? b : a), null);
}

/** The orders to clear that stand, the newest first: the walls are shown again when none of them does. */
export function clearings(rulings: readonly KeptRuling[]): number[] {
  return rulings
    .filter(({ ruling, undone }) => ruling.kind === 'clear' && undone === null)
    .map(({ number }) => number)
    .sort((a, b) => b - a);
}

/** How a post that is off comes on again: by an approval, or by taking back what hid it; null: not at all. */
export type Remedy = { kind: 'approve' } | { kind: 'undo'; number: number } | null;

/** What an organiser can do about a post that is off; nothing helps while the walls are cleared. */
export function remedyOf(post: DeskPost, { rulings, clearedAt }: Known): Remedy {
  const { standing } = post;
  if (standing.is !== 'off') return null;
  const undo = (about: string): Remedy => {
    const found = rulingAbout(rulings, about);
    return found === null ? null : { kind: 'undo', number: found.number };
  };
  switch (standing.why) {
    case 'hidden-author':
      return undo(`author ${post.authorId}`);
    case 'hidden-server':
      return undo(`server ${post.server.toLowerCase()}`);
    case 'hidden-post':
      return undo(`post ${post.id}`) ?? { kind: 'approve' };
    case 'cleared':
      return clearedAt === null ? { kind: 'approve' } : null;
    case 'bot':
    case 'reply':
      return { kind: 'approve' };
    default:
      return null;
  }
}
