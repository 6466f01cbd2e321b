/** One piece of HTML: text as written, or a tag; names in lower case. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'open'; name: string; body: string; isClosed: boolean }
  | { kind: 'close'; name: string };

const ATTRIBUTES_READ = 2_000;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/gu;

// What browsers read as text up to the closing tag, none of it meant to be read.
const RAW = ['script', 'style', 'textarea', 'title', 'xmp', 'iframe', 'noembed', 'noframes', 'noscript'];
const RAW_END = new Map(RAW.map((name) => [name, new RegExp(`</${name}(?=[\\s/>])`, 'giu')]));

/**
 * HTML in pieces, cut as browsers do (WHATWG HTML, 13.2.5): comments, declarations and the content of scripts and
 * their like left out, and whatever follows a tag that has no end. Reads each character once, whatever the input. A
 * `<` that begins no tag is text before a space, a digit, `=` or `-`, and left out elsewhere.
 */
export function* piecesOf(html: string): Generator<Piece> {
  let at = 0;
  while (at < html.length) {
    const next = html.indexOf('<', at);
    const end = next < 0 ? html.length : next;
    if (end > at) yield { kind: 'text', text: html.slice(at, end) };
    if (next < 0) return;
    const [piece, after] = markupAt(html, next);
    if (piece !== null) yield piece;
    at = after;
    if (piece?.kind === 'open') at = skipRaw(html, piece.name, after);
  }
}

/** The attributes of a tag, names in lower case; of a name that comes twice the first. */
export function attributesOf(body: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', double, single, bare] of body.slice(0, ATTRIBUTES_READ).matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, double ?? single ?? bare ?? '');
  }
  return found;
}

/** What begins with the `<` at `at`, null for what says nothing, and where the text goes on. */
function markupAt(html: string, at: number): [piece: Piece | null, after: number] {
  const after = html[at + 1] ?? '';
  if (/[a-z]/iu.test(after)) return tagAt(html, at + 1, 'open');
  if (after === '/' && /[a-z]/iu.test(html[at + 2] ?? '')) return tagAt(html, at + 2, 'close');
  if (html.startsWith('<!--', at))
    return [null, past(html, /^>|^->/u.test(html.slice(at + 4, at + 6)) ? '>' : '-->', at + 4)];
  if (after === '!' || after === '?' || after === '/') return [null, past(html, '>', at + 2)];
  return [/[ \n\d=-]/u.test(after) ? { kind: 'text', text: '<' } : null, at + 1];
}

function tagAt(html: string, from: number, kind: 'open' | 'close'): [piece: Piece | null, after: number] {
  const end = tagEnd(html, from);
  if (end < 0) return [null, html.length];
  const nameEnd = endOfName(html, from, end);
  const name = html.slice(from, Math.min(nameEnd, from + 40)).toLowerCase();
  if (kind === 'close') return [{ kind, name }, end + 1];
  const body = html.slice(nameEnd, end);
  return [{ kind, name, body, isClosed: body.endsWith('/') }, end + 1];
}

function endOfName(html: string, from: number, end: number): number {
  let at = from;
  while (at < end && !/[\s/]/u.test(html[at] ?? '')) at += 1;
  return at;
}

/** Where the `>` of a tag is, outside the quotes of its values; -1 when it has none. */
function tagEnd(html: string, from: number): number {
  let before = '';
  for (let at = from; at < html.length; at += 1) {
    const character = html[at] ?? '';
    if (character === '>') return at;
    if ((character === '"' || character === "'") && before === '=') {
      at = html.indexOf(character, at + 1);
      if (at < 0) return -1;
    }
    if (character.trim() !== '') before = character;
  }
  return -1;
}

function skipRaw(html: string, name: string, from: number): number {
  if (name === 'plaintext') return html.length;
  const closing = RAW_END.get(name);
  if (closing === undefined) return from;
  closing.lastIndex = from;
  return closing.exec(html)?.index ?? html.length;
}

function past(html: string, ending: string, from: number): number {
  const at = html.indexOf(ending, from);
  return at < 0 ? html.length : at + ending.length;
}
