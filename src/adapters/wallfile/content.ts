import { KEPT_POSTS_MAX, type WallEntry } from '../../app/wall/ports.ts';
import type { KeptPost } from '../../core/wall/post.ts';
import type { KeptRuling, Ruling, WallRules } from '../../core/wall/rules.ts';
import { parseWallFile } from './schema.ts';

const AUDIT_MAX = 500;

/** A post, and the line that it is in the file: it is not spelt out again with each change of another. */
interface Line {
  post: KeptPost;
  text: string;
}

/** What a wall keeps, but for its pictures. Never changed: each change gives another. */
export interface Content {
  rules: WallRules | null;
  rulings: readonly KeptRuling[];
  /** The newest last, for a person who opens the file. */
  audit: readonly WallEntry[];
  /** By the id of the post, the newest first. */
  lines: ReadonlyMap<string, Line>;
}

export const EMPTY: Content = { rules: null, rulings: [], audit: [], lines: new Map() };

/** Throws for what is no wall, or half of one. */
export function contentOf(text: string): Content {
  const { posts, ...rest } = parseWallFile(text);
  return withPosts({ ...rest, lines: new Map() }, posts);
}

/** As JSON, one post a line. */
export function textOf({ lines, ...rest }: Content): string {
  const posts = [...lines.values()].map(({ text }) => text).join(',\n');
  return `${JSON.stringify(rest).slice(0, -1)},"posts":[\n${posts}\n]}\n`;
}

/** The same content when all of these posts are there already. */
export function withPosts(content: Content, posts: readonly KeptPost[]): Content {
  const added = posts.map((post) => ({ post, text: JSON.stringify(post) }));
  if (added.every(({ post, text }) => content.lines.get(post.id)?.text === text)) return content;
  const lines = new Map(content.lines);
  for (const line of added) lines.set(line.post.id, line);
  const newest = [...lines].sort(([, a], [, b]) => b.post.at - a.post.at).slice(0, KEPT_POSTS_MAX);
  return { ...content, lines: new Map(newest) };
}

/** With one ruling more, under the next number. */
export function withRuling(
  content: Content,
  ruling: Ruling,
  by: WallEntry,
): { content: Content; kept: KeptRuling } {
  const number = (content.rulings.at(-1)?.number ?? 0) + 1;
  const kept: KeptRuling = { number, at: by.at, who: by.who, ruling, undone: null };
  return { content: { ...content, rulings: [...content.rulings, kept], audit: audited(content, by) }, kept };
}

/** Null when there is none to undo. */
export function withoutRuling(content: Content, number: number, by: WallEntry): Content | null {
  const isIt = (one: KeptRuling) => one.number === number && one.undone === null;
  if (!content.rulings.some(isIt)) return null;
  const undone = { at: by.at, who: by.who };
  const rulings = content.rulings.map((one) => (isIt(one) ? { ...one, undone } : one));
  return { ...content, rulings, audit: audited(content, by) };
}

/** Other rules, whatever they were. */
export function withRules(content: Content, rules: WallRules, by: WallEntry): Content {
  return { ...content, rules, audit: audited(content, by) };
}

function audited({ audit }: Content, { at, who, what }: WallEntry): WallEntry[] {
  return [...audit, { at, who, what }].slice(-AUDIT_MAX);
}
