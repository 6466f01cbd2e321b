import { etagOf } from '../../core/hub/etag.ts';
import { noticesFor } from '../../core/hub/notices.ts';
import type { BoxNotice, BoxSettings } from '../../core/hub/orders.ts';
import type { Programme } from '../../core/programme.ts';
import type { HubBasis } from './basis.ts';
import type { Parts } from './parts.ts';
import type { Roll } from './roll.ts';

interface Deps {
  basis: Pick<HubBasis, 'attribution'>;
  roll: Pick<Roll, 'record'>;
  parts: Pick<Parts, 'notices'>;
  now: () => number;
}

/** What boxes GET, as it is now; an etag is opaque. */
export interface Handouts {
  /** Null before there is one. */
  programme(): { etag: string; value: Programme } | null;
  /** @param kept what an organiser set; as the roll has it unless said */
  settings(box: string, kept?: BoxSettings): { etag: string; value: BoxSettings };
  notices(box: string): { etag: string; value: BoxNotice[] };
}

const UNSET: Omit<BoxSettings, 'window'> = { name: '', room: null, language: null, muted: null };

export function createHandouts({ basis, roll, parts, now }: Deps): Handouts {
  let shown: { of: Programme; etag: string; value: Programme } | null = null;
  return {
    programme() {
      const { programme: current } = basis.attribution().grounds;
      if (current === null) return null;
      if (shown?.of !== current) {
        const value: Programme = { ...current, adjusted: true };
        shown = { of: current, value, etag: etagOf(value) };
      }
      return { etag: shown.etag, value: shown.value };
    },
    settings(box, kept = roll.record(box)?.settings) {
      const value = { ...(kept ?? UNSET), window: basis.attribution().grounds.rule };
      return { etag: etagOf(value), value };
    },
    notices(box) {
      const value = noticesFor(box, parts.notices(), now());
      return { etag: etagOf(value), value };
    },
  };
}
