import { cleanName, cleanText, digestOf } from '../../core/wall/clean.ts';
import type { Post, PostAuthor } from '../../core/wall/post.ts';

/** A post whose text is clean, and the rest as its network gave it. */
export type Draft = Omit<Post, 'digest'> & { warning: string };

const ID_MAX = 500; // addresses are shorter; a longer one is nobody's post

/** Cleans names and alt texts and adds the digest; null for a post that nobody can name. */
export function makePost({ warning, ...draft }: Draft): Post | null {
  if (draft.id.length > ID_MAX || draft.author.id.length > ID_MAX) return null;
  const media = draft.media.map(({ url, alt }) => ({ url, alt: cleanText(alt) }));
  const post = { ...draft, author: cleanAuthor(draft.author), media };
  return { ...post, digest: digestOf({ text: post.text, media, warning: cleanText(warning) }) };
}

function cleanAuthor(author: PostAuthor): PostAuthor {
  const handle = cleanName(author.handle);
  const name = cleanName(author.name);
  return { ...author, handle, name: name === '' ? handle : name };
}

/** An address that people may be sent to; null for any other. */
export function httpsOf(address: string | null): string | null {
  return address !== null && URL.canParse(address) && new URL(address).protocol === 'https:' ? address : null;
}
