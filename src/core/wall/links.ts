const SHORT_MAX = 30;

const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"]+/giu;

// What ends a sentence rather than a link.
const AFTER = new Set(".,;:!?…»”’'*_~");
const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** Whether a text of one word is a link: with its scheme, or `example.org/path`. */
export function isLink(word: string): boolean {
  return /^(?:https?:\/\/\S+|(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}(?:[/?#]\S*)?)$/iu.test(word);
}

/** Text with each bare link as `shortLink` writes it; what ends the sentence after one stays. */
export function shortenLinks(text: string): string {
  return text.replace(LINK, (found) => {
    const link = found.slice(0, endOf(found));
    return shortLink(link) + found.slice(link.length);
  });
}

/**
 * A link as people read it: host and the beginning of its path, at most 30 characters, without scheme, `www.` and
 * whatever a name before `@` pretends. Of a host that is longer its end, which says whose it is.
 */
export function shortLink(link: string): string {
  const bare = link.replace(/^https?:\/\//iu, '');
  const slash = bare.search(/[/?#\\]/u);
  const authority = slash < 0 ? bare : bare.slice(0, slash);
  const host = [...authority.slice(authority.lastIndexOf('@') + 1).replace(/^www\./iu, '')];
  if (host.length > SHORT_MAX) return `…${host.slice(1 - SHORT_MAX).join('')}`;
  const path = slash < 0 ? '' : bare.slice(slash);
  const all = [...host, ...(path === '/' ? '' : path.slice(0, SHORT_MAX * 2))];
  return all.length <= SHORT_MAX ? all.join('') : `${all.slice(0, SHORT_MAX - 1).join('')}…`;
}

function endOf(found: string): number {
  let end = found.length;
  while (end > 0) {
    const last = found[end - 1] ?? '';
    const opens = BRACKETS[last];
    if (!AFTER.has(last) && (opens === undefined || found.slice(0, end - 1).includes(opens))) return end;
    end -= 1;
  }
  return end;
}
