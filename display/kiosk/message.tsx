import type { ComponentChildren } from 'preact';
import type { BoxState, NoticeView } from '../../src/core/state.ts';
import { keepTogether } from '../spacing.ts';
import type { Words } from '../words.ts';
import { useFittedTitle } from './title.ts';

/** The notice that lasts at `nowAt`: it ends without a word of the box, which may be away. */
export function noticeAt({ notice, clock }: BoxState, nowAt: number): NoticeView | null {
  if (notice === null || notice.untilAt === null || clock.quality === 'unset') return notice;
  return nowAt < notice.untilAt ? notice : null;
}

/** What organisers say, over everything; `children` is what has to be seen all the same. */
export function Message({
  text,
  words,
  children,
}: {
  text: string;
  words: Words;
  children: ComponentChildren;
}) {
  return (
    <div class="message" data-testid="message" role="alert">
      <p class="message-from">{words.noticeFrom}</p>
      <div class="talk" ref={useFittedTitle(text)}>
        <p class="title">{keepTogether(text)}</p>
      </div>
      {children}
    </div>
  );
}
