const LINES = new Set(
  (
    'address article aside blockquote caption center dd details div dl dt fieldset figcaption figure footer form ' +
    'header hr li main menu nav ol option pre section summary table tbody tfoot thead tr ul'
  ).split(' '),
);
const PARAGRAPHS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

/** Plain text as it is written: words, and breaks that come before the next words. */
export interface Page {
  write(text: string): void;
  /** An element of this name begins or ends here. */
  part(name: string): void;
  mark(): number;
  since(mark: number): string;
  rewrite(mark: number, text: string): void;
  length(): number;
  text(): string;
}

/** An empty page; `mark` and `since` are for what was written from some point on, `rewrite` puts other words there. */
export function createPage(): Page {
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
