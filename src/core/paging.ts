/** How long one page of a text stays, milliseconds. */
export const PAGE_MS = 3_000;

/**
 * A text as pages of at most `rows` lines of at most `cols` code points: words unbroken, but one longer than a line is
 * cut without loss. The lines are spread evenly over the pages. A blank text is one page without a line.
 */
export function pages(text: string, cols: number, rows: number): string[][] {
  const lines = evenLines(text, cols);
  const count = Math.max(1, Math.ceil(lines.length / rows));
  const perPage = Math.max(1, Math.ceil(lines.length / count));
  return Array.from({ length: count }, (_, page) => lines.slice(page * perPage, (page + 1) * perPage));
}

/** The page to show `elapsedMs` after the first one appeared. */
export function pageAt(all: readonly (readonly string[])[], elapsedMs: number): readonly string[] {
  return all[Math.floor(elapsedMs / PAGE_MS) % all.length] ?? [];
}

/** The lines are made as even as their number allows: a centred text reads better without one short last line. */
function evenLines(text: string, cols: number): string[] {
  const apart = text.split(' ').filter((word) => word !== '');
  const joined = unbreakable(apart, cols);
  const lines = wrap(apart, cols);
  const words = wrap(joined, cols).length > lines.length ? apart : joined;
  const widest = words.reduce((most, word) => Math.max(most, [...word].length), 1);
  for (let width = widest; width < cols; width += 1) {
    const narrower = wrap(words, width);
    if (narrower.length <= lines.length) return narrower;
  }
  return wrap(words, cols);
}

/** The words, with the signs that French sets apart (`où ?`) kept on the line of the word before them, where they fit. */
function unbreakable(apart: readonly string[], cols: number): string[] {
  const words: string[] = [];
  for (const word of apart) {
    const joined = `${words.at(-1)} ${word}`;
    const glued = words.length > 0 && /^[:;!?]+$/.test(word) && [...joined].length <= cols;
    if (glued) words.splice(-1, 1, joined);
    else words.push(word);
  }
  return words;
}

function wrap(words: readonly string[], cols: number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  for (const word of words) {
    let rest = [...word];
    if (line.length > 0 && line.length + 1 + rest.length <= cols) {
      line.push(' ', ...rest);
      continue;
    }
    if (line.length > 0) lines.push(line.join(''));
    for (; rest.length > cols; rest = rest.slice(cols)) lines.push(rest.slice(0, cols).join(''));
    line = rest;
  }
  return line.length > 0 ? [...lines, line.join('')] : lines;
}
