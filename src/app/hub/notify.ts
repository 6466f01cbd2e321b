import type { BoxRecord } from '../../core/hub/records.ts';
import { CLOSE } from '../../core/link/frames.ts';
import type { HubLinks } from './links.ts';

interface Deps {
  links: () => Pick<HubLinks, 'announce' | 'drop' | 'linked'>;
  /** The versions of what this box should have. */
  etagsOf: (box: string) => { settings: string; notices: string };
}

/** Tells linked boxes of this process what others have changed, whoever did and through whatever process. */
export interface Notify {
  /** A box has learned, or asks for, this version. */
  told(box: string, etags: Partial<{ settings: string; notices: string }>): void;
  /** Compares what boxes know with what they should. */
  review(): void;
  /** Ends the links of boxes that were revoked, or that another board has taken the place of. */
  enforce(records: readonly BoxRecord[]): void;
  /** Tells all boxes of what is the same for all of them, where it is another one. */
  all(etags: Readonly<Partial<Record<Common, string>>>): void;
}

type Common = 'programme' | 'wall' | 'results' | 'images';

export function createNotify({ links, etagsOf }: Deps): Notify {
  const known = new Map<string, Partial<{ settings: string; notices: string }>>();
  let secrets = new Map<string, string>();
  const announced: Partial<Record<Common, string>> = {};

  function told(box: string, etags: Partial<{ settings: string; notices: string }>): void {
    known.set(box, { ...known.get(box), ...etags });
  }

  return {
    told,
    review() {
      const linked = links().linked();
      for (const box of known.keys()) if (!linked.has(box)) known.delete(box);
      const groups = new Map<
        string,
        { etags: Partial<{ settings: string; notices: string }>; boxes: string[] }
      >();
      for (const box of linked) {
        const [before, now] = [known.get(box), etagsOf(box)];
        told(box, now);
        const etags = {
          ...(before?.settings === now.settings ? {} : { settings: now.settings }),
          ...(before?.notices === now.notices ? {} : { notices: now.notices }),
        };
        if (Object.keys(etags).length === 0) continue;
        const name = `${etags.settings} ${etags.notices}`;
        const group = groups.get(name) ?? { etags, boxes: [] };
        groups.set(name, group);
        group.boxes.push(box);
      }
      for (const { etags, boxes } of groups.values()) links().announce(etags, boxes);
    },
    enforce(records) {
      const linked = links().linked();
      for (const { box, secretDigest, revokedAt } of records) {
        if (!linked.has(box)) continue;
        if (revokedAt !== null) links().drop(box, CLOSE.unpaired, 'an organiser has revoked this box');
        else if ((secrets.get(box) ?? secretDigest) !== secretDigest) {
          links().drop(box, CLOSE.unpaired, 'another board was paired as this box');
        }
      }
      secrets = new Map(records.map(({ box, secretDigest }) => [box, secretDigest]));
    },
    all(etags) {
      const news = Object.entries(etags).filter(([name, etag]) => announced[name as Common] !== etag);
      if (news.length === 0) return;
      Object.assign(announced, etags);
      links().announce(Object.fromEntries(news));
    },
  };
}
