// Far longer than any real title; what is longer is a description in the wrong place.
const LINE_MAX = 500;

// Nor is the rest looked at: a name of a megabyte that a thousand sessions share would take seconds.
const WRITTEN_MAX = 4_000;

// Sessions share their rooms, speakers and tracks; cleaning costs fifty times what looking up does.
const KNOWN_MAX = 1_000;
const known = new Map<string, string>();

// Only names of HTML: `List<String>` is a title.
const BLOCK_TAG =
  /<\/?(?:br|p|div|li|ul|ol|h[1-6]|hr|table|tbody|thead|tr|td|th|blockquote|pre)(?:\s[^<>]*)?\/?>/giu;
const INLINE_TAG =
  /<\/?(?:a|abbr|b|big|body|code|em|font|html|i|iframe|img|script|small|span|strong|style|sub|sup|svg|u)(?:\s[^<>]*)?\/?>/giu;
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/giu;

// Controls, marks that turn the direction of what follows, invisible spaces and halves of characters.
const INVISIBLE = /[\p{Cc}\p{Cs}\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/gu;

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  laquo: '«',
  raquo: '»',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  euml: 'ë',
  agrave: 'à',
  acirc: 'â',
  ccedil: 'ç',
  icirc: 'î',
  iuml: 'ï',
  ocirc: 'ô',
  ouml: 'ö',
  ugrave: 'ù',
  ucirc: 'û',
  uuml: 'ü',
  auml: 'ä',
  oelig: 'œ',
  szlig: 'ß',
  euro: '€',
  aacute: 'á',
  iacute: 'í',
  oacute: 'ó',
  uacute: 'ú',
  ntilde: 'ñ',
  atilde: 'ã',
  otilde: 'õ',
  aring: 'å',
  aelig: 'æ',
  oslash: 'ø',
  scaron: 'š',
  bull: '•',
  middot: '·',
  rarr: '→',
  larr: '←',
  harr: '↔',
  deg: '°',
  times: '×',
  copy: '©',
  reg: '®',
  trade: '™',
  thinsp: ' ',
  ensp: ' ',
  emsp: ' ',
  shy: '',
};

/**
 * One clean line of plain text (NFC) from what a source wrote: HTML tags stripped, entities decoded once, control
 * characters dropped, white space collapsed, at most 500 characters. Numbers are written out; whatever else is no
 * text gives ''. It is never to be rendered as HTML.
 */
export function cleanLine(written: unknown): string {
  if (typeof written === 'number') return String(written);
  if (typeof written !== 'string') return '';
  if (written.length > LINE_MAX) return clean(written.slice(0, WRITTEN_MAX));
  const line = known.get(written) ?? clean(written);
  if (known.size === KNOWN_MAX) known.clear();
  known.set(written, line);
  return line;
}

function clean(written: string): string {
  const line = written
    .replace(BLOCK_TAG, ' ')
    .replace(INLINE_TAG, '')
    .replace(ENTITY, decodeEntity)
    .replace(/\s+/gu, ' ')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(/ {2,}/gu, ' ')
    .trim();
  if (line.length <= LINE_MAX) return line;
  return `${[...line.slice(0, LINE_MAX * 2)].slice(0, LINE_MAX - 1).join('')}…`;
}

/** Decodes the entities of XML and HTML that are known, once; others stay as written. */
export function decodeEntities(text: string): string {
  return text.includes('&') ? text.replace(ENTITY, decodeEntity) : text;
}

function decodeEntity(entity: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) {
    const key = [name, name.toLowerCase()].find((word) => Object.hasOwn(NAMED, word));
    const character = key === undefined ? undefined : NAMED[key];
    if (character === undefined) return entity;
    return /^[A-Z][a-z]/u.test(name) ? character.toUpperCase() : character;
  }
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
