import { lookup } from 'node:dns/promises';
import type { Clock } from '../../app/ports.ts';
import type { PictureMaker } from '../../app/wall/ports.ts';
import type { PostMedia } from '../../core/wall/post.ts';
import { fetchBytes, type HostAddress } from './fetch.ts';
import { Refusal, wordsOf } from './refusal.ts';
import { REMOTE_KINDS, type Rendered, render } from './render.ts';

const FETCHING_MS_MAX = 10_000;
const WAITING_MAX = 100;
const LINES_PER_MINUTE = 20;
const URL_CHARS_MAX = 200;

export interface PictureMakerOptions {
  clock: Pick<Clock, 'monoMs' | 'after'>;
  log: { info(fields: object, message: string): void };
  /** Of this program, for the servers that are asked. */
  version: string;
  /** Origins that are asked although they are not public or not https: `http://127.0.0.1:8080`. For tests. */
  allow?: readonly string[];
  /** All addresses of a host name; the system's resolver unless said. */
  resolve?: (host: string) => Promise<readonly HostAddress[]>;
}

/**
 * Fetches the pictures of posts, one at a time, and makes WebP of them that no post can harm anybody with. Gives null
 * for a picture that is refused, and for one that comes while 100 wait; the log says why, at most 20 times a minute.
 */
export function createPictureMaker(options: PictureMakerOptions): PictureMaker {
  const { clock, version, allow = [], resolve = (host) => lookup(host, { all: true }) } = options;
  const tell = createTeller(options);
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function makeNow({ url }: PostMedia): Promise<Rendered | null> {
    const ending = new AbortController();
    const cancel = clock.after(FETCHING_MS_MAX, () => ending.abort());
    let bytesRead = 0;
    const onRead = (bytes: number) => {
      bytesRead += bytes;
    };
    try {
      const bytes = await fetchBytes(url, { allow, resolve, version, signal: ending.signal, onRead });
      cancel(); // decoding has a limit of its own
      return await render(bytes, REMOTE_KINDS);
    } catch (error) {
      tell(url, reasonOf(error, ending.signal), bytesRead);
      return null;
    } finally {
      cancel();
    }
  }

  return {
    make(media) {
      if (waiting >= WAITING_MAX) {
        tell(media.url, `${WAITING_MAX} pictures wait already`, 0);
        return Promise.resolve(null);
      }
      waiting += 1;
      const made = last.then(() => {
        waiting -= 1;
        return makeNow(media);
      });
      last = made;
      return made;
    },
  };
}

function reasonOf(error: unknown, { aborted }: AbortSignal): string {
  if (aborted) return `its server took longer than ${FETCHING_MS_MAX / 1_000} s`;
  return error instanceof Refusal ? error.message : wordsOf(error);
}

/** Says why a picture is refused, unless too much was said within this minute; the next line then counts what was not. */
function createTeller({ clock, log }: Pick<PictureMakerOptions, 'clock' | 'log'>) {
  let sinceMs = Number.NEGATIVE_INFINITY;
  let lines = 0;
  let unsaid = 0;
  return (url: string, reason: string, bytesRead: number): void => {
    const nowMs = clock.monoMs();
    if (nowMs - sinceMs >= 60_000) {
      sinceMs = nowMs;
      lines = 0;
    }
    if (lines >= LINES_PER_MINUTE) {
      unsaid += 1;
      return;
    }
    lines += 1;
    const fields = { url: url.slice(0, URL_CHARS_MAX), reason, bytesRead };
    log.info(unsaid === 0 ? fields : { ...fields, unsaid }, 'A picture of a post is refused.');
    unsaid = 0;
  };
}
