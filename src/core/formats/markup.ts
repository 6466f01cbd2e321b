/** Where the markup of a source begins: what precedes its first element, and the name of that as written. */
export interface Beginning {
  prolog: string;
  /** Empty when the first 4,000 characters hold no element. */
  root: string;
}

const HEAD = 4_000;
const PROLOG = /^(?:\s|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!doctype[^>[]*(?:\[[\s\S]*?\]\s*)?>)*/i;

/** Skips declaration, comments and document type of XML or HTML; real schedules begin with any of them, or with none. */
export function beginningOf(text: string): Beginning {
  const head = text.slice(0, HEAD);
  const prolog = PROLOG.exec(head)?.[0] ?? '';
  return { prolog, root: /^<([\w:.-]+)/.exec(head.slice(prolog.length))?.[1] ?? '' };
}
