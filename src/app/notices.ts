import type { Language } from '../core/config.ts';
import { noticeWords } from '../core/hub/noticetext.ts';
import type { BoxNotice } from '../core/hub/orders.ts';
import type { NoticeView } from '../core/state.ts';
import type { Timekeeping } from './timekeeping.ts';

/** What organisers say on the screens of this box. */
export interface Notices {
  take(notices: readonly BoxNotice[]): void;
  /** The newest that lasts, in the language of the box; null as a rule. */
  current(): NoticeView | null;
}

interface Deps {
  time: Pick<Timekeeping, 'boot' | 'nowAt'>;
  language: () => Language;
}

/** A notice ends by the box's corrected time, with a hub or without; while nobody knows the time it lasts. */
export function createNotices({ time, language }: Deps): Notices {
  let known: readonly BoxNotice[] = [];
  const lasts = ({ untilAt }: BoxNotice) =>
    untilAt === null || time.boot().quality === 'unset' || time.nowAt() < untilAt;
  return {
    take(notices) {
      known = notices.toSorted((a, b) => b.number - a.number);
    },
    current() {
      const notice = known.find(lasts);
      if (notice === undefined) return null;
      const { number, untilAt } = notice;
      return { number, text: noticeWords(notice.text, language()), untilAt };
    },
  };
}
