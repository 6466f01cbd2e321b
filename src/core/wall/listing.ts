import type { WallRules } from './rules.ts';
import type { DeskPost, SourceView, WallDeskView } from './view.ts';

const KEY_CHARS = 8;
const TEXT_MAX = 100;
const OFF_MAX = 20;

/** What a person types to name a post: the beginning of its digest, so that an edited one has another name. */
export function keyOf({ digest }: Pick<DeskPost, 'digest'>): string {
  return digest.slice(0, KEY_CHARS);
}

/** The wall of a box as lines for the console. */
export function listWall({ sources, waiting, shown, off, rulings, clearedAt }: WallDeskView): string {
  const standing = rulings.filter(({ undone }) => undone === null);
  return [
    ...(clearedAt === null ? [] : ['The wall is cleared: likebox wall undo brings it back.', '']),
    ...sectionOf('Sources', sources.map(sourceLine)),
    ...sectionOf('Waiting', waiting.map(postLine)),
    ...sectionOf('Shown', shown.map(postLine)),
    ...sectionOf('Not shown', off.slice(0, OFF_MAX).map(postLine)),
    ...sectionOf(
      'Ruled',
      standing.map(({ number, who, text }) => `  ${number}  ${who} ${text}`),
    ),
  ]
    .join('\n')
    .trimEnd();
}

function sectionOf(title: string, lines: readonly string[]): string[] {
  return [`${title}: ${lines.length === 0 ? 'none' : lines.length}`, ...lines, ''];
}

function sourceLine({ label, state, why, posts }: SourceView): string {
  return `  ${label}: ${state}, ${posts} posts${why === null ? '' : `. ${why}`}`;
}

function postLine(post: DeskPost): string {
  const why = post.standing.is === 'shown' ? '' : ` (${post.standing.why})`;
  const text = [...post.text.replace(/\s+/gu, ' ')];
  const cut = text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX - 1).join('')}…` : text.join('');
  return `  ${keyOf(post)}  ${post.author.handle}${why}: ${cut}`;
}

/** The rules as a person would set them. */
export function listRules({ mode, delayMs, perAuthorHour, bots, replies, words }: WallRules): string {
  return [
    `mode: ${mode}`,
    `delay: ${delayMs / 1_000}s`,
    `per author and hour: ${perAuthorHour}`,
    `bots: ${bots ? 'on' : 'off'}`,
    `replies: ${replies ? 'on' : 'off'}`,
    `words: ${words.length === 0 ? 'none' : words.join(', ')}`,
  ].join('\n');
}
