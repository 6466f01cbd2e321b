import { promisingGif, promisingPng, sample } from '../adapters/picture/bytes.ts';
import type { Written } from './social.ts';

/** A post that means harm, and all that may be seen of it. */
interface Hostile {
  post: Written;
  text: string;
  /** How many of its pictures are harmless. */
  pictures: number;
}

const EVIL = 'document.title="owned"';
/** Names a picture that nobody should ask for. */
export const TRACKER = 'tracker.png';

/** Posts of the last minutes. @param origin of their server */
export function hostilePosts(origin: string, nowAt: number): readonly Hostile[] {
  const tracker = `${origin}/${TRACKER}`;
  const written: readonly [html: string, text: string, media: readonly string[], pictures: number][] = [
    [
      `<p>Bonjour <script>${EVIL}</script><img src="${tracker}" onerror='${EVIL}'>#camp</p>`,
      'Bonjour #camp',
      ['good.png'],
      1,
    ],
    [
      `<svg onload='${EVIL}'><style>@import "${tracker}"</style></svg><iframe src="${tracker}"></iframe>Salut #camp`,
      'Salut #camp',
      ['script.svg', 'page.png'],
      0,
    ],
    [
      '<p>&lt;img src=x onerror=alert(1)&gt; #camp</p>',
      '<img src=x onerror=alert(1)> #camp',
      ['bomb.png'],
      0,
    ],
    ['<p>\u202e\u2066Merci\u2069 #camp</p>', 'Merci #camp', ['bomb.gif', 'cut.jpeg'], 0],
    [
      `<p>Za${'\u0300\u0316\u0301\u0317'.repeat(200)} #camp</p>`,
      'Zà\u0316 #camp',
      ['https://10.7.0.2/inside.png', 'http://127.0.0.1/plain.png'],
      0,
    ],
    [`<p>${'A'.repeat(5_000)} #camp</p>`, `${'A'.repeat(59)}… #camp`, ['good.webp'], 1],
  ];
  return written.map(([html, text, media, pictures], index) => ({
    post: {
      ...{ author: `eve${index}`, name: `<b onclick='${EVIL}'>${'W'.repeat(300)}`, html, media },
      at: nowAt - index * 60_000,
    },
    ...{ text, pictures },
  }));
}

/** The files that they name. */
export async function hostileFiles(): Promise<ReadonlyMap<string, Uint8Array>> {
  const jpeg = await sample().jpeg().toBuffer();
  const script = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>${EVIL}</script></svg>`;
  return new Map([
    [
      'good.png',
      await sample(640, 480)
        .withMetadata({ exif: { IFD0: { Copyright: EVIL } } })
        .png()
        .toBuffer(),
    ],
    ['good.webp', await sample(400, 800).webp().toBuffer()],
    ['script.svg', Buffer.from(script)],
    ['page.png', Buffer.from(`<!DOCTYPE html><script>${EVIL}</script>`)],
    ['bomb.png', promisingPng(60_000, 60_000)],
    ['bomb.gif', promisingGif(65_000, 65_000)],
    ['cut.jpeg', jpeg.subarray(0, 200)],
  ]);
}
