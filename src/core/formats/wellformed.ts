/** Why XML cannot be read, and where. */
interface Break {
  at: number;
  why: 'cut' | 'broken';
  /** The element that is open there. */
  open?: string;
}

/** Where a piece of markup ends: the index behind it, or -1 when it never does. */
type End = number;

const AFTER: readonly (readonly [start: string, end: string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
];

/**
 * Says where broken XML breaks, or that it was cut short; null when every element is closed in its order. Parsers that
 * close the rest by themselves would lose sessions without a word.
 */
export function explainXml(text: string): string | null {
  const found = breakOf(text);
  if (found === null) return null;
  if (found.why === 'cut') {
    const lines = text.trimEnd().split('\n').length;
    return `The XML ends too early, at line ${lines}: the file was probably cut short. Fetch or export it again.`;
  }
  const head = text.slice(0, found.at);
  const line = head.split('\n').length;
  const column = found.at - head.lastIndexOf('\n');
  const near =
    text
      .slice(found.at, found.at + 20)
      .split('\n')[0]
      ?.trim() ?? '';
  const open = found.open === undefined ? '' : `, where <${found.open.slice(0, 40)}> is open`;
  return `The XML is broken at line ${line}, column ${column}, near ${JSON.stringify(near)}${open}. Correct it there, or export it again.`;
}

function breakOf(text: string): Break | null {
  const open: string[] = [];
  let end: End = 0;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', end)) {
    const skipped = skip(text, at);
    end = skipped ?? endOfTag(text, at);
    if (end === -1) return { at, why: 'cut' };
    if (skipped !== null) continue;
    const tag = text.slice(at + 1, end - 1);
    const name = /^\/?([^\s/<>"'=&]+)/.exec(tag)?.[1];
    if (name === undefined) return broken(at, open);
    if (tag.startsWith('/')) {
      if (open.at(-1) !== name) return broken(at, open);
      open.pop();
    } else if (!tag.endsWith('/')) {
      open.push(name);
    }
  }
  return open.length === 0 ? null : { at: text.length, why: 'cut' };
}

function broken(at: number, open: readonly string[]): Break {
  const last = open.at(-1);
  return { at, why: 'broken', ...(last === undefined ? {} : { open: last }) };
}

/** The end of what is no element; null for an element. */
function skip(text: string, at: number): End | null {
  const known = AFTER.find(([start]) => text.startsWith(start, at));
  if (known !== undefined) return after(text, known[1], at + known[0].length);
  if (!text.startsWith('<!', at)) return null;
  const close = text.indexOf('>', at);
  const subset = text.slice(at, close + 1).indexOf('[');
  if (subset === -1) return after(text, '>', at);
  const bracket = /\]\s*>/g;
  bracket.lastIndex = at + subset;
  return bracket.exec(text) === null ? -1 : bracket.lastIndex;
}

function after(text: string, what: string, from: number): End {
  const at = text.indexOf(what, from);
  return at === -1 ? -1 : at + what.length;
}

/** A `>` inside of a quoted attribute ends no tag. */
function endOfTag(text: string, at: number): End {
  const mark = /["'>]/g;
  mark.lastIndex = at + 1;
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    if (found[0] === '>') return mark.lastIndex;
    const close = text.indexOf(found[0], mark.lastIndex);
    if (close === -1) return -1;
    mark.lastIndex = close + 1;
  }
  return -1;
}
