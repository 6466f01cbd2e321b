import { decodeEntities } from '../text.ts';
import { seenOnly } from './glyphs.ts';
import { isLink, shortLink } from './links.ts';
import { attributesOf, type Piece, piecesOf } from './tags.ts';

type Open = Extract<Piece, { kind: 'open' }>;

// Far longer than any post and than what may be shown of one; what follows is not read.
const READ_MAX = 262_144;
const ENOUGH = 40_000;

const NONE: ReadonlyMap<string, string> = new Map();

const LINES = new Set(
  (
    'address article aside blockquote caption center dd details div dl dt fieldset figcaption figure footer form ' +
    'header hr li main menu nav ol option pre section summary table tbody tfoot thead tr ul'
  ).split(' '),
);
const PARAGRAPHS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const UNREAD = new Set('audio canvas datalist head math object select svg template video'.split(' '));

// A shortcode, or a text of nothing but emoji: a letter or an empty text is none.
const SHORTCODE = /^:[\w-]{1,50}:$/u;
const EMOJI =
  /^(?=.*[\p{Extended_Pictographic}\p{Regional_Indicator}])[\p{Extended_Pictographic}\p{Emoji_Component}]{1,20}$/u;

/**
 * What HTML says to somebody who reads it: paragraphs and lines as line feeds, links shortened (Mastodon marks what of
 * them is `invisible` and where an `ellipsis` stands), emoji that are pictures as their text, nothing that is hidden.
 * Entities are decoded once, so that a tag which its author wrote to be read is text. Reads each character once, and no
 * more than 262,144 units.
 */
export function proseOf(html: string): string {
  const page = createPage();
  const pen = createPen(page);
  for (const piece of piecesOf(seenOnly(html.slice(0, READ_MAX)))) {
    if (page.length() > ENOUGH) break;
    if (piece.kind === 'text') pen.write(piece.text.slice(0, ENOUGH));
    else if (piece.kind === 'open') pen.open(piece);
    else pen.close(piece.name);
  }
  pen.close('a');
  return page.text();
}

/** Follows the tags, and writes on the page what is to be read. */
function createPen(page: Page) {
  /** The element that hides what is in it, and how many of its name are open. */
  let hidden: { name: string; depth: number } | null = null;
  let pre = 0;
  let linkFrom: number | null = null;
  const spans: boolean[] = [];

  const endLink = (): void => {
    if (linkFrom === null) return;
    const words = page.since(linkFrom).trim();
    if (isLink(words)) page.rewrite(linkFrom, shortLink(words));
    linkFrom = null;
  };

  return {
    write(text: string): void {
      if (hidden === null)
        page.write(pre > 0 ? decodeEntities(text) : decodeEntities(text.replace(/\s+/gu, ' ')));
    },
    open(piece: Open): void {
      const { name, body, isClosed } = piece;
      if (hidden !== null) {
        if (name === hidden.name && !(isClosed && UNREAD.has(name))) hidden.depth += 1;
        return;
      }
      if (isClosed && UNREAD.has(name)) return;
      const attributes = body === '' ? NONE : attributesOf(body);
      const marks = (attributes.get('class') ?? '').split(/\s+/u);
      if (UNREAD.has(name) || attributes.has('hidden') || marks.includes('invisible')) {
        if (!VOID.has(name)) hidden = { name, depth: 1 };
        return;
      }
      page.part(name);
      if (name === 'pre') pre += 1;
      if (name === 'span') spans.push(marks.includes('ellipsis'));
      if (name === 'img') page.write(emojiOf(attributes.get('alt') ?? ''));
      if (name === 'a') {
        endLink();
        linkFrom = page.mark();
      }
    },
    close(name: string): void {
      if (hidden !== null) {
        if (name === hidden.name) hidden.depth -= 1;
        if (hidden.depth === 0) hidden = null;
        return;
      }
      if (name === 'pre') pre = Math.max(0, pre - 1);
      if (name === 'span' && spans.pop() === true) page.write('…');
      if (name === 'a') endLink();
      if (name !== 'br') page.part(name);
    },
  };
}

/** The text of a picture that stands for an emoji; empty for any other. */
function emojiOf(alt: string): string {
  const text = decodeEntities(alt).trim();
  return SHORTCODE.test(text) || EMOJI.test(text) ? text : '';
}

interface Page {
  write(text: string): void;
  /** An element of this name begins or ends here. */
  part(name: string): void;
  mark(): number;
  since(mark: number): string;
  rewrite(mark: number, text: string): void;
  length(): number;
  text(): string;
}

function createPage(): Page {
  const parts: string[] = [];
  let length = 0;
  let breaks = 0; // line feeds that are due before the next words
  const push = (text: string): void => {
    parts.push(text);
    length += text.length;
  };

  return {
    write(text) {
      if (breaks > 0 && text.trim() === '') return;
      if (breaks > 0 && length > 0) push('\n'.repeat(breaks));
      breaks = 0;
      push(text);
    },
    part(name) {
      if (name === 'br') breaks = Math.min(2, breaks + 1);
      else if (PARAGRAPHS.has(name)) breaks = 2;
      else if (LINES.has(name)) breaks = Math.max(1, breaks);
      else if ((name === 'td' || name === 'th') && breaks === 0) push(' ');
    },
    mark: () => parts.length,
    since: (mark) => parts.slice(mark).join(''),
    rewrite(mark, text) {
      const before = parts.splice(mark).join('');
      const gap = /^\s*/u.exec(before)?.[0] ?? '';
      const after = before.slice(before.trimEnd().length);
      length -= before.length;
      push(gap + text + after);
    },
    length: () => length,
    text: () => parts.join(''),
  };
}
