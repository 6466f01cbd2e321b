import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startMastodon } from '../fakes/social/mastodon.ts';
import type { MastodonPost } from '../fakes/social/status.ts';

// A Mastodon server of the public internet, as far as this network knows it.
// usage: node social.mjs ADDRESS FOLDER   with key.pem, cert.pem, posts.json and the files of the posts

/** A post, and the names of the files that are its media; an address is taken as it is. */
export interface Written extends Omit<MastodonPost, 'media'> {
  media: readonly string[];
}

async function serve(address: string, folder: string): Promise<void> {
  const read = (name: string) => readFileSync(join(folder, name));
  const place = { address, key: read('key.pem').toString(), cert: read('cert.pem').toString() };
  const mastodon = await startMastodon({ place });
  for (const { media, ...post } of JSON.parse(read('posts.json').toString()) as Written[]) {
    const urlOf = (name: string) =>
      URL.canParse(name) ? name : mastodon.file(name, `image/${name.split('.').pop()}`, read(name));
    mastodon.add({ ...post, media: media.map((name) => ({ url: urlOf(name), alt: `a picture: ${name}` })) });
  }
  process.on('message', () => process.send?.(mastodon.requests()));
  process.on('disconnect', () => process.exit());
  process.send?.('ready');
}

const [address = '', folder = ''] = process.argv.slice(2);
await serve(address, folder);
