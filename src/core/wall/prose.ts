import { decodeEntities } from '../text.ts';
import { seenOnly } from './glyphs.ts';
import { isLink, shortLink } from './links.ts';
import { createPage, type Page } from './page.ts';
import { attributesOf, type Piece, piecesOf } from './tags.ts';

type Open = Extract<Piece, { kind: 'open' }>;

// Far longer than any post and than what may be shown of one; what follows is not read.
const READ_MAX = 262_144;
const ENOUGH = 40_000;

const NONE: ReadonlyMap<string, string> = new Map();

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
  const pen = new Pen(page);
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
class Pen {
  private readonly page: Page;
  /** The element that hides what is in it, and how many of its name are open. */
  private hidden: { name: string; depth: number } | null = null;
  private pre = 0;
  private linkFrom: number | null = null;
  /** Of the spans that are open: whether an ellipsis ends them. */
  private readonly spans: boolean[] = [];

  constructor(page: Page) {
    this.page = page;
  }

  write(text: string): void {
    if (this.hidden !== null) return;
    this.page.write(decodeEntities(this.pre > 0 ? text : text.replace(/\s+/gu, ' ')));
  }

  open({ name, body, isClosed }: Open): void {
    const isEmpty = VOID.has(name) || (isClosed && UNREAD.has(name));
    if (this.hidden !== null) {
      if (name === this.hidden.name && !isEmpty) this.hidden.depth += 1;
      return;
    }
    const attributes = body === '' ? NONE : attributesOf(body);
    const marks = (attributes.get('class') ?? '').split(/\s+/u);
    const isHidden = UNREAD.has(name) || attributes.has('hidden') || marks.includes('invisible');
    if (!isHidden) this.begin(name, marks.includes('ellipsis'), attributes.get('alt') ?? '');
    else if (!isEmpty) this.hidden = { name, depth: 1 };
  }

  close(name: string): void {
    if (this.hidden !== null) {
      if (name === this.hidden.name) this.hidden.depth -= 1;
      if (this.hidden.depth === 0) this.hidden = null;
      return;
    }
    if (name === 'pre') this.pre = Math.max(0, this.pre - 1);
    if (name === 'span' && this.spans.pop() === true) this.page.write('…');
    if (name === 'a') this.endLink();
    if (name !== 'br') this.page.part(name);
  }

  private begin(name: string, hasEllipsis: boolean, alt: string): void {
    this.page.part(name);
    if (name === 'pre') this.pre += 1;
    if (name === 'span') this.spans.push(hasEllipsis);
    if (name === 'img') this.page.write(emojiOf(alt));
    if (name === 'a') {
      this.endLink();
      this.linkFrom = this.page.mark();
    }
  }

  private endLink(): void {
    if (this.linkFrom === null) return;
    const words = this.page.since(this.linkFrom).trim();
    if (isLink(words)) this.page.rewrite(this.linkFrom, shortLink(words));
    this.linkFrom = null;
  }
}

/** The text of a picture that stands for an emoji; empty for any other. */
function emojiOf(alt: string): string {
  const text = decodeEntities(alt).trim();
  return SHORTCODE.test(text) || EMOJI.test(text) ? text : '';
}
